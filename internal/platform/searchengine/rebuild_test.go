// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// A search during a rebuild sees the old index or the new one, never less;
// what changes meanwhile is in the new one too.
func TestRebuild_WhileSearching(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]string{"memory": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, err := Open(Options{Dir: dir, Key: "k"})
			if err != nil {
				t.Fatal(err)
			}
			defer closeEngine(t, e)
			docs := articles(2500, "Titre")
			if _, err := e.Rebuild(context.Background(), Source{Documents: each(docs...)}); err != nil {
				t.Fatal(err)
			}
			stop := searchAllAlong(t, e)
			rebuildWithChanges(t, e, docs)
			stop()
			if s := status(t, e); s.Documents != 2499 || s.Cursor != 50 || s.NeedsRebuild {
				t.Errorf("status %+v", s)
			}
			if got := find(t, e, Query{Text: "changé"}).Total; got != 1 {
				t.Errorf("the change is found %d times", got)
			}
		})
	}
}

// searchAllAlong searches without pause until stopped.
func searchAllAlong(t *testing.T, e *Engine) (stop func()) {
	done := make(chan struct{})
	var searching sync.WaitGroup
	searching.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			res, err := e.Search(context.Background(), Query{Text: "titre", Scopes: []string{"public"}})
			if err != nil || res.Total < 2499 || res.Total > 2500 {
				t.Errorf("a search saw %+v, %v", res, err)
				return
			}
		}
	})
	return func() {
		close(done)
		searching.Wait()
	}
}

// rebuildWithChanges rebuilds from docs while a batch and a second rebuild
// come in the middle.
func rebuildWithChanges(t *testing.T, e *Engine, docs []Document) {
	t.Helper()
	var progress []int
	src := Source{Total: len(docs), Cursor: 40, Progress: func(done, _ int) { progress = append(progress, done) }}
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
	if err != nil || report.Documents != 2500 || report.Types["article"] != 2500 {
		t.Errorf("report %+v, %v", report, err)
	}
	if len(progress) != 3 || progress[2] != 2500 {
		t.Errorf("progress = %v", progress)
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
