// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxLine bounds one line of events; a test's longest line is its log.
const maxLine = 16 << 20

// event is one line of `go test -json` or of the build before it.
type event struct {
	Action     string
	Package    string
	ImportPath string // of a build event
	Test       string
	Output     string
	Elapsed    float64 // seconds
}

// test names one test of one package; Name is empty for the package itself.
type test struct{ Package, Name string }

// report gathers events until a package ends.
type report struct {
	out     io.Writer
	output  map[test]*strings.Builder
	build   map[string]*strings.Builder // compiler output by import path
	failing map[string][]string         // failed tests of a package, in order
	skipped []test
	passed  int
	failed  int
	broken  int // packages that failed
}

func newReport(out io.Writer) *report {
	return &report{
		out:     out,
		output:  map[test]*strings.Builder{},
		build:   map[string]*strings.Builder{},
		failing: map[string][]string{},
	}
}

// read takes events until in ends. Lines that are not events, such as those of
// a failing go command, are printed as they are and count as a failure.
func (r *report) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			r.broken++
			r.printf("%s\n", lines.Text())
			continue
		}
		r.take(e)
	}
	return lines.Err()
}

func (r *report) take(e event) {
	key := test{e.Package, e.Test}
	switch e.Action {
	case "output":
		if !isNoise(e) {
			text(r.output, key).WriteString(e.Output)
		}
	case "build-output":
		text(r.build, e.ImportPath).WriteString(e.Output)
	case "build-fail":
		r.printf("%s", text(r.build, e.ImportPath).String())
	case "pass", "fail", "skip":
		if e.Test == "" {
			r.endPackage(e)
		} else {
			r.endTest(e, key)
		}
	}
}

// isNoise tells lines that say again what the report says: the comings and
// goings of tests, and the end of a failed package.
func isNoise(e event) bool {
	return strings.HasPrefix(e.Output, "=== ") || e.Test == "" && strings.HasPrefix(e.Output, "FAIL")
}

func (r *report) endTest(e event, key test) {
	switch e.Action {
	case "pass":
		r.passed++
		delete(r.output, key)
	case "fail":
		r.failed++
		r.failing[e.Package] = append(r.failing[e.Package], e.Test)
	case "skip":
		r.skipped = append(r.skipped, key)
	}
}

// endPackage prints a package's line, and before it what its failed tests said.
func (r *report) endPackage(e event) {
	switch e.Action {
	case "pass":
		r.printf("ok  \t%s\t%.1fs\n", e.Package, e.Elapsed)
	case "fail":
		r.broken++
		for _, name := range r.failing[e.Package] {
			r.printf("%s", text(r.output, test{e.Package, name}).String())
		}
		// Output of no test in particular: a panic, a race, a time-out, and
		// that of tests which never ended.
		for key, said := range r.output {
			if key.Package == e.Package && !slices.Contains(r.failing[e.Package], key.Name) {
				r.printf("%s", said.String())
			}
		}
		r.printf("FAIL\t%s\t%.1fs\n", e.Package, e.Elapsed)
	}
	for key := range r.output {
		if key.Package == e.Package {
			delete(r.output, key)
		}
	}
}

// close prints the count and tells whether all is well.
func (r *report) close() bool {
	for _, skipped := range r.skipped {
		r.printf("SKIPPED\t%s\t%s\n", skipped.Package, skipped.Name)
	}
	if len(r.skipped) > 0 {
		r.printf("A skipped test proves nothing: install what it needs, or make it run without.\n")
	}
	if r.passed == 0 && r.failed == 0 {
		r.printf("No test was run.\n")
		r.broken++
	}
	if r.broken > 0 {
		r.printf("%d packages failed.\n", r.broken)
	}
	r.printf("%d passed, %d failed, %d skipped\n", r.passed, r.failed, len(r.skipped))
	return r.failed == 0 && r.broken == 0 && len(r.skipped) == 0
}

// printf writes to the terminal, whose failure nobody could be told of.
func (r *report) printf(format string, args ...any) {
	_, _ = fmt.Fprintf(r.out, format, args...)
}

func text[K comparable](texts map[K]*strings.Builder, key K) *strings.Builder {
	if texts[key] == nil {
		texts[key] = &strings.Builder{}
	}
	return texts[key]
}
