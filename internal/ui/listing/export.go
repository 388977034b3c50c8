// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package listing

import (
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/sheet"
	"aipress24.com/aipress24/internal/ui"
)

// File is a list to keep, for a spreadsheet (spec 04 §13.12).
type File struct {
	Name     string   // ASCII; the day in Paris follows it
	Headings []string // message keys
}

// Row writes a row of a file.
type Row func(cells ...string) error

// Export answers r with the file of the rows that each hands over, in its order.
// Nothing is written before the first row, so that what goes wrong until then is
// answered by a page; a list without rows is a file too.
func Export(w http.ResponseWriter, r *http.Request, f File, each func(row Row) error) error {
	ctx, started := r.Context(), false
	separator := sheet.Comma
	if i18n.LangOf(ctx) == i18n.French {
		separator = sheet.Semicolon
	}
	table := sheet.NewCSV(w, separator)
	start := func() error {
		if started {
			return nil
		}
		started = true
		headings := make([]string, len(f.Headings))
		for i, key := range f.Headings {
			headings[i] = i18n.T(ctx, key)
		}
		sheet.Attach(w, f.Name+"-"+ui.SiteOf(ctx).Now().In(i18n.Paris()).Format(time.DateOnly)+".csv")
		return table.Row(headings...)
	}
	row := func(cells ...string) error {
		if err := start(); err != nil {
			return err
		}
		return table.Row(cells...)
	}
	if err := each(row); err != nil {
		return err
	}
	if err := start(); err != nil {
		return err
	}
	return table.Flush()
}

// Instant is an instant in a file: that of Paris, sortable as text; "" for none.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(i18n.Paris()).Format("2006-01-02 15:04")
}
