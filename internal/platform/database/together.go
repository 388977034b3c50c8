// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Ask is one statement of [DB.Together].
type Ask struct {
	Query string // a constant, as for [DB.Prepared]
	Args  []any
	Scan  func(Row) error // called for each row
}

// Together runs statements that do not wait for each other's rows, in order.
// PostgreSQL gets them in one round trip, which costs as much as the shortest
// of them, and answers from the primary server. The first error ends it.
func (db *DB) Together(ctx context.Context, asks ...Ask) error {
	if db.pool == nil {
		for _, ask := range asks {
			if err := db.Prepared(ask.Query).Each(ctx, ask.Scan, ask.Args...); err != nil {
				return err
			}
		}
		return nil
	}
	batch := &pgx.Batch{}
	for _, ask := range asks {
		count(ctx, ask.Query)
		batch.Queue(ask.Query, ask.Args...).Query(func(rows pgx.Rows) error {
			for rows.Next() {
				if err := ask.Scan(rows); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	}
	results := db.pool.SendBatch(ctx, batch)
	if err := results.Close(); err != nil {
		return fmt.Errorf("query: %w", errors.Join(err, ctx.Err()))
	}
	return nil
}
