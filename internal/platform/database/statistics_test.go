// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// A table that has grown is counted, though nobody has asked it anything; on
// PostgreSQL, which counts by itself, nothing happens.
func TestRefresh(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		for _, statement := range []string{
			"CREATE TABLE counted (a BIGINT, b BIGINT)", "CREATE INDEX counted_a_idx ON counted (a)",
			"INSERT INTO counted (a) SELECT m.id FROM (SELECT 1 AS id UNION SELECT 2 UNION SELECT 3) m",
		} {
			if _, err := db.Writer().ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if db.Engine() != database.SQLite {
			return
		}
		var known int
		if err := db.Reader().NewRaw("SELECT count(*) FROM sqlite_stat1 WHERE idx = 'counted_a_idx'").Scan(t.Context(), &known); err != nil || known != 1 {
			t.Errorf("index known to the planner: %d, error %v", known, err)
		}
	})
}
