// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"aipress24.com/aipress24/internal/core/errs"
)

// StoryColumn is a column that lists of pitches and assignments sort by.
type StoryColumn string

// The columns. Without one, a list is in the order of writing, the newest first
// (spec 04 §7.1).
const (
	StoryByCreation StoryColumn = ""
	StoryByTitle    StoryColumn = "title"
	StoryByStatus   StoryColumn = "status"
	StoryByDate     StoryColumn = "date" // creation of a pitch, bouclage of an assignment
)

// StoryOrder is the order of such a list; equal rows follow the order of
// writing.
type StoryOrder struct {
	Column    StoryColumn
	Ascending bool
}

// expression is what rows are compared by, before their ids.
func (o StoryOrder) expression(dateColumn string) bun.Safe {
	switch o.Column {
	case StoryByTitle:
		return "st.title_key"
	case StoryByStatus:
		return "st.status"
	case StoryByDate:
		return bun.Safe("st." + dateColumn)
	case StoryByCreation:
	}
	return "st.id"
}

// pager reads one page of a list. R is a row.
type pager[R any] struct {
	order    StoryOrder
	date     string // column of StoryByDate
	after    Position
	limit    int64
	rows     func(*bun.SelectQuery) *bun.SelectQuery // columns and joins
	matching func(*bun.SelectQuery) *bun.SelectQuery // conditions
	key      func(*R) (id int64, title, status string, date time.Time)
}

func (p pager[R]) sort(q *bun.SelectQuery, reversed bool) *bun.SelectQuery {
	direction := bun.Safe("DESC")
	if p.order.Ascending != reversed {
		direction = "ASC"
	}
	if p.order.Column != StoryByCreation {
		q = q.OrderExpr("? ?", p.order.expression(p.date), direction)
	}
	return q.OrderExpr("st.id ?", direction) // ids sort by creation time
}

// following is the condition of the rows after the position asked for. One that
// no list gave is not found.
func (p pager[R]) following() (schema.QueryWithArgs, error) {
	sign := bun.Safe("<")
	if p.order.Ascending {
		sign = ">"
	}
	if p.order.Column == StoryByCreation {
		return bun.SafeQuery("st.id ? ?", sign, p.after.ID), nil
	}
	var value any = p.after.Key
	if p.order.Column == StoryByDate {
		micro, err := strconv.ParseInt(p.after.Key, 36, 64)
		at := time.UnixMicro(micro).UTC()
		if err != nil || at.Year() <= 0 || at.Year() >= 10_000 { // what databases hold
			return schema.QueryWithArgs{}, errs.ErrNotFound
		}
		value = at
	}
	return bun.SafeQuery("(?, st.id) ? (?, ?)", p.order.expression(p.date), sign, value, p.after.ID), nil
}

// position is where a row stands.
func (p pager[R]) position(row *R) Position {
	id, title, status, date := p.key(row)
	at := Position{ID: id}
	switch p.order.Column {
	case StoryByTitle:
		at.Key = title
	case StoryByStatus:
		at.Key = status
	case StoryByDate:
		at.Key = strconv.FormatInt(date.UnixMicro(), 36)
	case StoryByCreation:
	}
	return at
}

// read returns the rows of the page, and where the next one goes on.
func (p pager[R]) read(ctx context.Context, db bun.IDB) ([]R, Position, error) {
	var found []R
	q := p.sort(p.matching(p.rows(db.NewSelect().Model(&found))), false).Limit(p.limit + 1)
	if p.after != (Position{}) {
		after, err := p.following()
		if err != nil {
			return nil, Position{}, err
		}
		q = q.Where("?", after)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, Position{}, err
	}
	if int64(len(found)) <= p.limit {
		return found, Position{}, nil
	}
	found = found[:p.limit]
	return found, p.position(&found[p.limit-1]), nil
}

// page is one page of a list with what its pager shows.
type page[R any] struct {
	Rows     []R
	Total    int      // rows that match
	First    int      // rank of the first row, from 1; 0 in an empty page
	Next     Position // where the next page goes on, or zero
	Previous Position // where the page before goes on: zero when that is the first one
}

func (p pager[R]) page(ctx context.Context, db bun.IDB) (page[R], error) {
	var out page[R]
	var err error
	if out.Rows, out.Next, err = p.read(ctx, db); err != nil {
		return page[R]{}, err
	}
	earlier := 0
	q := p.matching(db.NewSelect().Model((*R)(nil))).ColumnExpr("count(*)")
	if p.after == (Position{}) {
		q = q.ColumnExpr("0")
	} else {
		after, err := p.following()
		if err != nil {
			return page[R]{}, err
		}
		q = q.ColumnExpr("count(CASE WHEN ? THEN NULL ELSE 1 END)", after)
	}
	if err := q.Scan(ctx, &out.Total, &earlier); err != nil {
		return page[R]{}, fmt.Errorf("count: %w", err)
	}
	if len(out.Rows) > 0 {
		out.First = earlier + 1
	}
	if out.Previous, err = p.previous(ctx, db); err != nil {
		return page[R]{}, fmt.Errorf("page back: %w", err)
	}
	return out, nil
}

// previous returns where the page before begins, or zero when it begins with
// the first row.
func (p pager[R]) previous(ctx context.Context, db bun.IDB) (Position, error) {
	if p.after == (Position{}) {
		return Position{}, nil
	}
	after, err := p.following()
	if err != nil {
		return Position{}, err
	}
	var earlier []R
	q := p.sort(p.matching(p.rows(db.NewSelect().Model(&earlier))), true).Where("NOT ?", after).Limit(p.limit + 1)
	if err := q.Scan(ctx); err != nil || int64(len(earlier)) <= p.limit {
		return Position{}, err
	}
	return p.position(&earlier[p.limit]), nil
}

// each calls do with all the rows that match, in order, and stops at the first
// error.
func (p pager[R]) each(ctx context.Context, db bun.IDB, do func(*R) error) error {
	p.after, p.limit = Position{}, exportStep
	for {
		rows, next, err := p.read(ctx, db)
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
		p.after = next
	}
}
