// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// articleFile is the list as a file.
var articleFile = listing.File{Name: "articles", Headings: []string{
	"newsroom.column.title", "newsroom.column.outlet", "newsroom.column.status", "newsroom.column.date",
	"newsroom.column.readers", "newsroom.field.genre", "newsroom.field.section", "newsroom.field.topic", "newsroom.field.sector",
}}

// export answers GET /wip/articles/export with all the articles of the list as
// a file for a spreadsheet, in the list's order (spec 04 §13.12).
func (h *handler) export(w http.ResponseWriter, r *http.Request) error {
	query, err := articleList.Read(r)
	if err != nil {
		return err
	}
	return listing.Export(w, r, articleFile, func(row listing.Row) error {
		return h.articles.EachArticle(r.Context(), ui.Actor(r), articleFilter(query), func(a *newsroom.ArticleRow) error {
			return row(h.exportRow(r.Context(), a)...)
		})
	})
}

// exportRow is a line of the file.
func (h *handler) exportRow(ctx context.Context, a *newsroom.ArticleRow) []string {
	state := stateOf(ctx, &a.Article)
	date, readers := "", ""
	if a.Status == content.Public {
		date = listing.Instant(a.ShownAt())
		if !state.scheduled {
			readers = strconv.FormatInt(a.ViewCount, 10)
		}
	}
	return []string{
		a.Title, a.Outlet, state.label, date, readers,
		h.label(ctx, genres, a.Genre), h.label(ctx, sections, a.Section), h.label(ctx, topics, a.Topic), h.label(ctx, sectors, a.Sector),
	}
}
