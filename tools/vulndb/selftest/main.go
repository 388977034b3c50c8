// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command selftest reaches known vulnerabilities: see ../README.md.
package main

import (
	"fmt"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

func main() {
	node, err := html.Parse(strings.NewReader("<p>"))
	fmt.Println(node, err, bluemonday.UGCPolicy().Sanitize("<p>"))
}
