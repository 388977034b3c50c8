// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

func TestOpen_refusesWhatNamesNoDatabase(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"", "mysql://u:hunter2@host/db", "sqlite:", "sqlite::memory:", "/var/lib/data.db",
		"postgres://u:hunter2@host:port/db", "postgres://u:hunter2@ho st/db?x=%zz", "postgres://u:hunter2%zz@host/db",
		"postgres://u:hunter2@host/db?connect_timeout=soon",
	} {
		db, err := database.Open(t.Context(), url, database.Options{})
		if db != nil || !errors.Is(err, database.ErrURL) {
			t.Errorf("Open(%q) = %v, %v, want ErrURL", url, db, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("Open(%q) tells the password: %v", url, err)
		}
	}
}

func TestOpen_namesTheDatabaseButNotThePassword(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tests := []struct{ name, url, want string }{
		{"server down", "postgres://u:hunter2@127.0.0.1:1/press?connect_timeout=2", "127.0.0.1:1/press"},
		{"directory", "sqlite:" + dir, dir},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := database.Open(t.Context(), tt.url, database.Options{})
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("Open() = %v, want an error naming %s", err, tt.want)
			}
		})
	}
}

// The server that does not answer is the one that is named: the reading one only
// when the primary server is well.
func TestOpen_tellsTheReaderFromThePrimary(t *testing.T) {
	t.Parallel()
	const down = "postgres://u:hunter2@127.0.0.1:1/copy?connect_timeout=2"
	if slices.Contains(dbtest.Engines(), database.Postgres) {
		_, err := database.Open(t.Context(), dbtest.URL(t, database.Postgres), database.Options{ReaderURL: down})
		if !errors.Is(err, database.ErrReader) || !strings.Contains(err.Error(), "127.0.0.1:1/copy") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("reader down: %v", err)
		}
	}
	_, err := database.Open(t.Context(), "postgres://u:hunter2@127.0.0.1:1/press?connect_timeout=2", database.Options{ReaderURL: down})
	if err == nil || errors.Is(err, database.ErrReader) || !strings.Contains(err.Error(), "127.0.0.1:1/press") {
		t.Errorf("both down: %v", err)
	}
}

// A reading server that is no replica need not be waited for.
func TestCheckReplica_none(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		if err := db.CheckReplica(t.Context()); err != nil {
			t.Errorf("without a reading server: %v", err)
		}
		if db.Engine() == database.SQLite {
			return
		}
		address := dbtest.URL(t, database.Postgres)
		twice, err := database.Open(t.Context(), address, database.Options{ReaderURL: address, MaxConns: 2})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(twice.CheckReplica(t.Context()), twice.Close()); err != nil {
			t.Errorf("reading from the primary server: %v", err)
		}
	})
}

// A file of something else is told, once, as what it is.
func TestOpen_foreignFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "letter.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("Chère rédaction, ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := database.Open(t.Context(), "sqlite:"+path, database.Options{})
	if !database.IsForeign(err) || strings.Count(err.Error(), "not a database") != 1 {
		t.Errorf("Open() = %v, want IsForeign", err)
	}
	if database.IsForeign(errors.New("no database")) || database.IsForeign(nil) {
		t.Error("IsForeign() of another error")
	}
}

func TestOpen_makesAPrivateFileWhateverItsName(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "données de l’agence", "a b?c#d%20.db")
	db, err := database.Open(t.Context(), "sqlite:"+path, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Writer().ExecContext(t.Context(), "CREATE TABLE t (id INTEGER)"); err != nil {
		t.Error(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("mode of …%s = %o, want 600", suffix, mode)
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// Every connection has the settings that keep data safe.
func TestOpen_settings(t *testing.T) {
	t.Parallel()
	settings := map[database.Engine]map[string]string{
		database.SQLite: {
			"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2",
			"PRAGMA foreign_keys": "1", "PRAGMA busy_timeout": "5000",
		},
		database.Postgres: {
			"SHOW synchronous_commit": "on", "SHOW statement_timeout": "30s", "SHOW lock_timeout": "5s",
			"SHOW idle_in_transaction_session_timeout": "30s", "SHOW timezone": "UTC",
		},
	}
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		for query, want := range settings[db.Engine()] {
			for side, conn := range map[string]*bun.DB{"writer": db.Writer(), "reader": db.Reader()} {
				var got string
				if err := conn.NewRaw(query).Scan(t.Context(), &got); err != nil || got != want {
					t.Errorf("%s: %s = %q, %v, want %q", side, query, got, err, want)
				}
			}
		}
		if err := db.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
