// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func openDir(t testing.TB, dir string) *Engine {
	t.Helper()
	e, err := Open(Options{Dir: dir, Key: KeyOf("sqlite:test.db")})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func closeEngine(t testing.TB, e *Engine) {
	t.Helper()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

func status(t testing.TB, e *Engine) Status {
	t.Helper()
	s, err := e.Status(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func each(docs ...Document) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func articles(n int, title string) []Document {
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = doc("article:"+strconv.Itoa(i), title, "")
		docs[i].Version = int64(i)
	}
	return docs
}

func TestStorage_Reopen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := openDir(t, dir)
	if s := status(t, e); !s.NeedsRebuild || s.Cursor != 0 || s.Documents != 0 {
		t.Errorf("new index: %+v", s)
	}
	if _, err := e.Rebuild(context.Background(), Source{Documents: each(articles(3, "Un")...), Cursor: 7}); err != nil {
		t.Fatal(err)
	}
	apply(t, e, Batch{Upserts: []Document{doc("event:1", "Deux", "")}, Cursor: 9})
	apply(t, e, Batch{Cursor: 8}) // never backwards
	closeEngine(t, e)
	closeEngine(t, e)

	e = openDir(t, dir)
	defer closeEngine(t, e)
	s := status(t, e)
	if s.NeedsRebuild || s.Cursor != 9 || s.Documents != 4 || s.Types["article"] != 3 {
		t.Errorf("reopened: %+v", s)
	}
	if got := find(t, e, Query{Text: "deux"}).Total; got != 1 {
		t.Errorf("found %d", got)
	}
}

func TestStorage_Slots(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a, b := openDir(t, dir), openDir(t, dir)
	defer closeEngine(t, b)
	first, second := status(t, a).Dir, status(t, b).Dir
	if filepath.Dir(first) == filepath.Dir(second) {
		t.Errorf("both engines use %s", first)
	}
	apply(t, a, Batch{Upserts: articles(1, "Un")})
	if got := status(t, b).Documents; got != 0 {
		t.Errorf("the other engine has %d documents", got)
	}
	closeEngine(t, a)
	c := openDir(t, dir)
	defer closeEngine(t, c)
	if got := status(t, c).Dir; got != first {
		t.Errorf("the free slot is %s, want %s", got, first)
	}
	if _, err := Open(Options{Dir: dir, Key: "../x"}); err == nil {
		t.Error("a key with slashes is accepted")
	}
}

// A search during a rebuild sees the old index or the new one, never less;
// what changes meanwhile is in the new one too.
func TestRebuild_WhileSearching(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"", t.TempDir()} {
		e, err := Open(Options{Dir: dir, Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		docs := articles(2500, "Titre")
		if _, err := e.Rebuild(context.Background(), Source{Documents: each(docs...)}); err != nil {
			t.Fatal(err)
		}
		stop := make(chan struct{})
		var searching sync.WaitGroup
		searching.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if got := find(t, e, Query{Text: "titre"}).Total; got < 2499 || got > 2500 {
					t.Errorf("a search saw %d documents", got)
					return
				}
			}
		})
		var progress []int
		src := Source{Total: 2500, Cursor: 40, Progress: func(done, _ int) { progress = append(progress, done) }}
		src.Documents = func(yield func(Document, error) bool) {
			for i, d := range docs {
				if i == 1500 {
					apply(t, e, Batch{Upserts: []Document{doc("article:3", "Titre changé", "")}, Deletes: []string{"article:2400"}, Cursor: 50})
					if _, err := e.Rebuild(context.Background(), Source{}); !errors.Is(err, ErrRebuilding) {
						t.Errorf("second rebuild: %v", err)
					}
				}
				if !yield(d, nil) {
					return
				}
			}
		}
		report, err := e.Rebuild(context.Background(), src)
		close(stop)
		searching.Wait()
		if err != nil || report.Documents != 2500 || report.Types["article"] != 2500 {
			t.Errorf("report %+v, %v", report, err)
		}
		if len(progress) != 3 || progress[2] != 2500 {
			t.Errorf("progress = %v", progress)
		}
		s := status(t, e)
		if s.Documents != 2499 || s.Cursor != 50 || s.NeedsRebuild {
			t.Errorf("status %+v", s)
		}
		if got := find(t, e, Query{Text: "changé"}).Total; got != 1 {
			t.Errorf("the change is found %d times", got)
		}
		closeEngine(t, e)
	}
}

func TestRebuild_FailureKeepsTheOldIndex(t *testing.T) {
	t.Parallel()
	e := openDir(t, t.TempDir())
	defer closeEngine(t, e)
	apply(t, e, Batch{Upserts: articles(5, "Ancien"), Cursor: 3})
	broken := errors.New("database gone")
	_, err := e.Rebuild(context.Background(), Source{Documents: func(yield func(Document, error) bool) {
		_ = yield(doc("article:9", "Nouveau", ""), nil) && yield(Document{}, broken)
	}})
	if !errors.Is(err, broken) {
		t.Errorf("err = %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Rebuild(ctx, Source{Documents: each(articles(1, "x")...)}); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
	if s := status(t, e); s.Documents != 5 || s.Cursor != 3 {
		t.Errorf("status %+v", s)
	}
	entries, err := os.ReadDir(filepath.Dir(status(t, e).Dir))
	if err != nil || len(entries) != 3 { // CURRENT, lock, the index
		t.Errorf("slot holds %v, %v", entries, err)
	}
}

func TestStorage_DamagedIndexIsSetAside(t *testing.T) {
	t.Parallel()
	damages := map[string]func(t *testing.T, index string){
		"meta gone":    func(t *testing.T, index string) { remove(t, filepath.Join(index, "index_meta.json")) },
		"store gone":   func(t *testing.T, index string) { remove(t, filepath.Join(index, "store")) },
		"all gone":     func(t *testing.T, index string) { remove(t, index) },
		"root garbage": func(t *testing.T, index string) { overwrite(t, filepath.Join(index, "store", "root.bolt")) },
		"segments garbage": func(t *testing.T, index string) {
			segments, err := filepath.Glob(filepath.Join(index, "store", "*.zap"))
			if err != nil || len(segments) == 0 {
				t.Fatalf("segments: %v, %v", segments, err)
			}
			for _, s := range segments {
				overwrite(t, s)
			}
		},
		"old schema": func(t *testing.T, index string) {
			g, err := openGeneration(index)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(g.index.SetInternal(keySchema, []byte("0")), g.index.Close()); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			e := openDir(t, dir)
			if _, err := e.Rebuild(context.Background(), Source{Documents: each(articles(50, "Titre")...), Cursor: 5}); err != nil {
				t.Fatal(err)
			}
			index := status(t, e).Dir
			closeEngine(t, e)
			damage(t, index)

			e = openDir(t, dir)
			if s := status(t, e); !s.NeedsRebuild || s.Documents != 0 || s.Cursor != 0 {
				t.Errorf("status %+v", s)
			}
			if _, err := e.Rebuild(context.Background(), Source{Documents: each(articles(2, "Titre")...)}); err != nil {
				t.Error(err)
			}
			closeEngine(t, e)
			e = openDir(t, dir)
			defer closeEngine(t, e)
			if s := status(t, e); s.NeedsRebuild || s.Documents != 2 {
				t.Errorf("after rebuild: %+v", s)
			}
		})
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func overwrite(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(strings.Repeat("damage ", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// crashEnv turns the test binary into a process meant to be killed.
const crashEnv = "SEARCHENGINE_CRASH"

func TestMain(m *testing.M) {
	if mode := os.Getenv(crashEnv); mode != "" {
		if err := crash(mode); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
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

func TestVerify(t *testing.T) {
	t.Parallel()
	e := open(t, articles(6, "Titre")...)
	source := map[string]int64{"article:0": 0, "article:1": 1, "article:2": 99, "article:3": 3, "event:7": 7}
	d, err := e.Verify(context.Background(), maps.All(source))
	if err != nil {
		t.Fatal(err)
	}
	if d.Indexed != 6 || d.Source != 5 || d.None() ||
		!slices.Equal(d.Missing, []string{"event:7"}) || !slices.Equal(d.Stale, []string{"article:2"}) ||
		!slices.Equal(d.Extra, []string{"article:4", "article:5"}) {
		t.Errorf("differences %+v", d)
	}
	stale := doc("article:2", "Titre", "")
	stale.Version = 99
	missing := doc("event:7", "Titre", "")
	missing.Version = 7
	apply(t, e, Batch{Upserts: []Document{stale, missing}, Deletes: d.Extra})
	if d, err = e.Verify(context.Background(), maps.All(source)); err != nil || !d.None() {
		t.Errorf("after repair: %+v, %v", d, err)
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	e := openDir(t, t.TempDir())
	closeEngine(t, e)
	ctx := context.Background()
	_, search := e.Search(ctx, Query{Text: "a"})
	_, suggest := e.Suggest(ctx, Query{Text: "a"})
	_, cursor := e.Cursor()
	_, stat := e.Status(ctx)
	_, verify := e.Verify(ctx, maps.All(map[string]int64{}))
	_, rebuild := e.Rebuild(ctx, Source{Documents: each()})
	for i, err := range []error{search, suggest, cursor, stat, verify, rebuild, e.Apply(ctx, Batch{})} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// After any sequence of batches the index holds what a map would hold.
func TestApply_LikeAMap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		e, err := Open(Options{})
		if err != nil {
			rt.Fatal(err)
		}
		defer closeEngine(t, e)
		model := map[string]int64{}
		id := rapid.Map(rapid.IntRange(0, 8), func(n int) string { return "article:" + strconv.Itoa(n) })
		for range rapid.IntRange(1, 6).Draw(rt, "batches") {
			var b Batch
			for _, gone := range rapid.SliceOfN(id, 0, 4).Draw(rt, "deletes") {
				b.Deletes = append(b.Deletes, gone)
				delete(model, gone)
			}
			for _, kept := range rapid.SliceOfN(id, 0, 4).Draw(rt, "upserts") {
				d := doc(kept, "Titre", "")
				d.Version = rapid.Int64().Draw(rt, "version")
				b.Upserts = append(b.Upserts, d)
				model[kept] = d.Version
			}
			if err := e.Apply(context.Background(), b); err != nil {
				rt.Fatal(err)
			}
		}
		if d, err := e.Verify(context.Background(), maps.All(model)); err != nil || !d.None() {
			rt.Fatalf("%+v, %v", d, err)
		}
		res, err := e.Search(context.Background(), Query{Text: "titre", Scopes: []string{"public"}, Size: 50})
		if err != nil || res.Total != len(model) {
			rt.Fatalf("found %d of %d, %v", res.Total, len(model), err)
		}
	})
}
