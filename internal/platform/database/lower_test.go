// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// Both engines fold French capitals, so that a search by title is the same.
func TestLower_French(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		var lowered string
		if err := db.Reader().NewRaw("SELECT lower(?)", "ÉCOLE Œuvre ÇA").Scan(t.Context(), &lowered); err != nil {
			t.Fatal(err)
		}
		if lowered != "école œuvre ça" {
			t.Errorf("lower = %q", lowered)
		}
		var missing *string
		if err := db.Reader().NewRaw("SELECT lower(NULL)").Scan(t.Context(), &missing); err != nil || missing != nil {
			t.Errorf("lower(NULL) = %v, %v", missing, err)
		}
	})
}

// Both engines compare names alike: without accents, case and hyphens (spec 02
// §19.3).
func TestFoldName(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		for name, want := range map[string]string{
			"Zoé Étienne": "zoe etienne", "ÉTIENNE  zoe\u0301 ": "etienne zoe", "Le Bœuf Jean-Loïc": "le boeuf jean loic", "D’Arc Ñuño": "d arc nuno", "": "",
		} {
			var folded string
			if err := db.Reader().NewRaw("SELECT fold_name(?)", name).Scan(t.Context(), &folded); err != nil {
				t.Fatal(err)
			}
			if folded != want {
				t.Errorf("fold_name(%q) = %q, want %q", name, folded, want)
			}
		}
	})
}
