// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// crashEnv turns the test binary into a process meant to be killed.
const crashEnv = "SEARCHENGINE_CRASH"

func TestMain(m *testing.M) {
	if mode := os.Getenv(crashEnv); mode != "" {
		if err := crash(mode); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	if err := os.RemoveAll(benchDir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// crash works until it is killed: "follow:DIR" applies batches of ten and
// prints each cursor; "rebuild:DIR" stops in the middle of a rebuild.
func crash(mode string) error {
	kind, dir, _ := strings.Cut(mode, ":")
	e, err := Open(Options{Dir: dir, Key: KeyOf("sqlite:test.db")})
	if err != nil {
		return err
	}
	if kind == "rebuild" {
		_, err := e.Rebuild(context.Background(), Source{Documents: func(yield func(Document, error) bool) {
			for _, d := range articles(1500, "Nouveau") {
				yield(d, nil)
			}
			fmt.Println("half")
			select {}
		}})
		return err
	}
	for cursor := 1; ; cursor++ {
		var docs []Document
		for i := range 10 {
			docs = append(docs, doc(fmt.Sprintf("article:%d-%d", cursor, i), "Suite", ""))
		}
		if err := e.Apply(context.Background(), Batch{Upserts: docs, Cursor: int64(cursor)}); err != nil {
			return err
		}
		fmt.Println(cursor)
	}
}

// runUntil starts a process in a mode and kills it once it printed a line.
func runUntil(t *testing.T, mode, line string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), crashEnv+"="+mode)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	reached := false
	for lines := bufio.NewScanner(out); !reached && lines.Scan(); {
		reached = lines.Text() == line
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	if err := cmd.Wait(); err == nil || !reached {
		t.Fatalf("the process ended by itself: %v", err)
	}
}

func TestCrash_CursorAndDocumentsAgree(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	runUntil(t, "follow:"+dir, "5")
	e := openDir(t, dir)
	defer closeEngine(t, e)
	s := status(t, e)
	if s.Cursor < 5 || s.Documents != int(s.Cursor)*10 {
		t.Errorf("cursor %d, %d documents", s.Cursor, s.Documents)
	}
}

func TestCrash_RebuildKeepsTheOldIndex(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := openDir(t, dir)
	if _, err := e.Rebuild(context.Background(), Source{Documents: each(articles(20, "Ancien")...), Cursor: 4}); err != nil {
		t.Fatal(err)
	}
	slot := filepath.Dir(status(t, e).Dir)
	closeEngine(t, e)
	runUntil(t, "rebuild:"+dir, "half")
	e = openDir(t, dir)
	defer closeEngine(t, e)
	if s := status(t, e); s.Documents != 20 || s.Cursor != 4 || s.NeedsRebuild {
		t.Errorf("status %+v", s)
	}
	left, err := filepath.Glob(filepath.Join(slot, indexPrefix+"*"))
	if err != nil || len(left) != 1 {
		t.Errorf("indexes left: %v, %v", left, err)
	}
}
