// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package structure_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the top of the repository.
const root = "../.."

// habit is something that the text of no committed file may do.
type habit struct {
	name    string
	applies func(file string) bool
	// broken returns what breaks the habit, or "".
	broken func(file, text string) string
}

// finding returns what pattern first matches.
func finding(pattern string) func(string, string) string {
	re := regexp.MustCompile(pattern)
	return func(_, text string) string { return re.FindString(text) }
}

func ending(suffixes ...string) func(string) bool {
	return func(file string) bool {
		return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(file, s) })
	}
}

// always applies to every file but this one, whose patterns would match.
func always(file string) bool { return path.Base(file) != "hygiene_test.go" }

var habits = []habit{
	{"starts with the licence header", isSource, headerMissing},
	{
		"names no package registry", always,
		finding(`(?i)\b(proxy|sum)\.golang\.org|registry\.(npmjs|yarnpkg)\.|\bdeb\.debian\.org|\bfiles\.pythonhosted\.org|\bcrates\.io/api`),
	},
	{"names no place of one machine", always, finding(`(?m)(^|[\s"'=:(])/(work|root|home/\w+)/`)},
	{"no test skips or sleeps", ending("_test.go"), notHere(finding(`\b[a-z]+\.Skip(f|Now)?\(|\btime\.Sleep\(|\btesting\.Short\(`))},
	{"leaves no note of work undone", noteless, finding(`\b(TODO|FIXME)\b`)},
	{"no script in a view", ending(".templ"), inlineScript},
	{"no style or handler in a view", ending(".templ"), finding(`<style\b|\sstyle=|\s(on[a-z]+|hx-on[:a-z-]*)=|javascript:`)},
	{"file named after its subject", ending(".go"), vagueName},
}

// Every committed file keeps the habits.
func TestHabits(t *testing.T) {
	t.Parallel()
	files := committed(t)
	if len(files) < 300 {
		t.Fatalf("only %d files found in %s", len(files), root)
	}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.IndexByte(text, 0) >= 0 { // not text
			continue
		}
		for _, h := range habits {
			if !h.applies(file) {
				continue
			}
			if what := h.broken(file, string(text)); what != "" {
				t.Errorf("%s: %s: %q", file, h.name, what)
			}
		}
	}
}

// Each habit is seen broken, and kept.
func TestHabits_broken(t *testing.T) {
	t.Parallel()
	const header = "// SPDX-License-Identifier: AGPL-3.0-only\n// Copyright (c) 2026 The Aipress24 authors\n"
	tests := []struct{ habit, file, broken, kept string }{
		{"starts with the licence header", "a.go", "package a\n", header + "\npackage a\n"},
		{"starts with the licence header", "a.sh", "#!/bin/sh\necho\n", "#!/bin/sh\n" + strings.ReplaceAll(header, "//", "#")},
		{"starts with the licence header", "a.sql", header, strings.ReplaceAll(header, "//", "--")},
		{"starts with the licence header", "a.css", "a{}", "/* SPDX-License-Identifier: AGPL-3.0-only */\n/* Copyright (c) 2026 The Aipress24 authors */\n"},
		{"names no package registry", "a.json", `"https://registry.npmjs.org/vite"`, `"vite"`},
		{"names no package registry", "Makefile", "GOPROXY=https://proxy.golang.org", "golang.org/x/net"},
		{"names no place of one machine", "a.md", "see /work/shared", "the work/shared folder; r.Get(\"/work\")"},
		{"no test skips or sleeps", "a_test.go", "t.Skip(\"later\")", "fs.SkipDir"},
		{"no test skips or sleeps", "a_test.go", "b.Skipf(\"%d\", 1)", "clock.Sleep(1)"},
		{"no test skips or sleeps", "a_test.go", "time.Sleep(1)", "time.Second"},
		{"leaves no note of work undone", "a.go", "// TODO: this", "// This is done."},
		{"no script in a view", "a.templ", "<script>alert(1)</script>", `<script type="module" src={ url }></script>`},
		{"no style or handler in a view", "a.templ", `<p style="color:red">`, `<p class="style">`},
		{"no style or handler in a view", "a.templ", `<p onclick={ f() }>`, `<p data-on="x">`},
		{"no style or handler in a view", "a.templ", `<p hx-on:click="f()">`, `<p hx-get="/x">`},
		{"file named after its subject", "x/utils.go", "package x", ""},
	}
	for _, tt := range tests {
		i := slices.IndexFunc(habits, func(h habit) bool { return h.name == tt.habit })
		if i < 0 || !habits[i].applies(tt.file) {
			t.Errorf("no habit %q for %s", tt.habit, tt.file)
			continue
		}
		if habits[i].broken(tt.file, tt.broken) == "" {
			t.Errorf("%s: %q is let through in %s", tt.habit, tt.broken, tt.file)
		}
		if what := habits[i].broken(tt.file, tt.kept); tt.kept != "" && what != "" {
			t.Errorf("%s: %q is refused in %s for %q", tt.habit, tt.kept, tt.file, what)
		}
	}
}

// committed lists the files of the repository, by a walk that leaves out what
// .gitignore does, so that the test needs no git.
func committed(t *testing.T) []string {
	t.Helper()
	out := []string{".git", ".cache", "var", "bin", "node_modules", "dist"}
	var files []string
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(out, d.Name()):
			return fs.SkipDir
		case d.Type().IsRegular() && !strings.HasSuffix(file, ".out") && !strings.HasSuffix(file, ".test"):
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// isSource tells files that carry the header: sources written by hand.
func isSource(file string) bool {
	if strings.HasSuffix(file, "_templ.go") || strings.HasSuffix(file, ".min.js") {
		return false // templ drops the header of the view; the other is not ours
	}
	dir := path.Dir(file)
	return dir == "scripts" || dir == ".ci" || path.Base(file) == "Makefile" ||
		ending(".go", ".templ", ".ts", ".js", ".mjs", ".css", ".sql", ".sh", ".yml")(file)
}

var header = []string{"SPDX-License-Identifier: AGPL-3.0-only", "Copyright (c) 2026 The Aipress24 authors"}

// headerMissing looks for the header in the first two lines, after a "#!".
func headerMissing(file, text string) string {
	lines := strings.SplitN(text, "\n", 4)
	if strings.HasPrefix(lines[0], "#!") {
		lines = lines[1:]
	}
	for i, want := range header {
		if i >= len(lines) || !strings.Contains(lines[i], want) {
			return "line " + want + " is missing"
		}
		if strings.HasSuffix(file, ".sql") && !strings.HasPrefix(lines[i], "-- ") {
			return "not a comment of SQL"
		}
	}
	return ""
}

// noteless tells files that may not put work off: not the configuration that
// looks for such notes, nor the attacks of others.
func noteless(file string) bool {
	return always(file) && file != ".golangci.yml" && !strings.Contains(file, "xss-corpus") && path.Ext(file) != ".md"
}

var script = regexp.MustCompile(`<script\b[^>]*>`)

// inlineScript finds a script element without a source of its own.
func inlineScript(_, text string) string {
	for _, tag := range script.FindAllString(text, -1) {
		if !strings.Contains(tag, " src=") {
			return tag
		}
	}
	return ""
}

func vagueName(file, _ string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(path.Base(file), ".go"), "_test")
	if slices.Contains([]string{"util", "utils", "helper", "helpers", "common", "misc", "types"}, name) {
		return name
	}
	return ""
}

// notHere lets this package's own test speak of what it forbids.
func notHere(broken func(string, string) string) func(string, string) string {
	return func(file, text string) string {
		if !always(file) {
			return ""
		}
		return broken(file, text)
	}
}
