// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"strconv"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"aipress24.com/aipress24/internal/core/errs"
)

// Column is a column that the list may be sorted by.
type Column string

// The columns that sort. Without one, the list is in the order of writing, the
// newest first (spec 04 §7.1).
const (
	ByCreation Column = ""
	ByTitle    Column = "title"
	ByStatus   Column = "status"
	ByDate     Column = "date" // of publication, planned or done, or of the last change of a draft
)

// Order is the order of a list; releases that are equal by the column follow
// the order of writing.
type Order struct {
	Column    Column
	Ascending bool
}

// Position is a row of a sorted list, from which the list goes on. The zero
// Position is before the first row.
type Position struct {
	Key string // what the row is sorted by, as text; "" in the order of writing
	ID  int64
}

// expression is what the rows are compared by, before their ids.
func (o Order) expression() schema.QueryWithArgs {
	switch o.Column {
	case ByTitle:
		return bun.SafeQuery("r.title_key")
	case ByStatus:
		return bun.SafeQuery("r.status")
	case ByDate:
		return bun.SafeQuery("r.listed_at")
	case ByCreation:
	}
	return bun.SafeQuery("r.id")
}

// sort sorts the query, or sorts it the other way round.
func (o Order) sort(q *bun.SelectQuery, reversed bool) *bun.SelectQuery {
	direction := bun.Safe("DESC")
	if o.Ascending != reversed {
		direction = bun.Safe("ASC")
	}
	if o.Column != ByCreation {
		q = q.OrderExpr("? ?", o.expression(), direction)
	}
	return q.OrderExpr("r.id ?", direction) // ids sort by creation time
}

// after is the condition of the rows that follow a position. A position that
// no list gave is not found.
func (o Order) after(p Position) (schema.QueryWithArgs, error) {
	sign := bun.Safe("<")
	if o.Ascending {
		sign = bun.Safe(">")
	}
	var value any = p.Key
	switch o.Column {
	case ByCreation:
		return bun.SafeQuery("r.id ? ?", sign, p.ID), nil
	case ByDate:
		micro, err := strconv.ParseInt(p.Key, 36, 64)
		at := time.UnixMicro(micro).UTC()
		if err != nil || at.Year() <= 0 || at.Year() >= 10_000 { // what databases hold
			return schema.QueryWithArgs{}, errs.ErrNotFound
		}
		value = at
	case ByTitle, ByStatus:
	}
	return bun.SafeQuery("(?, r.id) ? (?, ?)", o.expression(), sign, value, p.ID), nil
}

// position is where a release stands.
func (o Order) position(r *Release) Position {
	p := Position{ID: r.ID}
	switch o.Column {
	case ByTitle:
		p.Key = r.TitleKey
	case ByStatus:
		p.Key = string(r.Status)
	case ByDate:
		p.Key = strconv.FormatInt(r.ListedAt.UnixMicro(), 36)
	case ByCreation:
	}
	return p
}
