// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

// demonstrate runs the demonstration in dir until it is ready, which it
// reports, or gives up, and returns what it said.
func demonstrate(t *testing.T, dir string, flags ...string) (ready bool, said string) {
	t.Helper()
	p := start(t, settings{}, append([]string{"demo", "--addr", "127.0.0.1:0", "--data-dir", dir}, flags...)...)
	apptest.Eventually(t, "the demonstration is ready or over", func() bool {
		ready = strings.Contains(p.stdout.String(), "Aipress24 is ready")
		return ready || p.isOver()
	})
	if ready {
		p.terminate(t)
	}
	return ready, p.stdout.String() + p.stderr.String()
}

// content reads a file of the demonstration.
func content(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Resetting works on a directory that does not exist yet and on one full of a
// former demonstration, and leaves the key of the running one on the disk.
func TestDemo_reset(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "var", "demo")
	ready, said := demonstrate(t, dir, "--reset")
	if !ready {
		t.Fatalf("on a fresh directory: %s", said)
	}
	for line := range strings.Lines(said) {
		if strings.ContainsAny(line, "\r█") || len(line) > 200 {
			t.Errorf("a bar is drawn where no terminal is: %q", line)
		}
	}
	first := content(t, dir, "secret.key")
	leftover := filepath.Join(dir, "files", "of-yesterday")
	if err := os.WriteFile(leftover, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if ready, said := demonstrate(t, dir, "--reset"); !ready {
		t.Fatalf("on a marked directory: %s", said)
	}
	if _, err := os.Stat(leftover); !os.IsNotExist(err) {
		t.Errorf("a file of the former demonstration: %v", err)
	}
	if second := content(t, dir, "secret.key"); second == first || second == "" {
		t.Error("the key was not made anew for the new world")
	}
}

// Nobody empties the world of a demonstration that runs, or starts another one on
// it.
func TestDemo_running(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "demo")
	p := start(t, settings{}, "demo", "--addr", "127.0.0.1:0", "--data-dir", dir)
	apptest.Eventually(t, "the demonstration is ready", func() bool { return strings.Contains(p.stdout.String(), "Aipress24 is ready") })
	for _, flags := range [][]string{nil, {"--reset"}} {
		if ready, said := demonstrate(t, dir, flags...); ready || !strings.Contains(said, "a demonstration that runs") {
			t.Errorf("%v: ready %v, says %s", flags, ready, said)
		}
	}
	if content(t, dir, "secret.key") == "" {
		t.Error("the running demonstration lost its key")
	}
	p.terminate(t)
	if ready, said := demonstrate(t, dir, "--reset"); !ready {
		t.Errorf("after its end: %s", said)
	}
}

// A start that fails half-way leaves a directory that can be reset.
func TestDemo_resetAfterFailure(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "demo")
	p := start(t, settings{"SECRET_KEY": "", "BLOB_URL": "file:///dev/null/files"}, "demo", "--addr", "127.0.0.1:0", "--data-dir", dir)
	p.wait(t)
	if p.result == nil {
		t.Fatal("it starts without a place for its files")
	}
	if content(t, dir, "secret.key") == "" {
		t.Fatal("it failed too early to prove anything")
	}
	if ready, said := demonstrate(t, dir, "--reset"); !ready {
		t.Errorf("reset: %s", said)
	}
}

// A directory of somebody else is neither emptied nor filled, nor marked as ours.
func TestDemo_foreignDirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.odt"), []byte("years of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, flags := range [][]string{nil, {"--reset"}} {
		ready, said := demonstrate(t, dir, flags...)
		if ready || !strings.Contains(said, "was not made by the demonstration") || !strings.Contains(said, "--data-dir") {
			t.Errorf("%v: ready %v, says %s", flags, ready, said)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "demo.txt"), []byte("my own notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if ready, said := demonstrate(t, dir, "--reset"); ready || !strings.Contains(said, "was not made by the demonstration") {
		t.Errorf("with a file of the mark's name: ready %v, says %s", ready, said)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 || content(t, dir, "thesis.odt") != "years of work" {
		t.Errorf("the directory was touched: %v, %v", entries, err)
	}
}

// An installation never becomes a demonstration, whose password everybody knows:
// neither one that is about to open, by its directory, nor one with members, by
// its database.
func TestDemo_installation(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	s := installation(t, "sqlite:"+filepath.Join(dir, "aipress24.db")).with(settings{"DATA_DIR": dir})
	for _, args := range [][]string{{"migrate"}, {"user", "create", "ada@exemple.fr", "--first-name", "Ada", "--last-name", "Lovelace"}} {
		if stdout, stderr, ok := runTyping(t, s, "encre-fraiche-et-papier-journal\n", args...); !ok {
			t.Fatalf("%v: %s%s", args, stdout, stderr)
		}
	}
	demo := func(dir string) string {
		p := start(t, s, "demo", "--addr", "127.0.0.1:0", "--data-dir", dir)
		apptest.Eventually(t, "the demonstration is over", p.isOver)
		return p.stdout.String() + p.stderr.String()
	}
	if said := demo(filepath.Join(t.TempDir(), "demo")); !strings.Contains(said, "database.url") || !strings.Contains(said, "not of the demonstration") || strings.Contains(said, "is ready") {
		t.Errorf("with a real member: %s", said)
	}
	if said := demo(dir); !strings.Contains(said, "was not made by the demonstration") {
		t.Errorf("in the directory of an installation: %s", said)
	}
	if stdout, stderr, ok := run(t, s, "user", "list"); !ok || strings.Contains(stdout, "aipress24.example") || !strings.Contains(stdout, "ada@exemple.fr") {
		t.Errorf("the members are now %s%s", stdout, stderr)
	}
}

// A wrong size is refused before the disk is touched.
func TestDemo_wrongSize(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "demo")
	ready, said := demonstrate(t, dir, "--size", "huge", "--reset")
	if ready || !strings.Contains(said, "huge") || !strings.Contains(said, "small, medium or large") {
		t.Errorf("ready %v, says %s", ready, said)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the directory: %v", err)
	}
}
