// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"strconv"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"aipress24.com/aipress24/internal/core/errs"
)

// EventColumn is a column that the organiser's list may be sorted by.
type EventColumn string

// The columns that sort. Without one, the list is in the order of writing, the
// newest first (spec 04 §7.1).
const (
	ByCreation EventColumn = ""
	ByTitle    EventColumn = "title"
	ByStatus   EventColumn = "status"
	ByStart    EventColumn = "start" // of the event; those without a date come last
)

// EventOrder is the order of a list; events that are equal by the column follow
// the order of writing.
type EventOrder struct {
	Column    EventColumn
	Ascending bool
}

// Position is a row of a sorted list, from which the list goes on. The zero
// Position is before the first row.
type Position struct {
	Key string // what the row is sorted by, as text; "" in the order of writing
	ID  int64
}

// undated is where events without a date stand in the order of dates.
var undated = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

// expression is what the rows are compared by, before their ids.
func (o EventOrder) expression() schema.QueryWithArgs {
	switch o.Column {
	case ByTitle:
		return bun.SafeQuery("e.title_key")
	case ByStatus:
		return bun.SafeQuery("e.status")
	case ByStart:
		return bun.SafeQuery("coalesce(e.starts_at, ?)", undated)
	case ByCreation:
	}
	return bun.SafeQuery("e.id")
}

// order sorts the query, or sorts it the other way round.
func (o EventOrder) order(q *bun.SelectQuery, reversed bool) *bun.SelectQuery {
	direction := bun.Safe("DESC")
	if o.Ascending != reversed {
		direction = bun.Safe("ASC")
	}
	if o.Column != ByCreation {
		q = q.OrderExpr("? ?", o.expression(), direction)
	}
	return q.OrderExpr("e.id ?", direction) // ids sort by creation time
}

// after is the condition of the rows that follow a position. A position that
// no list gave is not found.
func (o EventOrder) after(p Position) (schema.QueryWithArgs, error) {
	sign := bun.Safe("<")
	if o.Ascending {
		sign = bun.Safe(">")
	}
	if o.Column == ByCreation {
		return bun.SafeQuery("e.id ? ?", sign, p.ID), nil
	}
	value, err := o.value(p.Key)
	return bun.SafeQuery("(?, e.id) ? (?, ?)", o.expression(), sign, value, p.ID), err
}

// value reads the key of a position.
func (o EventOrder) value(key string) (any, error) {
	if o.Column != ByStart {
		return key, nil
	}
	return momentOf(key)
}

// momentOf reads an instant from the key of a position.
func momentOf(key string) (time.Time, error) {
	micro, err := strconv.ParseInt(key, 36, 64)
	if at := time.UnixMicro(micro).UTC(); err == nil && at.Year() > 0 && at.Year() < 10_000 { // what databases hold
		return at, nil
	}
	return time.Time{}, errs.ErrNotFound
}

// keyOf is the key of an instant.
func keyOf(at time.Time) string { return strconv.FormatInt(at.UnixMicro(), 36) }

// position is where an event stands.
func (o EventOrder) position(e *Event) Position {
	p := Position{ID: e.ID}
	switch o.Column {
	case ByTitle:
		p.Key = e.TitleKey
	case ByStatus:
		p.Key = string(e.Status)
	case ByStart:
		at := e.StartsAt
		if at.IsZero() {
			at = undated
		}
		p.Key = keyOf(at)
	case ByCreation:
	}
	return p
}
