// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/sheet"
	"aipress24.com/aipress24/internal/ui"
)

// exportColumns are the headings of an exported list.
var exportColumns = []string{
	"newsroom.column.title", "newsroom.column.outlet", "newsroom.column.status", "newsroom.column.date",
	"newsroom.column.readers", "newsroom.field.genre", "newsroom.field.section", "newsroom.field.topic", "newsroom.field.sector",
}

// export answers GET /wip/articles/export with all the articles of the list as
// a file for a spreadsheet, in the list's order (spec 04 §13.12).
func (h *handler) export(w http.ResponseWriter, r *http.Request) error {
	query, err := articleList.Read(r)
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
		sheet.Attach(w, "articles-"+ui.SiteOf(ctx).Now().In(i18n.Paris()).Format("2006-01-02")+".csv")
		return table.Row(headings...)
	}
	started := false
	err = h.articles.EachArticle(ctx, ui.Actor(r), articleFilter(query), func(a *newsroom.ArticleRow) error {
		if !started {
			started = true
			if err := start(); err != nil {
				return err
			}
		}
		return table.Row(h.exportRow(ctx, a)...)
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
func (h *handler) exportRow(ctx context.Context, a *newsroom.ArticleRow) []string {
	state := stateOf(ctx, &a.Article)
	date, readers := "", ""
	if a.Status == content.Public {
		date = a.ShownAt().In(i18n.Paris()).Format("2006-01-02 15:04")
		if !state.scheduled {
			readers = strconv.FormatInt(a.ViewCount, 10)
		}
	}
	return []string{
		a.Title, a.Outlet, state.label, date, readers,
		h.label(ctx, genres, a.Genre), h.label(ctx, sections, a.Section), h.label(ctx, topics, a.Topic), h.label(ctx, sectors, a.Sector),
	}
}
