// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package vocabulary_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// shelf is a store with the generator of its entries.
type shelf struct {
	*vocabulary.Store

	db  *database.DB
	gen *ids.Generator
}

// onShelf runs a test with a store of its own on each engine.
func onShelf(t *testing.T, test func(t *testing.T, s shelf)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		store, err := vocabulary.NewStore(db)
		if err != nil {
			t.Fatal(err)
		}
		test(t, shelf{store, db, ids.NewGenerator(1, time.Now)})
	})
}

func (s shelf) fill(t *testing.T, name string, entries ...vocabulary.Entry) {
	t.Helper()
	if err := s.Replace(t.Context(), s.gen, name, entries); err != nil {
		t.Fatal(err)
	}
}

func (s shelf) values(t *testing.T, name string) []string {
	t.Helper()
	entries, err := s.Entries(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]string, len(entries))
	for i := range entries {
		values[i] = entries[i].Value
	}
	return values
}

// Choices come in the order of their sequence, then of their value (spec 01 §9).
func TestEntries_order(t *testing.T) {
	onShelf(t, func(t *testing.T, s shelf) {
		s.fill(t, "genres",
			vocabulary.Entry{Value: "Portrait", Label: "Portrait", Seq: 20},
			vocabulary.Entry{Value: "Enquête", Label: "Enquête", Seq: 20},
			vocabulary.Entry{Value: "Reportage", Label: "Reportage", Seq: 10})
		s.fill(t, "sections", vocabulary.Entry{Value: "Innovation", Label: "Innovation"})
		if got, want := s.values(t, "genres"), []string{"Reportage", "Enquête", "Portrait"}; !slices.Equal(got, want) {
			t.Errorf("entries = %q, want %q", got, want)
		}
		if got := s.values(t, "nothing"); len(got) != 0 {
			t.Errorf("an unknown vocabulary has %q", got)
		}
		if names, err := s.Names(t.Context()); err != nil || !slices.Equal(names, []string{"genres", "sections"}) {
			t.Errorf("names = %q, %v", names, err)
		}
	})
}

// French first, English where it exists; a value that has left its list is
// still shown, as it is, and not offered any more (spec 01 §9).
func TestWord(t *testing.T) {
	onShelf(t, func(t *testing.T, s shelf) {
		s.fill(t, "topics",
			vocabulary.Entry{Value: "SOCIÉTÉ / Santé", Category: "SOCIÉTÉ", Label: "Santé", LabelEN: "Health"},
			vocabulary.Entry{Value: "SOCIÉTÉ / Logement", Category: "SOCIÉTÉ", Label: "Logement"})
		tests := []struct {
			name, value, language string
			want                  vocabulary.Word
		}{
			{"in French", "SOCIÉTÉ / Santé", "fr", vocabulary.Word{Text: "Santé", Language: "fr"}},
			{"in English", "SOCIÉTÉ / Santé", "en", vocabulary.Word{Text: "Health", Language: "en"}},
			{"without English", "SOCIÉTÉ / Logement", "en", vocabulary.Word{Text: "Logement", Language: "fr"}},
			{"gone from a list of two levels", "SOCIÉTÉ / Crèches", "en", vocabulary.Word{Text: "Crèches", Language: "fr"}},
			{"gone from a list of one", "Crèches", "fr", vocabulary.Word{Text: "Crèches", Language: "fr"}},
		}
		for _, tt := range tests {
			if got, err := s.Word(t.Context(), "topics", tt.value, tt.language); err != nil || got != tt.want {
				t.Errorf("%s: %+v, %v; want %+v", tt.name, got, err, tt.want)
			}
		}
		for value, want := range map[string]bool{"SOCIÉTÉ / Santé": true, "Santé": false, "SOCIÉTÉ / Crèches": false, "": false} {
			if got, err := s.Contains(t.Context(), "topics", value); err != nil || got != want {
				t.Errorf("Contains(%q) = %v, %v", value, got, err)
			}
		}
	})
}

// An edit replaces the whole list at once, for whoever made it at once, and
// leaves other lists alone (spec 01 §9).
func TestReplace(t *testing.T) {
	onShelf(t, func(t *testing.T, s shelf) {
		s.fill(t, "genres", vocabulary.Entry{Value: "Brève", Label: "Brève"})
		s.fill(t, "sections", vocabulary.Entry{Value: "Brève", Label: "Brève"})
		if got := s.values(t, "genres"); !slices.Equal(got, []string{"Brève"}) {
			t.Fatalf("before = %q", got)
		}
		s.fill(t, "genres", vocabulary.Entry{Value: "Tribune", Label: "Tribune", Extras: map[string]string{"iso2": "FR"}})
		if got := s.values(t, "genres"); !slices.Equal(got, []string{"Tribune"}) {
			t.Errorf("after = %q", got)
		}
		if entries, err := s.Entries(t.Context(), "genres"); err != nil || entries[0].Extras["iso2"] != "FR" {
			t.Errorf("extras = %v, %v", entries, err)
		}
		if got := s.values(t, "sections"); !slices.Equal(got, []string{"Brève"}) {
			t.Errorf("the other list = %q", got)
		}
		twice := []vocabulary.Entry{{Value: "Écho", Label: "Écho"}, {Value: "Écho", Label: "Écho"}}
		if err := s.Replace(t.Context(), s.gen, "genres", twice); err == nil {
			t.Error("a value is taken twice")
		}
		if got := s.values(t, "genres"); !slices.Equal(got, []string{"Tribune"}) {
			t.Errorf("a refused edit leaves %q", got)
		}
	})
}

// The longest lists have thousands of entries, and are read once for many
// questions.
func TestReplace_longLists(t *testing.T) {
	onShelf(t, func(t *testing.T, s shelf) {
		entries := make([]vocabulary.Entry, 2579)
		for i := range entries {
			label := fmt.Sprintf("Secteur %04d", i)
			entries[i] = vocabulary.Entry{Value: label, Label: label, Seq: int64(i)}
		}
		s.fill(t, "secteur_detaille", entries...)
		ctx, counter := database.CountQueries(t.Context())
		for i := range 50 {
			if known, err := s.Contains(ctx, "secteur_detaille", entries[i*50].Value); err != nil || !known {
				t.Fatalf("%q is not known: %v", entries[i*50].Value, err)
			}
		}
		if counter.N() != 1 {
			t.Errorf("%d queries for fifty questions", counter.N())
		}
	})
}
