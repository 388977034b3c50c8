// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/sheet"
	"aipress24.com/aipress24/internal/ui"
)

// exportColumns are the headings of an exported list.
var exportColumns = []string{
	"events.column.title", "events.column.publisher", "events.column.status", "events.field.starts_at", "events.field.ends_at",
	"events.field.type", "events.field.sector", "events.field.place", "events.column.participants", "events.field.capacity",
}

// export answers GET /wip/events/export with all the events of the list as a
// file for a spreadsheet, in the list's order (spec 04 §13.12).
func (h *handler) export(w http.ResponseWriter, r *http.Request) error {
	query, err := eventList.Read(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	file := newFile(w, r, "events", exportColumns)
	err = h.Room.EachEvent(ctx, ui.Actor(r), eventFilter(query), func(e *events.EventRow) error {
		return file.row(h.exportRow(ctx, e)...)
	})
	if err != nil {
		return err
	}
	return file.end()
}

func (h *handler) exportRow(ctx context.Context, e *events.EventRow) []string {
	return []string{
		e.Title, e.Publisher, stateOf(ctx, &e.Event).label, sheetTime(e.StartsAt), sheetTime(e.EndsAt),
		h.label(ctx, types, e.Type), h.label(ctx, sectors, e.Sector), cityOf(e.Town),
		strconv.FormatInt(e.Approved, 10), strconv.FormatInt(e.Capacity, 10),
	}
}

// sheetTime is an instant in Paris, sortable as text.
func sheetTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(i18n.Paris()).Format("2006-01-02 15:04")
}

// file is a table to keep. Its headings wait for the first row, so that what
// goes wrong before it is still answered by a page.
type file struct {
	w       http.ResponseWriter
	ctx     context.Context //nolint:containedctx // lives as long as the answer
	table   *sheet.CSV
	name    string
	columns []string // message keys
	started bool
}

func newFile(w http.ResponseWriter, r *http.Request, name string, columns []string) *file {
	separator := sheet.Comma
	if i18n.LangOf(r.Context()) == i18n.French {
		separator = sheet.Semicolon
	}
	return &file{w: w, ctx: r.Context(), table: sheet.NewCSV(w, separator), name: name, columns: columns}
}

func (f *file) row(cells ...string) error {
	if err := f.start(); err != nil {
		return err
	}
	return f.table.Row(cells...)
}

// end closes the file: an empty list is one too.
func (f *file) end() error {
	if err := f.start(); err != nil {
		return err
	}
	return f.table.Flush()
}

func (f *file) start() error {
	if f.started {
		return nil
	}
	f.started = true
	headings := make([]string, len(f.columns))
	for i, key := range f.columns {
		headings[i] = i18n.T(f.ctx, key)
	}
	sheet.Attach(f.w, f.name+"-"+ui.SiteOf(f.ctx).Now().In(i18n.Paris()).Format("2006-01-02")+".csv")
	return f.table.Row(headings...)
}
