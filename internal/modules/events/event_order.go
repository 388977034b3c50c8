// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/paging"
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

// Position is a row of a sorted list, from which the list goes on.
type Position = paging.Position

// undated is where events without a date stand in the order of dates.
var undated = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

// column is what rows are sorted by, before their ids.
func (o EventOrder) column() *paging.Column[EventRow] {
	switch o.Column {
	case ByTitle:
		return paging.Text("e.title_key", func(r *EventRow) string { return r.TitleKey })
	case ByStatus:
		return paging.Text("e.status", func(r *EventRow) string { return string(r.Status) })
	case ByStart:
		return paging.Instant(bun.SafeQuery("coalesce(e.starts_at, ?)", undated), func(r *EventRow) time.Time {
			if r.StartsAt.IsZero() {
				return undated
			}
			return r.StartsAt
		})
	case ByCreation:
	}
	return nil
}
