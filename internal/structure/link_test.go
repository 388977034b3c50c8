// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package structure_test

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// Every link of a document to a file of the repository leads somewhere.
func TestLinks(t *testing.T) {
	t.Parallel()
	found := 0
	for _, file := range committed(t) {
		if !strings.HasSuffix(file, ".md") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range deadLinks(file, string(text), &found) {
			t.Errorf("%s links to %s, which is not there", file, target)
		}
	}
	if found < 30 {
		t.Errorf("only %d links found", found)
	}
	if dead := deadLinks("README.md", "see [this](docs/never.md) and [that](LICENSE#top)", &found); len(dead) != 1 {
		t.Errorf("dead links of the test = %v, want one", dead)
	}
}

// deadLinks lists the links of a document that lead to no file, and counts
// those to files.
func deadLinks(file, text string, found *int) []string {
	var dead []string
	for _, match := range link.FindAllStringSubmatch(text, -1) {
		target, err := url.Parse(match[1])
		if err == nil && (target.IsAbs() || target.Path == "" || target.Path[0] == '/') {
			continue // elsewhere, here, or an address of the site: siteweb's tests follow those
		}
		*found++
		if err != nil {
			dead = append(dead, match[1])
		} else if _, err := os.Stat(filepath.Join(root, filepath.Dir(file), target.Path)); err != nil {
			dead = append(dead, match[1])
		}
	}
	return dead
}
