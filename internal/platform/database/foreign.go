// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
)

// errForeign is a database that another program has made.
var errForeign = errors.New("it is the database of another program: it has not our tables")

// errNoSchema is a place for tables that is not there.
var errNoSchema = errors.New("its search_path names no schema that exists")

// historyTable is where goose notes which migrations were applied.
const historyTable = "goose_db_version"

// things counts the tables called $1, that of goose's history, which other programs
// may have too, and all others. What an extension of PostgreSQL has made is nobody's.
var things = map[Engine]string{
	SQLite: "SELECT count(*) FILTER (WHERE name = $1), count(*) FILTER (WHERE name <> $1) FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
	Postgres: `SELECT count(*) FILTER (WHERE relname = $1), count(*) FILTER (WHERE relname <> $1) FROM pg_class c
WHERE c.relnamespace = to_regnamespace(current_schema()::text) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
}

// refuseForeign looks into a database before anything is changed in it, and reports
// whether it is ours: our first migration is in its history. One with nothing in it
// is nobody's: another process may have begun to migrate it just now.
func refuseForeign(ctx context.Context, engine Engine, db *sql.DB) (isOurs bool, err error) {
	var histories, others int
	if err := db.QueryRowContext(ctx, things[engine], historyTable).Scan(&histories, &others); err != nil {
		return false, err
	}
	if histories == 0 && others == 0 {
		return false, nil
	}
	first, err := firstMigration(engine)
	if err != nil {
		return false, err
	}
	var ours, steps int
	if histories > 0 {
		const query = "SELECT count(*) FILTER (WHERE version_id = $1 AND is_applied), count(*) FILTER (WHERE version_id > 0) FROM " + historyTable
		if err := db.QueryRowContext(ctx, query, first).Scan(&ours, &steps); err != nil {
			if IsUnavailable(err) {
				return false, err
			}
			return false, errForeign // a table of that name, and another one
		}
	}
	if ours == 0 && (others > 0 || steps > 0) {
		return false, errForeign
	}
	return ours > 0, nil
}

// refuseForeignServer looks into what is written to and into what is read from,
// which is the same unless a replica is late.
func (db *DB) refuseForeignServer(ctx context.Context) error {
	var placed bool
	if err := db.pool.QueryRow(ctx, "SELECT current_schema() IS NOT NULL").Scan(&placed); err != nil || !placed {
		return fmt.Errorf("open database %s: %w", db.name, cmp.Or(err, errNoSchema))
	}
	ours, err := refuseForeign(ctx, Postgres, db.writer.DB)
	if err != nil {
		return fmt.Errorf("open database %s: %w", db.name, err)
	}
	if db.readerPool == db.pool || db.replicated {
		return nil
	}
	reader := stdlib.OpenDBFromPool(db.readerPool)
	read, err := refuseForeign(ctx, Postgres, reader)
	if err == nil && ours && !read {
		err = errForeign
	}
	if err := errors.Join(err, reader.Close()); err != nil {
		return fmt.Errorf("open %w %s: %w", ErrReader, poolName(db.readerPool), err)
	}
	return nil
}

// refuseForeignFile looks into a file of SQLite without the settings that would
// change it.
func refuseForeignFile(ctx context.Context, path string) (err error) {
	file := url.URL{Scheme: "file", Path: path}
	db, err := sql.Open("sqlite", file.String()+"?_busy_timeout=5000&_query_only=on")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = refuseForeign(ctx, SQLite, db)
	return err
}

// firstMigration is the version of the first migration of an engine.
func firstMigration(engine Engine) (int64, error) {
	files, err := fs.ReadDir(migrations, "migrations/"+string(engine)) // in the order of their names
	if err != nil {
		return 0, err
	}
	version, _, _ := strings.Cut(files[0].Name(), "_")
	return strconv.ParseInt(version, 10, 64)
}
