// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// repository finds the root of the module, above this package.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above this package")
		}
		dir = filepath.Dir(dir)
	}
}

var scan struct {
	sync.Once
	found *sources
	err   error
}

func scanned(t *testing.T) *sources {
	t.Helper()
	scan.Do(func() { scan.found, scan.err = readSources(repository(t)) })
	if scan.err != nil {
		t.Fatal(scan.err)
	}
	return scan.found
}

func TestCatalogues_load(t *testing.T) {
	t.Parallel()
	if err := Check(); err != nil {
		t.Error(err)
	}
}

// Both languages say the same things, with the same arguments.
func TestCatalogues_sameInBothLanguages(t *testing.T) {
	t.Parallel()
	c := current()
	for key, fr := range c.messages[French] {
		en, ok := c.messages[English][key]
		if !ok {
			t.Errorf("%s (%s) has no English", key, c.origins[French][key])
			continue
		}
		if fr.plural != en.plural {
			t.Errorf("%s is plural in one language only", key)
		}
		if f, e := fr.placeholders(), en.placeholders(); !slices.Equal(f, e) {
			t.Errorf("%s has arguments %v in French and %v in English", key, f, e)
		}
	}
	for key := range c.messages[English] {
		if c.messages[French][key] == nil {
			t.Errorf("%s (%s) has no French", key, c.origins[English][key])
		}
	}
}

// French texts carry their no-break spaces, curly apostrophes and ellipses.
func TestCatalogues_frenchTypography(t *testing.T) {
	t.Parallel()
	c := current()
	for key, m := range c.messages[French] {
		for _, text := range []string{m.one.text, m.many.text, m.other.text} {
			if set := Nbsp(text); set != text {
				t.Errorf("%s (%s): write %+q, not %+q", key, c.origins[French][key], set, text)
			}
		}
	}
}

// Every message asked for exists and receives its arguments.
func TestSources_keysExist(t *testing.T) {
	t.Parallel()
	messages := current().messages[French]
	for _, u := range scanned(t).uses {
		m, ok := messages[u.key]
		if !ok {
			t.Errorf("%s: no message %q", u.at, u.key)
			continue
		}
		if u.args == nil {
			continue
		}
		for _, name := range m.placeholders() {
			if !slices.Contains(u.args, name) {
				t.Errorf("%s: %q needs the argument %s", u.at, u.key, name)
			}
		}
	}
	for _, u := range scanned(t).prefixes {
		if !slices.ContainsFunc(Keys(French), func(key string) bool { return strings.HasPrefix(key, u.key) }) {
			t.Errorf("%s: no message begins with %q", u.at, u.key)
		}
	}
}

// Views hold no words of their own.
func TestSources_noLiteralText(t *testing.T) {
	t.Parallel()
	for _, text := range scanned(t).texts {
		t.Errorf("%s: say it with i18n.T", text)
	}
}

// No message is left over from a page that is gone.
func TestSources_noUnusedKeys(t *testing.T) {
	t.Parallel()
	prefixes := dynamicPrefixes(t)
	for _, u := range scanned(t).prefixes {
		if u.key != "" {
			prefixes = append(prefixes, u.key)
		}
	}
	used := scanned(t).literals
	for _, key := range Keys(French) {
		dynamic := slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
		if !used[key] && !dynamic {
			t.Errorf("%s (%s) is used nowhere; remove it or list its prefix in testdata/dynamic_prefixes.txt", key, current().origins[French][key])
		}
	}
}

func dynamicPrefixes(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/dynamic_prefixes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var prefixes []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			prefixes = append(prefixes, line)
		}
	}
	return prefixes
}

// The scanner itself is tested on a small tree with one fault of each kind.
func TestReadSources(t *testing.T) {
	t.Parallel()
	s, err := readSources("testdata/tree")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range s.uses {
		got = append(got, fmt.Sprintf("use %s %v %s", u.key, u.args, u.at))
	}
	for _, u := range s.prefixes {
		got = append(got, "prefix "+u.key+" "+u.at)
	}
	for _, text := range s.texts {
		got = append(got, "text "+text)
	}
	want := []string{
		"use error.refused [] internal/page.go:14",
		"use page.title [] internal/page.go:18",
		"use page.hello [Name] internal/page.go:19",
		"use page.count [Count Where] internal/page.go:20",
		"use error.title [] internal/page.go:22",
		"use page.heading [] internal/page.templ:8",
		"prefix page.status. internal/page.go:21",
		"prefix page.tone. internal/page.templ:10",
		`text internal/page.templ:9: "Bonjour"`,
		`text internal/page.templ:11: "Portrait"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("readSources() found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
