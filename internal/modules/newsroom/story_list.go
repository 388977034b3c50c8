// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/paging"
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

// story is a row of such a list, as it is sorted.
type story[R any] struct {
	id            func(*R) int64
	title, status func(*R) string
	dateColumn    string // of StoryByDate
	date          func(*R) time.Time
}

// column is what rows are sorted by, before their ids.
func (s story[R]) column(o StoryOrder) *paging.Column[R] {
	switch o.Column {
	case StoryByTitle:
		return paging.Text("st.title_key", s.title)
	case StoryByStatus:
		return paging.Text("st.status", s.status)
	case StoryByDate:
		return paging.Instant(bun.SafeQuery(s.dateColumn), s.date)
	case StoryByCreation:
	}
	return nil
}

// pager reads a list in an order, after a row.
func (s story[R]) pager(o StoryOrder, after Position, limit int64) paging.Pager[R] {
	return paging.Pager[R]{ID: "st.id", IDOf: s.id, Column: s.column(o), Ascending: o.Ascending, After: after, Limit: limit}
}
