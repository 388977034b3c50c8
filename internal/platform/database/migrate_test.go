// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// Both engines have the same migrations, by name and order.
func TestMigrations_sameOnBothEngines(t *testing.T) {
	t.Parallel()
	lists := make(map[database.Engine][]database.Migration)
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		all, err := db.Migrations(t.Context())
		if err != nil || len(all) == 0 {
			t.Fatalf("Migrations() = %v, %v", all, err)
		}
		lists[db.Engine()] = all
		for _, m := range all {
			if !m.Applied {
				t.Errorf("%s is not applied", m.Name)
			}
		}
		for i, m := range lists[database.SQLite] {
			if i >= len(all) || all[i].Name != m.Name {
				t.Errorf("migration %d is %s on SQLite only", i, m.Name)
			}
		}
		if len(all) != len(lists[database.SQLite]) {
			t.Errorf("%d migrations on %s, %d on SQLite", len(all), db.Engine(), len(lists[database.SQLite]))
		}
	})
}

func TestMigrate_twiceDoesNothing(t *testing.T) {
	t.Parallel()
	db, err := database.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "new.db"), database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	pending, err := db.Pending(t.Context())
	if err != nil || pending == 0 {
		t.Fatalf("Pending() = %d, %v", pending, err)
	}
	if n, err := db.Migrate(t.Context()); err != nil || n != pending {
		t.Errorf("Migrate() = %d, %v, want %d", n, err, pending)
	}
	if n, err := db.Migrate(t.Context()); err != nil || n != 0 {
		t.Errorf("second Migrate() = %d, %v, want 0", n, err)
	}
}

// Processes that start together may all migrate.
func TestMigrate_together(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				if n, err := db.Migrate(t.Context()); n != 0 || err != nil {
					t.Errorf("Migrate() = %d, %v", n, err)
				}
			})
		}
		wg.Wait()
	})
}

func TestNotify_reachesListenersAtCommit(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		heard := make(chan string, 10)
		var wg sync.WaitGroup
		wg.Go(func() { _ = db.Listen(ctx, "news", func(payload string) { heard <- payload }) })
		defer wg.Wait()
		defer cancel()
		expect := func(want string) {
			t.Helper()
			select {
			case got := <-heard:
				if got != want {
					t.Errorf("heard %q, want %q", got, want)
				}
			case <-ctx.Done():
				t.Fatalf("%q was not heard", want)
			}
		}
		expect("") // the channel is open
		if err := db.Notify(ctx, db.Writer(), "news", "at once"); err != nil {
			t.Fatal(err)
		}
		expect("at once")
		err := db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			if err := db.Notify(ctx, tx, "news", "at commit"); err != nil {
				return err
			}
			return db.Notify(ctx, tx, "other", "elsewhere")
		})
		if err != nil {
			t.Fatal(err)
		}
		_ = db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			if err := db.Notify(ctx, tx, "news", "never"); err != nil {
				return err
			}
			return context.Canceled
		})
		expect("at commit")
		if err := db.Notify(ctx, db.Writer(), "news", "last"); err != nil {
			t.Fatal(err)
		}
		expect("last")
	})
}
