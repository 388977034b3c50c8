// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"fmt"
	"maps"
	"slices"
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
		ColumnExpr("p.language, p.town, p.published_at, p.expires_at, p.tags").
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
		ColumnExpr("p.id, p.title, p.summary, p.content, p.type, p.sector, p.language, p.organiser, p.city, p.tags").
		ColumnExpr("p.published_at, p.expires_at").
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

// members returns the members others may see, after an id, or those of the ids,
// hidden ones included: publications borrow their names.
func members(ctx context.Context, db bun.IDB, after int64, only []int64) ([]memberRow, error) {
	var rows []memberRow
	q := db.NewSelect().TableExpr("members AS m").
		ColumnExpr("m.id, m.first_name, m.last_name, m.created_at").
		ColumnExpr("coalesce(nullif(pr.job_title, ''), pr.label, '') AS job_title").
		ColumnExpr("coalesce(pr.presentation, '') AS presentation").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name, '') AS organisation").
		Join("LEFT JOIN profiles AS pr ON pr.member_id = m.id").
		ColumnExpr("m.active AND m.deleted_at IS NULL AS shown").
		Join("LEFT JOIN organisations AS o ON o.id = m.organisation_id")
	if only == nil {
		q = q.Where("m.active").Where("m.deleted_at IS NULL")
	}
	if err := walk(q, "m.id", after, only).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read members to index: %w", err)
	}
	return rows, nil
}

// organisations returns the open organisations, after an id, or those of the
// ids, hidden ones included.
func organisations(ctx context.Context, db bun.IDB, after int64, only []int64) ([]organisationRow, error) {
	var rows []organisationRow
	q := db.NewSelect().TableExpr("organisations AS o").
		ColumnExpr("o.id, o.name, o.wall_name, o.created_at").
		ColumnExpr("coalesce(bw.baseline, '') AS baseline").
		ColumnExpr("coalesce(bw.description, '') AS description").
		ColumnExpr("coalesce(bw.town, '') AS town").
		ColumnExpr("o.active AND o.deleted_at IS NULL AS shown").
		Join("LEFT JOIN business_walls AS bw ON bw.id = o.wall_id")
	if only == nil {
		q = q.Where("o.active").Where("o.deleted_at IS NULL")
	}
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

// row is what a query reads of one thing to index.
type row interface {
	key() int64
	document(now time.Time) searchengine.Document
}

// reading is one of the queries above.
type reading[R row] func(ctx context.Context, db bun.IDB, after int64, only []int64) ([]R, error)

// indexed is the document of a row as of now, with its version.
func indexed(r row, now time.Time) searchengine.Document {
	d := r.document(now)
	d.Version = fingerprint(&d)
	return d
}

// some returns the documents of the ids that there are.
func some[R row](ctx context.Context, db bun.IDB, now time.Time, read reading[R], only map[int64]bool) ([]searchengine.Document, error) {
	if len(only) == 0 {
		return nil, nil
	}
	rows, err := read(ctx, db, 0, slices.Sorted(maps.Keys(only)))
	if err != nil {
		return nil, err
	}
	documents := make([]searchengine.Document, len(rows))
	for i, r := range rows {
		documents[i] = indexed(r, now)
	}
	return documents, nil
}

// everything calls yield with all documents as of now, batch by batch, until
// yield returns an error. Those who lend their names come before those who
// borrow them: a name that changes meanwhile is then either read everywhere, or
// still to be told from the one that was read.
func everything(ctx context.Context, db bun.IDB, now time.Time, yield func([]searchengine.Document) error) error {
	if err := all(ctx, db, now, organisations, yield); err != nil {
		return err
	}
	if err := all(ctx, db, now, members, yield); err != nil {
		return err
	}
	if err := all(ctx, db, now, posts, yield); err != nil {
		return err
	}
	return all(ctx, db, now, events, yield)
}

// all walks one table by id.
func all[R row](ctx context.Context, db bun.IDB, now time.Time, read reading[R], yield func([]searchengine.Document) error) error {
	for after := int64(0); ; {
		rows, err := read(ctx, db, after, nil)
		if err != nil || len(rows) == 0 {
			return err
		}
		documents := make([]searchengine.Document, len(rows))
		for i, r := range rows {
			after, documents[i] = r.key(), indexed(r, now)
		}
		if err := yield(documents); err != nil {
			return err
		}
	}
}
