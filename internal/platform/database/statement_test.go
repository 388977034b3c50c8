// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
)

func TestStatement(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *database.DB) {
		ctx, counter := database.CountQueries(t.Context())
		for id, name := range []string{"zero", "one", "two"} {
			if err := insert(t.Context(), db.Writer(), note{ID: int64(id), Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		var name string
		one := db.Prepared("SELECT name FROM notes WHERE id = $1")
		if err := one.One(ctx, []any{2}, &name); err != nil || name != "two" {
			t.Errorf("One() = %q, %v", name, err)
		}
		if err := one.One(ctx, []any{7}, &name); !errors.Is(err, sql.ErrNoRows) {
			t.Errorf("One() = %v, want sql.ErrNoRows", err)
		}
		var all []string
		err := db.Prepared("SELECT name FROM notes WHERE id <> $2 AND name <> $1 ORDER BY id").Each(ctx, func(row database.Row) error {
			var name string
			defer func() { all = append(all, name) }()
			return row.Scan(&name)
		}, "two", 9)
		if err != nil || strings.Join(all, " ") != "zero one" {
			t.Errorf("Each() = %v, %v", all, err)
		}
		if err := db.Prepared("SELECT nothing FROM nowhere").One(ctx, nil, &name); err == nil {
			t.Error("a wrong query gave no error")
		}
		later := db.Prepared("SELECT word FROM later")
		if err := later.One(t.Context(), nil, &name); err == nil {
			t.Error("a table that is not there yet gave no error")
		}
		if _, err := db.Writer().ExecContext(t.Context(), "CREATE TABLE later AS SELECT 'there' AS word"); err != nil {
			t.Fatal(err)
		}
		if err := later.One(t.Context(), nil, &name); err != nil || name != "there" {
			t.Errorf("a fault that has passed is kept: %q, %v", name, err)
		}
		if db.Prepared("SELECT name FROM notes WHERE id = $1") != one {
			t.Error("Prepared() made the statement again")
		}
		if counter.N() != 4 || counter.Queries()[0] != "SELECT name FROM notes WHERE id = $1" {
			t.Errorf("counted %q", counter.Queries())
		}
	})
}

func TestTogether(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *database.DB) {
		for id, name := range []string{"zero", "one", "two"} {
			if err := insert(t.Context(), db.Writer(), note{ID: int64(id), Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		ctx, counter := database.CountQueries(t.Context())
		var names []string
		read := func(row database.Row) error {
			var name string
			err := row.Scan(&name)
			names = append(names, name)
			return err
		}
		one := database.Ask{Query: "SELECT name FROM notes WHERE id = $1", Args: []any{2}, Scan: read}
		all := database.Ask{Query: "SELECT name FROM notes WHERE id < $1 ORDER BY id", Args: []any{2}, Scan: read}
		if err := db.Together(ctx, one, all); err != nil || strings.Join(names, " ") != "two zero one" {
			t.Errorf("Together() read %v, %v", names, err)
		}
		if counter.N() != 2 {
			t.Errorf("counted %q", counter.Queries())
		}
		refused := errors.New("refused")
		if err := db.Together(ctx, database.Ask{Query: one.Query, Args: one.Args, Scan: func(database.Row) error { return refused }}, all); !errors.Is(err, refused) {
			t.Errorf("Together() = %v, want the error of the first scan", err)
		}
		if err := db.Together(ctx, one, database.Ask{Query: "SELECT nothing FROM nowhere", Scan: read}); err == nil {
			t.Error("a wrong query gave no error")
		}
		if err := db.Together(ctx, one); err != nil {
			t.Errorf("Together() after an error = %v", err)
		}
	})
}
