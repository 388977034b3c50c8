// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"strconv"
	"strings"
)

// errForeign is a database that another program has made.
var errForeign = errors.New("it is the database of another program: it has tables, and not ours")

// historyTable is where goose notes which migrations were applied.
const historyTable = "goose_db_version"

// things counts the tables called $1, that of goose's history, which other programs
// may have too, and all others. What an extension of PostgreSQL has made is nobody's.
var things = map[Engine]string{
	SQLite: "SELECT count(*) FILTER (WHERE name = $1), count(*) FILTER (WHERE name <> $1) FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
	Postgres: `SELECT count(*) FILTER (WHERE relname = $1), count(*) FILTER (WHERE relname <> $1) FROM pg_class c
WHERE c.relnamespace = to_regnamespace(current_schema()::text) AND c.relkind IN ('r', 'p', 'v', 'm')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
}

// refuseForeign looks into a database before anything is changed in it. One is
// ours if our first migration is in its history, or if there is nothing in it:
// another process may have begun to migrate it just now.
func refuseForeign(ctx context.Context, engine Engine, db *sql.DB) error {
	var histories, others int
	if err := db.QueryRowContext(ctx, things[engine], historyTable).Scan(&histories, &others); err != nil {
		return err
	}
	if histories == 0 && others == 0 {
		return nil
	}
	first, err := firstMigration(engine)
	if err != nil {
		return err
	}
	var ours, steps int
	if histories > 0 {
		const query = "SELECT count(*) FILTER (WHERE version_id = $1), count(*) FILTER (WHERE version_id > 0) FROM " + historyTable
		if err := db.QueryRowContext(ctx, query, first).Scan(&ours, &steps); err != nil {
			if IsUnavailable(err) {
				return err
			}
			return errors.Join(errForeign, err) // a table of that name, and another one
		}
	}
	if ours == 0 && (others > 0 || steps > 0) {
		return errForeign
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
	return refuseForeign(ctx, SQLite, db)
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
