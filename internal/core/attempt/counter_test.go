// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package attempt_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var three = attempt.Limit{Name: "test", Most: 3, Window: time.Hour}

// node is a counter on a clock that the test turns.
func node(db *database.DB, number int, now *time.Time) *attempt.Counter {
	clock := func() time.Time { return *now }
	return &attempt.Counter{DB: db, IDs: ids.NewGenerator(number, clock), Now: clock}
}

func spend(t *testing.T, c *attempt.Counter, l attempt.Limit, of string) time.Duration {
	t.Helper()
	wait, err := c.Spend(t.Context(), l, of)
	if err != nil {
		t.Fatal(err)
	}
	return wait
}

// Tries leave the window one by one; each limit and each person counts apart.
func TestSpend(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		c := node(db, 1, &now)
		for range 3 {
			if wait := spend(t, c, three, "ada"); wait != 0 {
				t.Fatalf("refused for %v", wait)
			}
			now = now.Add(10 * time.Minute)
		}
		if wait := spend(t, c, three, "ada"); wait != 30*time.Minute {
			t.Errorf("wait = %v, want until the first try leaves the window", wait)
		}
		if wait := spend(t, c, three, "bob"); wait != 0 {
			t.Errorf("another waits %v", wait)
		}
		other := three
		other.Name = "other"
		if wait := spend(t, c, other, "ada"); wait != 0 {
			t.Errorf("another limit waits %v", wait)
		}
		now = now.Add(31 * time.Minute)
		if wait := spend(t, c, three, "ada"); wait != 0 {
			t.Errorf("after the window: %v", wait)
		}
		if err := c.GiveBack(t.Context(), db.Writer(), three, "ada"); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if wait := spend(t, c, three, "ada"); wait != 0 {
				t.Errorf("after giving back: %v", wait)
			}
		}
	})
}

// Two nodes that are asked at the same time let through as many as one.
func TestSpend_parallel(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		nodes := []*attempt.Counter{node(db, 1, &now), node(db, 2, &now)}
		var through atomic.Int32
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				wait, err := nodes[i%2].Spend(t.Context(), three, "ada")
				if err != nil {
					t.Error(err)
				} else if wait == 0 {
					through.Add(1)
				}
			})
		}
		all.Wait()
		if got := through.Load(); got != 3 {
			t.Errorf("%d tries passed, want 3", got)
		}
	})
}

// What counts no more is forgotten, and nothing else.
func TestForgetOld(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		c := node(db, 1, &now)
		spend(t, c, three, "ada")
		now = now.Add(25 * time.Hour)
		spend(t, c, three, "ada")
		if err := c.ForgetOld(t.Context()); err != nil {
			t.Fatal(err)
		}
		var kept int
		err := db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
			return tx.NewRaw("SELECT count(*) FROM account_attempts").Scan(ctx, &kept)
		})
		if err != nil || kept != 1 {
			t.Errorf("%d tries kept, %v; want 1", kept, err)
		}
	})
}
