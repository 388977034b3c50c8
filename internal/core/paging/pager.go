// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package paging

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
)

// Pager reads a list whose rows are R, a bun model.
type Pager[R any] struct {
	ID        string         // the column of ids: "a.id"; ids sort by creation time
	IDOf      func(*R) int64 // of a row
	Column    *Column[R]     // nil in the order of writing
	Ascending bool
	After     Position // the page goes on after this row; zero from the first
	Limit     int64    // rows of a page

	Rows     func(*bun.SelectQuery) *bun.SelectQuery // columns and joins
	Matching func(*bun.SelectQuery) *bun.SelectQuery // conditions
}

// Page is one page of a list with what is around it.
type Page[R any] struct {
	Rows  []R
	Total int      // rows that match
	First int      // rank of the first row, from 1; 0 in an empty page
	Next  Position // where the next page goes on, or zero

	// Previous is where the page before goes on: zero when that is the first
	// one, and in the first page itself, whose First is 1.
	Previous Position
}

// Page reads a page in three queries. A position that no list gave is
// errs.ErrNotFound.
func (p Pager[R]) Page(ctx context.Context, db bun.IDB) (Page[R], error) {
	var page Page[R]
	var err error
	if page.Rows, page.Next, err = p.Read(ctx, db); err != nil {
		return Page[R]{}, err
	}
	earlier := 0
	q := p.Matching(db.NewSelect().Model((*R)(nil))).ColumnExpr("count(*)")
	if p.After == (Position{}) {
		q = q.ColumnExpr("0")
	} else {
		after, err := p.following()
		if err != nil {
			return Page[R]{}, err
		}
		q = q.ColumnExpr("count(CASE WHEN ? THEN NULL ELSE 1 END)", after)
	}
	if err := q.Scan(ctx, &page.Total, &earlier); err != nil {
		return Page[R]{}, fmt.Errorf("count: %w", err)
	}
	if len(page.Rows) > 0 {
		page.First = earlier + 1
	}
	if page.Previous, err = p.previous(ctx, db); err != nil {
		return Page[R]{}, fmt.Errorf("page back: %w", err)
	}
	return page, nil
}

// Read returns the rows of the page, and where the next one goes on.
func (p Pager[R]) Read(ctx context.Context, db bun.IDB) ([]R, Position, error) {
	var found []R
	q := p.sort(p.Matching(p.Rows(db.NewSelect().Model(&found))), false).Limit(p.Limit + 1)
	if p.After != (Position{}) {
		after, err := p.following()
		if err != nil {
			return nil, Position{}, err
		}
		q = q.Where("?", after)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, Position{}, err
	}
	if int64(len(found)) <= p.Limit {
		return found, Position{}, nil
	}
	found = found[:p.Limit]
	return found, p.position(&found[p.Limit-1]), nil
}

// exportStep is how many rows an export holds at a time.
const exportStep = 500

// Each calls do with all the rows that match, in order, whatever their number;
// the page asked for does not matter. It stops at the first error.
func (p Pager[R]) Each(ctx context.Context, db bun.IDB, do func(*R) error) error {
	p.After, p.Limit = Position{}, exportStep
	for {
		rows, next, err := p.Read(ctx, db)
		if err != nil {
			return err
		}
		for i := range rows {
			if err := do(&rows[i]); err != nil {
				return err
			}
		}
		if next == (Position{}) {
			return nil
		}
		p.After = next
	}
}

// sort sorts the query, or sorts it the other way round.
func (p Pager[R]) sort(q *bun.SelectQuery, reversed bool) *bun.SelectQuery {
	direction := bun.Safe("DESC")
	if p.Ascending != reversed {
		direction = "ASC"
	}
	if p.Column != nil {
		q = q.OrderExpr("? ?", p.Column.By, direction)
	}
	return q.OrderExpr("? ?", bun.Safe(p.ID), direction)
}

// following is the condition of the rows after the position asked for.
func (p Pager[R]) following() (schema.QueryWithArgs, error) {
	sign := bun.Safe("<")
	if p.Ascending {
		sign = ">"
	}
	if p.Column == nil {
		return bun.SafeQuery("? ? ?", bun.Safe(p.ID), sign, p.After.ID), nil
	}
	var value any = p.After.Key
	if p.Column.Value != nil {
		var err error
		if value, err = p.Column.Value(p.After.Key); err != nil {
			return schema.QueryWithArgs{}, err
		}
	}
	return bun.SafeQuery("(?, ?) ? (?, ?)", p.Column.By, bun.Safe(p.ID), sign, value, p.After.ID), nil
}

// position is where a row stands.
func (p Pager[R]) position(row *R) Position {
	at := Position{ID: p.IDOf(row)}
	if p.Column != nil {
		at.Key = p.Column.Key(row)
	}
	return at
}

// previous returns where the page before begins, or zero when it begins with
// the first row.
func (p Pager[R]) previous(ctx context.Context, db bun.IDB) (Position, error) {
	if p.After == (Position{}) {
		return Position{}, nil
	}
	after, err := p.following()
	if err != nil {
		return Position{}, err
	}
	var earlier []R
	q := p.sort(p.Matching(p.Rows(db.NewSelect().Model(&earlier))), true).Where("NOT ?", after).Limit(p.Limit + 1)
	if err := q.Scan(ctx); err != nil || int64(len(earlier)) <= p.Limit {
		return Position{}, err
	}
	return p.position(&earlier[p.Limit]), nil
}
