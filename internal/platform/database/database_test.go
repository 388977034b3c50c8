// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// notes is a table of this test: a unique name, a parent, an instant.
const notes = "CREATE TABLE notes (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name <> ''), " +
	"parent BIGINT REFERENCES notes (id), at "

type note struct {
	bun.BaseModel `bun:"table:notes"`

	ID     int64 `bun:",pk"`
	Name   string
	Parent int64     `bun:",nullzero"`
	At     time.Time `bun:",nullzero"`
}

func eachEngine(t *testing.T, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		instant := "TIMESTAMP"
		if db.Engine() == database.Postgres {
			instant = "TIMESTAMPTZ"
		}
		if _, err := db.Writer().ExecContext(t.Context(), notes+instant+")"); err != nil {
			t.Fatal(err)
		}
		test(t, db)
	})
}

func insert(ctx context.Context, db bun.IDB, n note) error {
	_, err := db.NewInsert().Model(&n).Exec(ctx)
	return err
}

func names(t *testing.T, db *database.DB) string {
	t.Helper()
	var found []string
	if err := db.Reader().NewSelect().Model((*note)(nil)).Column("name").Order("id").Scan(t.Context(), &found); err != nil {
		t.Fatal(err)
	}
	return strings.Join(found, " ")
}

func TestReader_canNotWriteOnSQLite(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, database.SQLite)
	if _, err := db.Reader().ExecContext(t.Context(), "DELETE FROM outbox_events"); err == nil {
		t.Error("the reader wrote")
	}
	// A mistyped column is an error, not a text.
	if err := db.Reader().NewRaw(`SELECT "kindd" FROM outbox_events`).Scan(t.Context(), new(string)); err == nil ||
		errors.Is(err, sql.ErrNoRows) {
		t.Errorf("unknown column: %v", err)
	}
}

func TestRunInTx_committedOrNot(t *testing.T) {
	t.Parallel()
	errRefused := errors.New("refused")
	eachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		var woken []string
		keep := func(name string, id int64, result error) error {
			return db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
				database.AfterCommit(ctx, func() { woken = append(woken, name) })
				if err := insert(ctx, tx, note{ID: id, Name: name}); err != nil {
					return err
				}
				return result
			})
		}
		if err := keep("kept", 1, nil); err != nil {
			t.Fatal(err)
		}
		if err := keep("refused", 2, errRefused); !errors.Is(err, errRefused) {
			t.Errorf("RunInTx() = %v, want the function's error", err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
				_ = insert(ctx, tx, note{ID: 3, Name: "panicked"})
				panic("bug")
			})
		}()
		if got := names(t, db); got != "kept" {
			t.Errorf("rows = %q, want the committed one", got)
		}
		if got := strings.Join(woken, " "); got != "kept" {
			t.Errorf("hooks run = %q, want the committed one's", got)
		}
	})
}

// A transaction within a transaction is a savepoint.
func TestRunInTx_nested(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *database.DB) {
		var woken []string
		add := func(ctx context.Context, id int64, name string, then func(ctx context.Context) error) error {
			return db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
				database.AfterCommit(ctx, func() { woken = append(woken, name) })
				if err := insert(ctx, tx, note{ID: id, Name: name}); err != nil {
					return err
				}
				return then(ctx)
			})
		}
		done := func(context.Context) error { return nil }
		err := add(t.Context(), 1, "outer", func(ctx context.Context) error {
			if err := add(ctx, 2, "inner", done); err != nil {
				return err
			}
			if err := add(ctx, 1, "same id", done); !database.IsUniqueViolation(err) {
				t.Errorf("duplicate id: %v", err)
			}
			return add(ctx, 3, "last", done)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := names(t, db); got != "outer inner last" {
			t.Errorf("rows = %q", got)
		}
		if got := strings.Join(woken, " "); got != "outer inner last" {
			t.Errorf("hooks = %q", got)
		}
	})
}

func TestRunInTx_retriesSerialisationFailures(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		if db.Engine() != database.Postgres {
			return // SQLite has one writer: nothing to retry
		}
		tests := []struct {
			name     string
			failures int
			code     string
			runs     int
			fails    bool
		}{
			{name: "passing", failures: 2, code: "40001", runs: 3},
			{name: "deadlock", failures: 3, code: "40P01", runs: 4},
			{name: "lasting", failures: 9, code: "40001", runs: 4, fails: true},
			{name: "other", failures: 9, code: "22012", runs: 1, fails: true},
		}
		for _, tt := range tests {
			runs := 0
			err := db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
				runs++
				if runs > tt.failures {
					return nil
				}
				_, err := tx.ExecContext(ctx, "DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''"+tt.code+"''; END'")
				return err
			})
			if runs != tt.runs || (err != nil) != tt.fails {
				t.Errorf("%s: %d runs, %v, want %d", tt.name, runs, err, tt.runs)
			}
		}
	})
}

func TestViolations(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		if err := insert(ctx, db.Writer(), note{ID: 1, Name: "first"}); err != nil {
			t.Fatal(err)
		}
		tests := []struct {
			name                   string
			note                   note
			unique, foreign, check bool
		}{
			{name: "same id", note: note{ID: 1, Name: "other"}, unique: true},
			{name: "same name", note: note{ID: 2, Name: "first"}, unique: true},
			{name: "no such parent", note: note{ID: 3, Name: "child", Parent: 99}, foreign: true},
			{name: "empty", note: note{ID: 4}, check: true},
			{name: "good", note: note{ID: 5, Name: "good", Parent: 1}},
		}
		for _, tt := range tests {
			err := insert(ctx, db.Writer(), tt.note)
			if got := database.IsUniqueViolation(err); got != tt.unique {
				t.Errorf("%s: IsUniqueViolation(%v) = %t", tt.name, err, got)
			}
			if got := database.IsForeignKeyViolation(err); got != tt.foreign {
				t.Errorf("%s: IsForeignKeyViolation(%v) = %t", tt.name, err, got)
			}
			if got := database.IsCheckViolation(err); got != tt.check {
				t.Errorf("%s: IsCheckViolation(%v) = %t", tt.name, err, got)
			}
		}
	})
}

// Instants come back in UTC, to the microsecond, by every way, and compare.
func TestInstants(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2027, 7, 14, 10, 30, 15, 123_456_000, paris)
	eachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		if err := insert(ctx, db.Writer(), note{ID: 1, Name: "n", At: at}); err != nil {
			t.Fatal(err)
		}
		var n note
		if err := db.Reader().NewSelect().Model(&n).Where("at >= ?", at).Where("at < ?", at.Add(time.Microsecond)).Scan(ctx); err != nil {
			t.Fatal(err)
		}
		var raw time.Time
		if err := db.Prepared("SELECT at FROM notes WHERE at >= $1 AND id = $2").One(ctx, []any{at, 1}, &raw); err != nil {
			t.Fatal(err)
		}
		for way, got := range map[string]time.Time{"bun": n.At, "statement": raw} {
			if !got.Equal(at) || got.Location() != time.UTC {
				t.Errorf("%s: %v, want %v in UTC", way, got, at)
			}
		}
	})
}

// Statistics must not hold samples of values: with them SQLite compiles a
// prepared statement again at every run.
func TestStatistics_keepNoSamples(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *database.DB) {
		if db.Engine() != database.SQLite {
			return
		}
		for id := range int64(100) {
			if err := insert(t.Context(), db.Writer(), note{ID: id, Name: fmt.Sprint("note ", id)}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.Writer().ExecContext(t.Context(), "ANALYZE"); err != nil {
			t.Fatal(err)
		}
		var tables, samples int
		if err := db.Reader().QueryRowContext(t.Context(), "SELECT count(*) FROM sqlite_stat1").Scan(&tables); err != nil || tables == 0 {
			t.Errorf("%d statistics, %v", tables, err)
		}
		if err := db.Reader().QueryRowContext(t.Context(), "SELECT count(*) FROM sqlite_stat4").Scan(&samples); err == nil && samples != 0 {
			t.Errorf("%d samples", samples)
		}
	})
}

func TestCountQueries(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *database.DB) {
		ctx, counter := database.CountQueries(t.Context())
		err := db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			return insert(ctx, tx, note{ID: 1, Name: "n"})
		})
		if err != nil {
			t.Fatal(err)
		}
		var found []note
		if err := db.Reader().NewSelect().Model(&found).Scan(ctx); err != nil {
			t.Fatal(err)
		}
		if counter.N() != 2 {
			t.Errorf("counted %q, want an INSERT and a SELECT", counter.Queries())
		}
	})
}

// A single statement joins the transaction that is open, and is one of its own
// where none is.
func TestWriting(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *database.DB) {
		undone := errors.New("undone")
		err := db.RunInTx(t.Context(), func(ctx context.Context, _ bun.Tx) error {
			return errors.Join(insert(ctx, db.Writing(ctx), note{ID: 1, Name: "within"}), undone)
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		if err := insert(t.Context(), db.Writing(t.Context()), note{ID: 2, Name: "alone"}); err != nil {
			t.Fatal(err)
		}
		if got := names(t, db); got != "alone" {
			t.Errorf("rows = %q, want the one of no transaction", got)
		}
	})
}
