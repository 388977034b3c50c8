// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"errors"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
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
