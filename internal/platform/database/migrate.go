// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// Migration is one step of the schema.
type Migration struct {
	Version int64  // YYYYMMDDHHMMSS
	Name    string // file name
	Applied bool
}

// Migrate applies the pending migrations in order and returns their number. On
// PostgreSQL processes that start together take turns, and a migration that
// waits more than a second for a table gives up, so that it never stops
// traffic: run it again. The tables of the job queue are jobs.Migrate's.
func (db *DB) Migrate(ctx context.Context) (applied int, err error) {
	err = db.withProvider(func(p *goose.Provider) error {
		done, err := p.Up(ctx)
		applied = len(done)
		if partial, ok := errors.AsType[*goose.PartialError](err); ok {
			applied = len(partial.Applied)
		}
		return err
	})
	if err != nil {
		return applied, fmt.Errorf("migrate database %s: %w", db.name, err)
	}
	if applied == 0 {
		return 0, nil
	}
	return applied, db.Refresh(ctx) // new indexes are not used well before they are counted
}

// Migrations returns every migration in order and whether it is applied.
func (db *DB) Migrations(ctx context.Context) ([]Migration, error) {
	var found []Migration
	err := db.withProvider(func(p *goose.Provider) error {
		begun, err := db.hasHistory(ctx)
		if err != nil {
			return err
		}
		if !begun { // asking goose would make its table, and looking must not
			for _, m := range p.ListSources() {
				found = append(found, Migration{Version: m.Version, Name: m.Path})
			}
			return nil
		}
		all, err := p.Status(ctx)
		for _, m := range all {
			found = append(found, Migration{
				Version: m.Source.Version,
				Name:    m.Source.Path,
				Applied: m.State == goose.StateApplied,
			})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read migrations of database %s: %w", db.name, err)
	}
	return found, nil
}

// hasHistory reports whether a migration was ever begun.
func (db *DB) hasHistory(ctx context.Context) (bool, error) {
	var histories, others int
	err := db.writer.DB.QueryRowContext(ctx, things[db.engine], historyTable).Scan(&histories, &others)
	return histories > 0, err
}

// Pending returns the number of migrations still to apply.
func (db *DB) Pending(ctx context.Context) (int, error) {
	all, err := db.Migrations(ctx)
	pending := 0
	for _, m := range all {
		if !m.Applied {
			pending++
		}
	}
	return pending, err
}

// withProvider calls fn with goose set up for the engine.
func (db *DB) withProvider(fn func(*goose.Provider) error) (err error) {
	files, err := fs.Sub(migrations, "migrations/"+string(db.engine))
	if err != nil {
		return err
	}
	if db.engine == SQLite {
		p, err := goose.NewProvider(goose.DialectSQLite3, db.writer.DB, files, goose.WithDisableGlobalRegistry(true))
		if err != nil {
			return err
		}
		return fn(p)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return err
	}
	pool := db.openMigrating()
	defer func() { err = errors.Join(err, pool.Close()) }()
	p, err := goose.NewProvider(goose.DialectPostgres, pool, files,
		goose.WithDisableGlobalRegistry(true), goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	return fn(p)
}

// openMigrating opens connections with a migration's patience: little for
// locks, none needed for long work.
func (db *DB) openMigrating() *sql.DB {
	config := db.pool.Config().ConnConfig
	config.RuntimeParams["lock_timeout"] = "1s"
	config.RuntimeParams["statement_timeout"] = "0"
	config.RuntimeParams["idle_in_transaction_session_timeout"] = "0"
	return stdlib.OpenDB(*config)
}

// SchemaHash returns a text that changes with any migration of an engine, for
// tests that keep prepared databases.
func SchemaHash(engine Engine) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(migrations, "migrations/"+string(engine), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := migrations.ReadFile(path)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(sum, "%s %d\n%s", path, len(content), content)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}
