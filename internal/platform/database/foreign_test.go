// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"bytes"
	"database/sql"
	"errors"
	"net/url"
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
	{"with goose and migrations taken back", history + "INSERT INTO goose_db_version VALUES (1, 20261122090000, FALSE); CREATE TABLE members (name TEXT);", true},
	{"with a table like SQLite's own", "CREATE TABLE sqlitefoo (title TEXT);", true},
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
			schema := strings.NewReplacer(" ", "_", "'", "").Replace(x.name)
			in := address + "&search_path=" + schema
			write(t, "pgx", address, "CREATE SCHEMA "+schema)
			write(t, "pgx", in, x.made)
			t.Run(x.name, func(t *testing.T) { wantForeign(t, in, x.foreign) })
		}
	}
}

// What is read from must be ours where what is written to is.
func TestOpen_readerOfAnotherProgram(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		if engine != database.Postgres {
			continue
		}
		address := dbtest.URL(t, engine)
		write(t, "pgx", address, "CREATE SCHEMA empty; CREATE SCHEMA books; CREATE TABLE books.titles (title TEXT)")
		for _, schema := range []string{"empty", "books"} {
			_, err := database.Open(t.Context(), address, database.Options{MaxConns: 2, ReaderURL: address + "&search_path=" + schema})
			if !database.IsForeign(err) || !errors.Is(err, database.ErrReader) {
				t.Errorf("Open() with a reader whose schema is %s = %v", schema, err)
			}
		}
	}
}

// A server that refuses us is told from one that does not answer, in its own words,
// and so is an account without rights.
func TestOpen_refusedByTheServer(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		if engine != database.Postgres {
			continue
		}
		address, err := url.Parse(dbtest.URL(t, engine))
		if err != nil {
			t.Fatal(err)
		}
		nameless, stranger := *address, *address
		nameless.Path = "/nowhere"
		query := stranger.Query()
		query.Set("user", "nobody_here")
		stranger.RawQuery = query.Encode()
		for _, refused := range []url.URL{nameless, stranger} {
			_, err := database.Open(t.Context(), refused.String(), database.Options{MaxConns: 2})
			if !database.IsRefused(err) || database.IsUnavailable(err) || strings.Contains(err.Error(), "tls") {
				t.Errorf("Open(%s) = %v, want IsRefused", refused.Redacted(), err)
			}
		}
		_, err = database.Open(t.Context(), address.String()+"&search_path=no_such_schema", database.Options{MaxConns: 2})
		if !database.IsForbidden(err) {
			t.Errorf("Open() without a schema = %v, want IsForbidden", err)
		}
	}
}

// Looking at a database that nobody has migrated yet makes nothing there.
func TestPending_leavesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new.db")
	addresses := []string{"sqlite:" + path}
	for _, engine := range dbtest.Engines() {
		if engine == database.Postgres {
			address := dbtest.URL(t, engine)
			write(t, "pgx", address, "CREATE SCHEMA untouched")
			addresses = append(addresses, address+"&search_path=untouched")
		}
	}
	for _, address := range addresses {
		db, err := database.Open(t.Context(), address, database.Options{MaxConns: 2})
		if err != nil {
			t.Fatal(err)
		}
		pending, err := db.Pending(t.Context())
		if err != nil || pending < 30 {
			t.Errorf("%s: %d pending, %v", db.Engine(), pending, err)
		}
		var tables int
		query := "SELECT count(*) FROM sqlite_schema"
		if db.Engine() == database.Postgres {
			query = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'untouched'"
		}
		if err := db.Writer().NewRaw(query).Scan(t.Context(), &tables); err != nil || tables != 0 {
			t.Errorf("%s: looking made %d tables, %v", db.Engine(), tables, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
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
