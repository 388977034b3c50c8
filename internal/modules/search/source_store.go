// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// sourceBatch is how many rows one query of a walk reads (spec 03 §7.4).
const sourceBatch = 500

// posts returns the indexable posts after an id, or exactly those of the ids.
// Scheduled ones are indexed too: the index knows from when they show.
func posts(ctx context.Context, db bun.IDB, after int64, only []int64) ([]postRow, error) {
	var rows []postRow
	q := db.NewSelect().TableExpr("posts AS p").
		ColumnExpr("p.id, p.kind, p.owner_id, p.title, p.summary, p.content, p.genre, p.section, p.topic, p.sector").
		ColumnExpr("p.language, p.town, p.published_at, p.expires_at, p.modified_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS author").
		ColumnExpr("coalesce(nullif(po.wall_name, ''), po.name, '') AS publisher").
		ColumnExpr("coalesce(nullif(oo.wall_name, ''), oo.name, '') AS outlet").
		Join("JOIN members AS m ON m.id = p.owner_id").
		Join("LEFT JOIN organisations AS po ON po.id = p.publisher_id").
		Join("LEFT JOIN organisations AS oo ON oo.id = p.outlet_id").
		Where("p.status = ?", content.Public).
		Where("p.deleted_at IS NULL").Where("p.published_at IS NOT NULL")
	if err := walk(q, "p.id", after, only).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read posts to index: %w", err)
	}
	return rows, nil
}

// events returns what the agenda holds, in batches by id or those named.
func events(ctx context.Context, db bun.IDB, after int64, only []int64) ([]eventRow, error) {
	var rows []eventRow
	q := db.NewSelect().TableExpr("event_posts AS p").
		ColumnExpr("p.id, p.title, p.summary, p.content, p.type, p.sector, p.language, p.organiser, p.city").
		ColumnExpr("p.published_at, p.expires_at, p.modified_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS author").
		ColumnExpr("coalesce(nullif(po.wall_name, ''), po.name, '') AS publisher").
		Join("JOIN members AS m ON m.id = p.owner_id").
		Join("LEFT JOIN organisations AS po ON po.id = p.publisher_id").
		Where("p.status = ?", content.Public).
		Where("p.deleted_at IS NULL").Where("p.published_at IS NOT NULL")
	if err := walk(q, "p.id", after, only).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read events to index: %w", err)
	}
	return rows, nil
}

// members returns the members others may see, after an id or of the ids.
func members(ctx context.Context, db bun.IDB, after int64, only []int64) ([]memberRow, error) {
	var rows []memberRow
	q := db.NewSelect().TableExpr("members AS m").
		ColumnExpr("m.id, m.first_name, m.last_name, m.modified_at, m.created_at").
		ColumnExpr("coalesce(nullif(pr.job_title, ''), pr.label, '') AS job_title").
		ColumnExpr("coalesce(pr.presentation, '') AS presentation").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name, '') AS organisation").
		Join("LEFT JOIN profiles AS pr ON pr.member_id = m.id").
		Join("LEFT JOIN organisations AS o ON o.id = m.organisation_id").
		Where("m.active").Where("m.deleted_at IS NULL")
	if err := walk(q, "m.id", after, only).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read members to index: %w", err)
	}
	return rows, nil
}

// organisations returns the open organisations, after an id or of the ids.
func organisations(ctx context.Context, db bun.IDB, after int64, only []int64) ([]organisationRow, error) {
	var rows []organisationRow
	q := db.NewSelect().TableExpr("organisations AS o").
		ColumnExpr("o.id, o.name, o.wall_name, o.modified_at, o.created_at").
		ColumnExpr("coalesce(bw.baseline, '') AS baseline").
		ColumnExpr("coalesce(bw.description, '') AS description").
		ColumnExpr("coalesce(bw.town, '') AS town").
		Join("LEFT JOIN business_walls AS bw ON bw.id = o.wall_id").
		Where("o.active").Where("o.deleted_at IS NULL")
	if err := walk(q, "o.id", after, only).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read organisations to index: %w", err)
	}
	return rows, nil
}

// walk restricts a query to the given ids, or to the next batch by id.
func walk(q *bun.SelectQuery, column string, after int64, only []int64) *bun.SelectQuery {
	if only != nil {
		return q.Where("? IN (?)", bun.Ident(column), bun.List(only))
	}
	return q.Where("? > ?", bun.Ident(column), after).
		OrderExpr("?", bun.Ident(column)).Limit(sourceBatch)
}

// everything calls yield with all documents as of now, batch by batch, until
// yield returns an error.
func everything(ctx context.Context, db bun.IDB, now time.Time, yield func([]searchengine.Document) error) error {
	err := eachBatch(ctx, db, posts, func(p postRow) (int64, searchengine.Document) { return p.ID, p.document(now) }, yield)
	if err != nil {
		return err
	}
	err = eachBatch(ctx, db, events, func(e eventRow) (int64, searchengine.Document) { return e.ID, e.document(now) }, yield)
	if err != nil {
		return err
	}
	err = eachBatch(ctx, db, members, func(m memberRow) (int64, searchengine.Document) { return m.ID, m.document() }, yield)
	if err != nil {
		return err
	}
	return eachBatch(ctx, db, organisations, func(o organisationRow) (int64, searchengine.Document) { return o.ID, o.document() }, yield)
}

// eachBatch walks one table by id.
func eachBatch[R any](
	ctx context.Context, db bun.IDB,
	read func(context.Context, bun.IDB, int64, []int64) ([]R, error),
	document func(R) (int64, searchengine.Document),
	yield func([]searchengine.Document) error,
) error {
	for after := int64(0); ; {
		rows, err := read(ctx, db, after, nil)
		if err != nil || len(rows) == 0 {
			return err
		}
		documents := make([]searchengine.Document, len(rows))
		for i, row := range rows {
			after, documents[i] = document(row)
		}
		if err := yield(documents); err != nil {
			return err
		}
	}
}
