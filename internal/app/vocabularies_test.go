// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"testing"

	"golang.org/x/sync/errgroup"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// Processes that start together on a new database each find the lists loaded.
func TestLoadVocabularies_together(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		var starts errgroup.Group
		for range 4 {
			starts.Go(func() error {
				_, err := app.LoadVocabularies(t.Context(), &config.Config{}, db, false)
				return err
			})
		}
		if err := starts.Wait(); err != nil {
			t.Fatal(err)
		}
		if again, err := app.LoadVocabularies(t.Context(), &config.Config{}, db, false); err != nil || again != 0 {
			t.Errorf("afterwards %d more are loaded, %v", again, err)
		}
	})
}
