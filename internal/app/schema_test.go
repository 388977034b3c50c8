// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// schema is a database in comparable lines: a column, an index, a foreign key,
// and what each is.
type schema map[string]string

// foreign are the tables of libraries and the indexes of parts of words, which
// differ between engines.
var foreign = regexp.MustCompile(`^(river_|goose_|sqlite_|member_lookup_index|member_lookup index member_lookup_words)`)

// The queries below give two texts a row: what it is and how it is.
const (
	postgresSchema = `
SELECT c.relname || '.' || a.attname,
       format_type(a.atttypid, NULL) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
       || CASE WHEN a.atthasdef OR a.attidentity <> '' THEN ' DEFAULT' ELSE '' END
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT t.relname || ' index ' || i.relname,
       (SELECT string_agg(pg_get_indexdef(x.indexrelid, k, true) || CASE WHEN x.indoption[k - 1] & 1 = 1 THEN ' DESC' ELSE '' END, ', ' ORDER BY k)
        FROM generate_series(1, x.indnkeyatts::int) k)
       || CASE WHEN x.indisunique THEN ' UNIQUE' ELSE '' END || CASE WHEN x.indpred IS NOT NULL THEN ' PARTIAL' ELSE '' END
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT c.conrelid::regclass || ' key ' || (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]),
       c.confrelid::regclass || CASE c.confdeltype WHEN 'c' THEN ' CASCADE' ELSE '' END
FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`

	sqliteSchema = `
SELECT t.name || '.' || c.name,
       upper(c.type) || CASE WHEN c."notnull" OR c.pk > 0 THEN ' NOT NULL' ELSE '' END
       || CASE WHEN c.dflt_value IS NOT NULL OR c.type = 'INTEGER' AND c.pk > 0 THEN ' DEFAULT' ELSE '' END
FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
UNION ALL
SELECT t.name || ' index ' || i.name,
       (SELECT group_concat(name || CASE WHEN "desc" THEN ' DESC' ELSE '' END, ', ') FROM pragma_index_xinfo(i.name) WHERE key)
       || CASE WHEN i."unique" THEN ' UNIQUE' ELSE '' END || CASE WHEN i.partial THEN ' PARTIAL' ELSE '' END
FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table' AND i.origin = 'c'
UNION ALL
SELECT t.name || ' key ' || k."from", k."table" || CASE k.on_delete WHEN 'CASCADE' THEN ' CASCADE' ELSE '' END
FROM sqlite_master t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table'`
)

// kinds are the words of the engines for what the program stores.
var kinds = strings.NewReplacer(
	"bigint", "integer", "BIGINT", "integer", "INTEGER", "integer",
	"text", "text", "TEXT", "text", "jsonb", "json", "JSONB", "json", "JSON", "json",
	"boolean", "boolean", "BOOLEAN", "boolean",
	"timestamp with time zone", "instant", "TIMESTAMPTZ", "instant", "TIMESTAMP", "instant",
	"double precision", "real", "DOUBLE PRECISION", "real", "REAL", "real",
	"bytea", "bytes", "BYTEA", "bytes", "BLOB", "bytes",
)

// schemaOf reads what the database really has.
func schemaOf(t *testing.T, db *database.DB) schema {
	t.Helper()
	query := sqliteSchema
	if db.Engine() == database.Postgres {
		query = postgresSchema
	}
	rows, err := db.Writer().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // read to its end below
	found := schema{}
	for rows.Next() {
		var what, how string
		if err := rows.Scan(&what, &how); err != nil {
			t.Fatal(err)
		}
		if !foreign.MatchString(what) {
			found[what] = normal(what, how)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}

// normal tells a line in neutral words.
func normal(what, how string) string {
	if strings.Contains(what, ".") { // a column
		return kinds.Replace(how)
	}
	return strings.ReplaceAll(how, `"`, "")
}

// schemaDifferences compares the engines. JSON is text on SQLite.
func schemaDifferences(lite, pg schema) []string {
	var list []string
	for _, what := range slices.Sorted(maps.Keys(lite)) {
		got, there := pg[what]
		asText := "text" + strings.TrimPrefix(got, "json")
		switch {
		case !there:
			list = append(list, what+": on SQLite only")
		case got != lite[what] && (!strings.HasPrefix(got, "json") || asText != lite[what]):
			list = append(list, fmt.Sprintf("%s: %s on SQLite, %s on PostgreSQL", what, lite[what], got))
		}
	}
	for _, what := range slices.Sorted(maps.Keys(pg)) {
		if _, there := lite[what]; !there {
			list = append(list, what+": on PostgreSQL only")
		}
	}
	return list
}

// modelDifferences compares the schema with the program's models.
func modelDifferences(s schema, models []reflect.Type) []string {
	var list []string
	mapped := map[string]bool{}   // columns that a model reads or writes
	modelled := map[string]bool{} // tables with models
	for _, model := range models {
		table := pgdialect.New().Tables().Get(model)
		modelled[table.Name] = true
		for _, field := range table.Fields {
			what := table.Name + "." + field.Name
			mapped[what] = true
			how, there := s[what]
			if !there {
				list = append(list, what+": in a model only")
				continue
			}
			kind := strings.ToLower(field.UserSQLType)
			if kind == "" {
				kind = strings.ToLower(field.DiscoveredSQLType)
			}
			kind = kindOfModel.Replace(kind)
			if agree := strings.HasPrefix(how, kind) || isText(kind) && isText(how); !agree {
				list = append(list, fmt.Sprintf("%s: %s in the database, %s in a model", what, how, kind))
			}
			// A zero written where NULL is meant breaks keys and dates; NULL
			// written where none is allowed breaks the insert.
			if nullable := !strings.Contains(how, "NOT NULL"); nullable != field.NullZero && !strings.Contains(how, "DEFAULT") {
				list = append(list, fmt.Sprintf("%s: %s, nullzero %v in a model", what, how, field.NullZero))
			}
		}
	}
	for _, what := range slices.Sorted(maps.Keys(s)) {
		table, _, isColumn := strings.Cut(what, ".")
		if isColumn && modelled[table] && !mapped[what] {
			list = append(list, what+": in no model")
		}
	}
	return list
}

// kindOfModel are bun's words for the types of fields.
var kindOfModel = strings.NewReplacer("bigint", "integer", "varchar", "text", "jsonb", "json",
	"timestamptz", "instant", "double precision", "real", "bytea", "bytes")

// isText reports whether a kind is text, of which JSON is one on SQLite.
func isText(kind string) bool {
	return strings.HasPrefix(kind, "text") || strings.HasPrefix(kind, "json")
}

// TestSchema compares the two engines with each other and with every model of
// the program: same tables, columns, indexes and keys.
func TestSchema(t *testing.T) {
	t.Parallel()
	engines := map[database.Engine]schema{}
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		engines[db.Engine()] = schemaOf(t, db)
		if len(engines[db.Engine()]) < 100 {
			t.Errorf("only %d lines of schema", len(engines[db.Engine()]))
		}
	})
	models := modelsInSource(t)
	if len(models) < 20 {
		t.Errorf("only %d models found", len(models))
	}
	for engine, found := range engines {
		for _, line := range modelDifferences(found, models) {
			t.Errorf("%s: %s", engine, line)
		}
		for _, line := range schemaDifferences(engines[database.SQLite], found) {
			t.Error(line)
		}
	}
}

// TestSchema_seesDifferences shows that the test above can fail.
func TestSchema_seesDifferences(t *testing.T) {
	t.Parallel()
	lite := dbtest.Open(t, database.SQLite)
	before := schemaOf(t, lite)
	for _, change := range []string{
		"ALTER TABLE posts ADD COLUMN fake TEXT NOT NULL DEFAULT ''",
		"DROP INDEX posts_wall_idx",
		"CREATE TABLE forgotten (id BIGINT PRIMARY KEY)",
		"CREATE INDEX members_slow_idx ON members (mobile)",
	} {
		if _, err := lite.Writer().ExecContext(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	got := schemaDifferences(schemaOf(t, lite), before)
	want := []string{
		"forgotten.id: on SQLite only", "members index members_slow_idx: on SQLite only",
		"posts.fake: on SQLite only", "posts index posts_wall_idx: on PostgreSQL only",
	}
	if !slices.Equal(got, want) {
		t.Errorf("differences = %q, want %q", got, want)
	}
	type post struct {
		bun.BaseModel `bun:"table:posts"`

		ID    int64 `bun:",pk"`
		Title int64
		Ghost string
	}
	found := modelDifferences(schema{"posts.id": "integer NOT NULL", "posts.title": "text NOT NULL", "posts.seen_at": "instant"}, []reflect.Type{reflect.TypeFor[post]()})
	if len(found) != 3 {
		t.Errorf("a model that disagrees gives %q", found)
	}
}
