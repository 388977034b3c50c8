// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"slices"
	"testing"
)

// A note is kept in the batch it came with, over openings and rebuilds, until
// another replaces it.
func TestNote(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := openDir(t, dir)
	want := func(note string) {
		t.Helper()
		if got, err := e.Note(); err != nil || got != note {
			t.Errorf("note = %q, %v, want %q", got, err, note)
		}
	}
	want("")
	first, none := "à finir", ""
	apply(t, e, Batch{Note: &first})
	apply(t, e, Batch{Upserts: articles(1, "Un"), Cursor: 3})
	want(first)
	if _, err := e.Rebuild(context.Background(), Source{Documents: each(articles(2, "Deux")...)}); err != nil {
		t.Fatal(err)
	}
	want(first)
	closeEngine(t, e)
	e = openDir(t, dir)
	defer closeEngine(t, e)
	want(first)
	apply(t, e, Batch{Note: &none})
	want("")
}

// What is held under another title is told from what is held under this one,
// also when the title is written with other code points.
func TestRetitled(t *testing.T) {
	t.Parallel()
	e := openDir(t, t.TempDir())
	defer closeEngine(t, e)
	apply(t, e, Batch{Upserts: []Document{doc("article:1", "Le Phare", ""), doc("article:2", "Le Quai", ""), doc("article:3", "La Criée", "")}})
	got, err := e.Retitled(context.Background(), []Document{
		doc("article:1", "Le Phare", "autre"), doc("article:2", "Le Ponton", ""), doc("article:3", "La Crie\u0301e", ""), doc("article:4", "Le Môle", ""),
	})
	if want := []string{"article:2", "article:4"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("retitled = %q, %v, want %q", got, err, want)
	}
}
