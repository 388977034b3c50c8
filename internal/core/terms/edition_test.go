// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package terms_test

import (
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// The changes are read however they were listed.
func TestLines(t *testing.T) {
	t.Parallel()
	got := terms.Edition{Changes: "- Un\r\n\n  • Deux\n– Trois - ou quatre\n*\n"}.Lines()
	if want := []string{"Un", "Deux", "Trois - ou quatre"}; !slices.Equal(got, want) {
		t.Errorf("Lines() = %q, want %q", got, want)
	}
}

// The edition in force is that of the French text, which prevails; without one
// it is that of the program (spec 02 §19.11).
func TestCurrent(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		current := func(want string) {
			t.Helper()
			if got, err := terms.Current(t.Context(), db.Reader()); err != nil || got != want {
				t.Errorf("Current() = %q, %v, want %q", got, err, want)
			}
		}
		put := func(id int, lang, edition string) {
			t.Helper()
			_, err := db.Writer().NewRaw("INSERT INTO cms_pages (id, slug, lang, title, body, edition, version, created_at, modified_at) VALUES (?, ?, ?, 'CGU', '', ?, 1, ?, ?)",
				id, terms.Slug, lang, edition, now, now).Exec(t.Context())
			if err != nil {
				t.Fatal(err)
			}
		}
		current(terms.Bundled)
		put(1, "en", "2026-12-01")
		current(terms.Bundled)
		put(2, "fr", "2026-11-23")
		current("2026-11-23")
	})
}

// Somebody who comes back reads what has changed since, the oldest first, in
// their language or in French; no edition has the name of another.
func TestSince(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		day := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		var names []string
		for i, english := range []string{"one", "", "three"} {
			name, err := terms.Next(t.Context(), db.Reader(), "2026-11-23")
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
			at := day.Add(time.Duration(i) * time.Hour)
			if err := terms.Publish(t.Context(), db.Writer(), name, "fr "+name, english, at); err != nil {
				t.Fatal(err)
			}
		}
		if want := []string{"2026-11-23", "2026-11-23.2", "2026-11-23.3"}; !slices.Equal(names, want) {
			t.Errorf("the names are %q, want %q", names, want)
		}
		found, err := terms.Since(t.Context(), db.Reader(), names[0], day, "en")
		if err != nil {
			t.Fatal(err)
		}
		var read []string
		for _, e := range found {
			read = append(read, e.Changes)
		}
		if want := []string{"fr " + names[1], "three"}; !slices.Equal(read, want) {
			t.Errorf("Since() = %q, want %q", read, want)
		}
	})
}
