// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// eventFile is the list as a file.
var eventFile = listing.File{Name: "events", Headings: []string{
	"events.column.title", "events.column.publisher", "events.column.status", "events.field.starts_at", "events.field.ends_at",
	"events.field.type", "events.field.sector", "events.field.place", "events.column.participants", "events.field.capacity",
}}

// export answers GET /wip/events/export with all the events of the list as a
// file for a spreadsheet, in the list's order (spec 04 §13.12).
func (h *handler) export(w http.ResponseWriter, r *http.Request) error {
	query, err := eventList.Read(r)
	if err != nil {
		return err
	}
	return listing.Export(w, r, eventFile, func(row listing.Row) error {
		return h.Room.EachEvent(r.Context(), ui.Actor(r), eventFilter(query), func(e *events.EventRow) error {
			return row(h.exportRow(r.Context(), e)...)
		})
	})
}

// exportRow is a line of the file.
func (h *handler) exportRow(ctx context.Context, e *events.EventRow) []string {
	return []string{
		e.Title, e.Publisher, stateOf(ctx, &e.Event).label, listing.Instant(e.StartsAt), listing.Instant(e.EndsAt),
		h.label(ctx, types, e.Type), h.label(ctx, sectors, e.Sector), cityOf(e.Town),
		strconv.FormatInt(e.Approved, 10), strconv.FormatInt(e.Capacity, 10),
	}
}
