// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/sheet"
	"aipress24.com/aipress24/internal/ui"
)

// exportColumns are the headings of an exported list.
var exportColumns = []string{
	"pressroom.column.title", "pressroom.column.author", "pressroom.column.publisher", "pressroom.column.status", "pressroom.column.date",
	"pressroom.field.embargoed_until", "pressroom.column.readers",
	"pressroom.field.genre", "pressroom.field.section", "pressroom.field.topic", "pressroom.field.sector",
}

// export answers GET /wip/communiques/export with all the releases of the list
// as a file for a spreadsheet, in the list's order (spec 04 §13.12).
func (h *handler) export(w http.ResponseWriter, r *http.Request) error {
	query, err := releaseList.Read(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	separator := sheet.Comma
	if i18n.LangOf(ctx) == i18n.French {
		separator = sheet.Semicolon
	}
	table := sheet.NewCSV(w, separator)
	headings := make([]string, len(exportColumns))
	for i, key := range exportColumns {
		headings[i] = i18n.T(ctx, key)
	}
	start := func() error {
		sheet.Attach(w, "communiques-"+ui.SiteOf(ctx).Now().In(i18n.Paris()).Format("2006-01-02")+".csv")
		return table.Row(headings...)
	}
	started := false
	err = h.releases.EachRelease(ctx, ui.Actor(r), releaseFilter(query), func(row *pressroom.Row) error {
		if !started {
			started = true
			if err := start(); err != nil {
				return err
			}
		}
		return table.Row(h.exportRow(ctx, row)...)
	})
	if err == nil && !started {
		err = start() // an empty list is a file too
	}
	if err != nil {
		return err
	}
	return table.Flush()
}

// exportRow is a line of the file; dates are those of Paris, sortable as text.
func (h *handler) exportRow(ctx context.Context, row *pressroom.Row) []string {
	date, readers := "", ""
	switch {
	case row.Status == content.Public:
		date, readers = parisText(row.ShownAt()), strconv.FormatInt(row.ViewCount, 10)
	case row.IsScheduled():
		date = parisText(row.ScheduledAt)
	}
	return []string{
		row.Title, row.Author, row.Publisher, stateOf(ctx, &row.Release).label, date, parisText(row.EmbargoedUntil), readers,
		h.label(ctx, pressroom.Genres, row.Genre), h.label(ctx, pressroom.Sections, row.Section),
		h.label(ctx, pressroom.Topics, row.Topic), h.label(ctx, pressroom.Sectors, row.Sector),
	}
}

func parisText(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(i18n.Paris()).Format("2006-01-02 15:04")
}
