// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"context"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// BenchmarkOneRow compares the ways to read one row by its key, as many at a
// time as there are processors.
func BenchmarkOneRow(b *testing.B) {
	for _, engine := range dbtest.Engines() {
		db := dbtest.Open(b, engine)
		create := notes + "TIMESTAMP)"
		if _, err := db.Writer().ExecContext(b.Context(), create); err != nil {
			b.Fatal(err)
		}
		if err := insert(b.Context(), db.Writer(), note{ID: 1, Name: "first"}); err != nil {
			b.Fatal(err)
		}
		for _, way := range ways(db) {
			b.Run(string(engine)+"/"+way.name, func(b *testing.B) {
				ctx, cancel := context.WithCancel(b.Context()) // as a request's
				defer cancel()
				b.ReportAllocs()
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := way.read(ctx); err != nil {
							b.Error(err)
						}
					}
				})
			})
		}
	}
}

type way struct {
	name string
	read func(ctx context.Context) error
}

func ways(db *database.DB) []way {
	const byID = "SELECT id, name FROM notes WHERE id = $1"
	statement := db.Prepared(byID)
	return []way{
		{"bun model", func(ctx context.Context) error {
			var n note
			return db.Reader().NewSelect().Model(&n).Column("id", "name").Where("id = ?", 1).Scan(ctx)
		}},
		{"bun raw", func(ctx context.Context) error {
			var id int64
			var name string
			return db.Reader().NewRaw("SELECT id, name FROM notes WHERE id = ?", 1).Scan(ctx, &id, &name)
		}},
		{"database sql", func(ctx context.Context) error {
			var id int64
			var name string
			return db.Reader().DB.QueryRowContext(ctx, byID, 1).Scan(&id, &name)
		}},
		{"statement", func(ctx context.Context) error {
			var id int64
			var text string
			return statement.One(ctx, []any{int64(1)}, &id, &text)
		}},
		{"statement, not cancellable", func(ctx context.Context) error {
			var id int64
			var text string
			return statement.One(context.WithoutCancel(ctx), []any{int64(1)}, &id, &text)
		}},
	}
}
