// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package lintselftest is wrong on purpose: see scripts/lint-selftest.
package lintselftest

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
)

func idle() {} // unused

func Mistakes() { // revive
	os.Remove("nothing")             // errcheck
	fmt.Println("token", rand.Int()) // gosec
	fmt.Printf("%d\n", "text")       // govet
	strings.ToUpper("unheard")       // staticcheck
}
