// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // registers the "sqlite" driver
)

// openSQLite opens the file at path with one writing connection and a pool of
// readers. WAL lets them read while one writes.
func openSQLite(ctx context.Context, path string, o Options) (*DB, error) {
	if path == "" || strings.Contains(path, ":memory:") {
		// Connections could not share a database in memory.
		return nil, ErrURL
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	if err = createPrivate(path); err == nil {
		err = refuseForeignFile(ctx, path)
	}
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	writer, err := sql.Open("sqlite", sqliteDSN(path, "_txlock=immediate", "_pragma=cache_size(-16000)"))
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	writer.SetMaxOpenConns(1)
	writer.SetMaxIdleConns(1)
	reader, err := sql.Open("sqlite", sqliteDSN(path, "_query_only=on", "_pragma=cache_size(-8000)"))
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	readers := o.MaxConns
	if readers <= 0 {
		readers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return &DB{
		engine: SQLite,
		name:   path,
		writer: newBun(writer, sqlitedialect.New()),
		reader: newBun(reader, sqlitedialect.New()),
	}, nil
}

// createPrivate makes the database file and its directory if they are missing,
// closed to other users; SQLite gives its -wal and -shm files the same mode.
func createPrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	return file.Close()
}

// sqliteDSN returns the driver's address of a file, with what every connection
// must have: durable commits (synchronous FULL, so that an acknowledged write
// survives a power cut), foreign keys, a bounded wait for another process's
// write, instants in UTC, and no double-quoted strings (a mistyped column is
// an error, not a text). Statistics come from a bounded number of rows: an
// ANALYZE without a bound also keeps samples of values (sqlite_stat4), and
// because of them SQLite compiles a prepared statement again at every run, to
// look each argument up, which doubles the cost of a page.
func sqliteDSN(path string, more ...string) string {
	file := url.URL{Scheme: "file", Path: path}
	params := append([]string{
		"_busy_timeout=5000",
		"_journal_mode=WAL",
		"_synchronous=FULL",
		"_foreign_keys=on",
		"_dqs=0",
		"_time_format=sqlite",
		"_timezone=UTC",
		"_pragma=temp_store(memory)",
		"_pragma=mmap_size(268435456)",
		"_pragma=journal_size_limit(67108864)",
		"_pragma=analysis_limit(1000)",
	}, more...)
	return file.String() + "?" + strings.Join(params, "&")
}

// newBun wraps a pool in bun. Unknown columns are ignored, so that the program
// of yesterday runs on the schema of today while a deployment is under way.
func newBun(pool *sql.DB, dialect bunDialect) *bun.DB {
	db := bun.NewDB(pool, dialect, bun.WithDiscardUnknownColumns())
	return db.WithQueryHook(countingHook{})
}
