// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// releaseFile is the list as a file.
var releaseFile = listing.File{Name: "communiques", Headings: []string{
	"pressroom.column.title", "pressroom.column.author", "pressroom.column.publisher", "pressroom.column.status", "pressroom.column.date",
	"pressroom.field.embargoed_until", "pressroom.column.readers",
	"pressroom.field.genre", "pressroom.field.section", "pressroom.field.topic", "pressroom.field.sector",
}}

// export answers GET /wip/communiques/export with all the releases of the list
// as a file for a spreadsheet, in the list's order (spec 04 §13.12).
func (h *handler) export(w http.ResponseWriter, r *http.Request) error {
	query, err := releaseList.Read(r)
	if err != nil {
		return err
	}
	return listing.Export(w, r, releaseFile, func(row listing.Row) error {
		return h.releases.EachRelease(r.Context(), ui.Actor(r), releaseFilter(query), func(release *pressroom.Row) error {
			return row(h.exportRow(r.Context(), release)...)
		})
	})
}

// exportRow is a line of the file.
func (h *handler) exportRow(ctx context.Context, row *pressroom.Row) []string {
	date, readers := "", ""
	switch {
	case row.Status == content.Public:
		date, readers = listing.Instant(row.ShownAt()), strconv.FormatInt(row.ViewCount, 10)
	case row.IsScheduled():
		date = listing.Instant(row.ScheduledAt)
	}
	return []string{
		row.Title, row.Author, row.Publisher, stateOf(ctx, &row.Release).label, date, listing.Instant(row.EmbargoedUntil), readers,
		h.label(ctx, pressroom.Genres, row.Genre), h.label(ctx, pressroom.Sections, row.Section),
		h.label(ctx, pressroom.Topics, row.Topic), h.label(ctx, pressroom.Sectors, row.Sector),
	}
}
