// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command testreport reads the events of `go test -json` and prints what a
// person wants to see: one line per package, the whole output of what failed,
// and a count. It fails when a test failed, and when one was skipped, because
// a skipped test proves nothing:
//
//	go test -json ./... | testreport
package main

import (
	"fmt"
	"os"
)

func main() {
	report := newReport(os.Stdout)
	if err := report.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(2)
	}
	if !report.close() {
		os.Exit(1)
	}
}
