// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package dbtest_test

import (
	"os/exec"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// Each database is migrated, the job queue included, and shared with nobody.
func TestEachEngine_givesDatabasesOfTheirOwn(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		if pending, err := db.Pending(ctx); err != nil || pending != 0 {
			t.Errorf("Pending() = %d, %v", pending, err)
		}
		other := dbtest.Open(t, db.Engine())
		if _, err := db.Writer().ExecContext(ctx, "UPDATE outbox_position SET last = 7"); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"outbox_events", "river_job"} {
			var n int
			if err := other.Reader().NewRaw("SELECT COUNT(*) FROM "+table).Scan(ctx, &n); err != nil || n != 0 {
				t.Errorf("rows of %s = %d, %v", table, n, err)
			}
		}
		var last int
		if err := other.Reader().NewRaw("SELECT last FROM outbox_position").Scan(ctx, &last); err != nil || last != 0 {
			t.Errorf("other database's position = %d, %v, want 0", last, err)
		}
	})
}

// Where everything is required, PostgreSQL is not left out for want of a server.
func TestEngines_required(t *testing.T) {
	t.Setenv("AIPRESS24_REQUIRE_ALL", "1")
	if got := dbtest.Engines(); len(got) != 2 {
		t.Errorf("Engines() = %v, want both", got)
	}
}

// PostgreSQL is tested wherever its server is installed.
func TestEngines(t *testing.T) {
	t.Parallel()
	want := 1
	if _, err := exec.LookPath("pg_config"); err == nil {
		want = 2
	}
	if got := dbtest.Engines(); len(got) < want {
		t.Errorf("Engines() = %v, want %d", got, want)
	}
}
