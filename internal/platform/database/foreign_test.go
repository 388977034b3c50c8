// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// history is the table in which goose notes migrations, ours and those of others.
const history = "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id BIGINT NOT NULL, is_applied BOOLEAN NOT NULL);"

// databases are ways in which a database may look before it is opened.
var databases = []struct {
	name, made string
	foreign    bool
}{
	{"empty", "", false},
	{"about to be migrated", history + "INSERT INTO goose_db_version VALUES (1, 0, TRUE);", false},
	{"ours", history + "INSERT INTO goose_db_version VALUES (1, 0, TRUE), (2, 20261122090000, TRUE); CREATE TABLE members (id BIGINT);", false},
	{"of a later version", history + "INSERT INTO goose_db_version VALUES (1, 20261122090000, TRUE), (2, 20991231000000, TRUE);", false},
	{"with a table", "CREATE TABLE books (title TEXT);", true},
	{"with a view", "CREATE VIEW books AS SELECT 'Les Misérables' AS title;", true},
	{"with goose and a table", history + "INSERT INTO goose_db_version VALUES (1, 0, TRUE); CREATE TABLE members (name TEXT);", true},
	{"with goose and migrations", history + "INSERT INTO goose_db_version VALUES (1, 0, TRUE), (2, 20230101000000, TRUE);", true},
	{"with another table of that name", "CREATE TABLE goose_db_version (title TEXT);", true},
}

// A database that another program has made is refused before anything is changed
// in it; an empty one and ours are not, whatever the moment.
func TestOpen_databaseOfAnotherProgram(t *testing.T) {
	t.Parallel()
	for _, x := range databases {
		t.Run("sqlite "+x.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "books.db")
			write(t, "sqlite", path, x.made)
			before, err := os.ReadFile(path)
			if err != nil && x.made != "" {
				t.Fatal(err)
			}
			wantForeign(t, "sqlite:"+path, x.foreign)
			if !x.foreign {
				return
			}
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}

func TestOpen_databaseOfAnotherProgramOnPostgres(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		if engine != database.Postgres {
			continue
		}
		address := dbtest.URL(t, engine)
		for _, x := range databases {
			schema := strings.ReplaceAll(x.name, " ", "_")
			in := address + "&search_path=" + schema
			write(t, "pgx", address, "CREATE SCHEMA "+schema)
			write(t, "pgx", in, x.made)
			t.Run(x.name, func(t *testing.T) { wantForeign(t, in, x.foreign) })
		}
	}
}

func wantForeign(t *testing.T, url string, foreign bool) {
	t.Helper()
	db, err := database.Open(t.Context(), url, database.Options{MaxConns: 2})
	if database.IsForeign(err) != foreign || err != nil && !foreign {
		t.Errorf("Open() = %v, want foreign %v", err, foreign)
	}
	if err == nil {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// write runs statements as another program would.
func write(t *testing.T, driver, address, statements string) {
	t.Helper()
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), statements)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}
