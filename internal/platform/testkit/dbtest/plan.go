// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package dbtest

import (
	"context"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
)

// Plan returns how the database would run a query, in its own words. PostgreSQL
// reads an empty table whole: what is asked is whether an index can serve, so it
// is kept from all other ways.
func Plan(t testing.TB, db *database.DB, query string, args ...any) string {
	t.Helper()
	var plan strings.Builder
	err := db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		prefix, columns := "EXPLAIN QUERY PLAN ", 4
		if db.Engine() == database.Postgres {
			prefix, columns = "EXPLAIN ", 1
			const indexes = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
			if _, err := tx.ExecContext(ctx, indexes); err != nil {
				return err
			}
		}
		rows, err := tx.QueryContext(ctx, prefix+query, args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }() // rows.Err tells
		line := make([]string, columns)
		into := make([]any, columns)
		for i := range line {
			into[i] = &line[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				return err
			}
			plan.WriteString(line[columns-1] + "\n")
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatalf("ask for a plan: %v", err)
	}
	return plan.String()
}
