// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/paging"
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

// Position is a row of a sorted list, from which the list goes on.
type Position = paging.Position

// column is what rows are sorted by, before their ids.
func (o Order) column() *paging.Column[Row] {
	switch o.Column {
	case ByTitle:
		return paging.Text("r.title_key", func(r *Row) string { return r.TitleKey })
	case ByStatus:
		return paging.Text("r.status", func(r *Row) string { return string(r.Status) })
	case ByDate:
		return paging.Instant(bun.SafeQuery("r.listed_at"), func(r *Row) time.Time { return r.ListedAt })
	case ByCreation:
	}
	return nil
}
