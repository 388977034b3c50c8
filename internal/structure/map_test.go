// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package structure_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The map of the code names every package of the layers that modules stand on,
// once.
func TestMapNamesEveryPackage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for heading, dir := range map[string]string{"### Platform\n": "../platform", "### Core\n": "../core", "### UI\n": "../ui"} {
		_, section, _ := strings.Cut(string(text), heading)
		section, _, _ = strings.Cut(section, "\n#")
		named := map[string]int{}
		for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]+) \\|").FindAllStringSubmatch(section, -1) {
			for _, name := range regexp.MustCompile("`([a-z0-9]+)`").FindAllStringSubmatch(row[1], -1) {
				named[name[1]]++
			}
		}
		docs, err := filepath.Glob(filepath.Join(dir, "*", "doc.go"))
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) == 0 {
			t.Errorf("%s has no packages", dir)
		}
		for _, doc := range docs {
			if name := filepath.Base(filepath.Dir(doc)); named[name] != 1 {
				t.Errorf("%s names the package %s %d times, want once", strings.TrimSpace(heading), name, named[name])
			}
		}
	}
}
