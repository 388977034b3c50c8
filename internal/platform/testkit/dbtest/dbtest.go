// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package dbtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/jobs"
)

// testConns is enough for a test, and lets many share the cluster.
const testConns = 6

// EachEngine runs test as a subtest on each engine at hand, with an empty
// database that has every table, the job queue's included. The database is
// closed and removed after the subtest.
func EachEngine(t *testing.T, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	for _, engine := range Engines() {
		t.Run(string(engine), func(t *testing.T) {
			test(t, Open(t, engine))
		})
	}
}

// requireAll is the variable that `make test` sets so that nothing is tested
// less than fully without being noticed.
const requireAll = "AIPRESS24_REQUIRE_ALL"

// Engines returns the engines at hand: SQLite, and PostgreSQL when its server
// is installed. With AIPRESS24_REQUIRE_ALL set it returns both, and tests fail
// where the server is missing.
func Engines() []database.Engine {
	if serverDirectory() == "" && os.Getenv(requireAll) == "" {
		return []database.Engine{database.SQLite}
	}
	return []database.Engine{database.SQLite, database.Postgres}
}

// Open returns a database of an engine for the duration of the test.
func Open(t testing.TB, engine database.Engine) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), URL(t, engine), database.Options{MaxConns: testConns})
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the test's database: %v", err)
		}
	})
	return db
}

// URL returns the address of a migrated, empty database, for tests that start
// processes. It is removed after the test.
func URL(t testing.TB, engine database.Engine) string {
	t.Helper()
	var url string
	var err error
	if engine == database.Postgres {
		url, err = postgresURL(t)
	} else {
		url, err = sqliteURL(filepath.Join(t.TempDir(), "test.db"))
	}
	if err != nil {
		t.Fatalf("make a %s database for the test: %v", engine, err)
	}
	return url
}

// sqliteTemplate returns the bytes of a migrated SQLite file, made once.
var sqliteTemplate = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "aipress24-sqlite-*")
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := os.RemoveAll(dir); err == nil {
			err = e
		}
	}()
	path := filepath.Join(dir, "template.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	// Closing has moved the write-ahead log into the file.
	return os.ReadFile(path) //nolint:gosec // our own file
})

func sqliteURL(path string) (string, error) {
	file, err := sqliteTemplate()
	if err != nil {
		return "", err
	}
	return "sqlite:" + path, os.WriteFile(path, file, 0o600)
}

// migrate brings the database at url up to date.
func migrate(url string) (err error) {
	ctx := context.Background()
	db, err := database.Open(ctx, url, database.Options{})
	if err != nil {
		return err
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := jobs.Migrate(ctx, db); err != nil {
		return fmt.Errorf("migrate jobs: %w", err)
	}
	return nil
}
