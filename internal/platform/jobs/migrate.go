// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"aipress24.com/aipress24/internal/platform/database"
)

// migrationLock keeps two processes from migrating River's tables together.
const migrationLock = 0x6a6f6273 // "jobs"

// Migrate brings the job queue's own tables up to date. It is called after the
// database's Migrate, and does nothing when there is nothing to do.
func Migrate(ctx context.Context, db *database.DB) error {
	var err error
	if db.Engine() == database.Postgres {
		err = migratePostgres(ctx, db)
	} else {
		err = migrate(ctx, riversqlite.New(db.Writer().DB))
	}
	if err != nil {
		return fmt.Errorf("migrate the job queue of %s: %w", db.Name(), err)
	}
	return nil
}

// migratePostgres holds a session lock: River runs each of its migrations in a
// transaction of its own.
func migratePostgres(ctx context.Context, db *database.DB) (err error) {
	conn, err := db.Pool().Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	defer func() {
		_, e := conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
		err = errors.Join(err, e)
	}()
	return migrate(ctx, riverpgxv5.New(db.Pool()))
}

func migrate[TTx any](ctx context.Context, driver riverdriver.Driver[TTx]) error {
	// River tells of each step; only trouble is of interest here.
	quiet := slog.New(slog.DiscardHandler)
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: quiet})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// SchemaVersion returns the number of the newest migration of the job queue on
// an engine.
func SchemaVersion(engine database.Engine) (int, error) {
	if engine == database.Postgres {
		return newest(riverpgxv5.New(nil))
	}
	return newest(riversqlite.New(nil))
}

func newest[TTx any](driver riverdriver.Driver[TTx]) (int, error) {
	migrator, err := rivermigrate.New(driver, nil)
	if err != nil {
		return 0, err
	}
	all := migrator.AllVersions()
	return all[len(all)-1].Version, nil
}
