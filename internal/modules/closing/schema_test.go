// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing_test

import (
	"fmt"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
)

// internals are the engines' own: what they hold is a projection of the tables.
func isInternal(table string) bool {
	return strings.HasPrefix(table, "sqlite_") || strings.HasPrefix(table, "member_lookup_index")
}

// tablesOf lists the tables of a database.
func tablesOf(t *testing.T, db *database.DB) []string {
	t.Helper()
	query := "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
	if db.Engine() == database.Postgres {
		query = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname"
	}
	var all, kept []string
	if err := db.Writer().NewRaw(query).Scan(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		if !isInternal(name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// columnsOf gives the kinds of the columns of a table: text, json, time, bytes
// or another; a « ! » follows when it must be given.
func columnsOf(t *testing.T, db *database.DB, table string) map[string]string {
	t.Helper()
	query := `SELECT name, lower(type) AS kind, "notnull" = 1 AND dflt_value IS NULL AS needed FROM pragma_table_info(?)`
	if db.Engine() == database.Postgres {
		query = `SELECT column_name AS name, data_type AS kind, is_nullable = 'NO' AND column_default IS NULL AS needed
FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ?`
	}
	var found []struct {
		Name, Kind string
		Needed     bool
	}
	if err := db.Writer().NewRaw(query, table).Scan(t.Context(), &found); err != nil {
		t.Fatal(err)
	}
	columns := map[string]string{}
	for _, c := range found {
		switch {
		case strings.HasPrefix(c.Kind, "time"):
			c.Kind = "time"
		case c.Kind == "jsonb" || c.Kind == "json":
			c.Kind = "json"
		case c.Kind == "bytea" || c.Kind == "blob":
			c.Kind = "bytes"
		}
		if c.Needed || c.Name == "id" {
			c.Kind += "!"
		}
		columns[c.Name] = c.Kind
	}
	return columns
}

func isTextual(kind string) bool {
	return strings.HasPrefix(kind, "text") || strings.HasPrefix(kind, "json")
}

// canaries reads every value of every table, the engines' own too, and returns
// where a canary is: table, then column and value.
func canaries(t *testing.T, db *database.DB) map[string]string {
	t.Helper()
	found := map[string]string{}
	names := tablesOf(t, db)
	if db.Engine() == database.SQLite {
		names = append(names, "member_lookup_index", "member_lookup_index_data", "member_lookup_index_docsize")
	}
	for _, name := range names {
		for _, row := range rowsOf(t, db, name) {
			for column, value := range row {
				text := fmt.Sprint(value)
				if raw, isBytes := value.([]byte); isBytes {
					text = string(raw)
				}
				if strings.Contains(strings.ToLower(text), canary) {
					found[name] = column + ": " + text
				}
			}
		}
	}
	return found
}

func rowsOf(t *testing.T, db *database.DB, table string) []map[string]any {
	t.Helper()
	var rows []map[string]any
	if err := db.Writer().NewRaw("SELECT * FROM "+table).Scan(t.Context(), &rows); err != nil {
		t.Fatalf("read %s: %v", table, err)
	}
	return rows
}
