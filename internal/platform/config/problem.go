// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"fmt"
	"strings"
)

// Problem is one thing the operator has to put right.
type Problem struct {
	Key    string // empty when the whole file is at fault
	Value  string // as it may be shown: secrets are masked
	Origin string // "file aipress24.toml", "environment variable PORT", "command line", "default"
	Text   string // what is wrong and what to write instead
	Err    error  // what the system said, if anything
}

// Unusable is the problem of a key that names a directory in which something
// failed. The text of err must be safe to show.
func (c *Config) Unusable(key string, err error) error {
	return c.Wrong(key, err, "choose a directory that the account of the service may write")
}

// Wrong is the problem of a key whose value led to an error that time does not
// mend, and what to do about it. The text of err must be safe to show.
func (c *Config) Wrong(key string, err error, fix string) error {
	text := fmt.Sprintf("cannot be used: %v; %s", err, fix)
	return Problem{Key: key, Value: c.shown(key), Origin: c.settings[key].origin, Text: text, Err: err}
}

// shown is the value of a key as it may be shown.
func (c *Config) shown(key string) string {
	for _, f := range Fields() {
		if f.Key == key {
			return f.show(c.settings[key].value)
		}
	}
	return ""
}

// Unwrap returns what the system said.
func (p Problem) Unwrap() error { return p.Err }

// Error returns the problem on one line.
func (p Problem) Error() string {
	switch {
	case p.Key == "":
		return fmt.Sprintf("%s: %s", p.Origin, p.Text)
	case p.Value == "":
		return fmt.Sprintf("%s (%s) %s", p.Key, p.Origin, p.Text)
	}
	return fmt.Sprintf("%s = %q (%s) %s", p.Key, p.Value, p.Origin, p.Text)
}

// Problems is everything wrong with a configuration, so that one start is
// enough to learn it all.
type Problems []Problem

// Error lists the problems, one a line.
func (p Problems) Error() string {
	noun := "problems"
	if len(p) == 1 {
		noun = "problem"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s in the configuration:", len(p), noun)
	for _, problem := range p {
		b.WriteString("\n  - " + problem.Error())
	}
	return b.String()
}

// nearest returns the candidate that word was probably meant to be, or "".
func nearest(word string, candidates []string) string {
	best, least := "", len(word)/3+1
	for _, candidate := range candidates {
		if d := distance(word, candidate); d <= least && (best == "" || d < least) {
			best, least = candidate, d
		}
	}
	return best
}

// distance counts the letters to insert, remove or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			above := row[j+1]
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, above, row[j])
			}
			row[j+1], diagonal = cost, above
		}
	}
	return row[len(b)]
}
