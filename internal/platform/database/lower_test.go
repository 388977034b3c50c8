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
