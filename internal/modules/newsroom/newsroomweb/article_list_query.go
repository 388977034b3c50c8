// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/ui/listing"
)

// articleStates are those that the list filters by; the other states are not of
// this room.
var articleStates = []content.Status{content.Draft, content.Public}

// articleList is the author's list of articles.
var articleList = &listing.List{
	Path: articlesPath, ID: "articles",
	Filters: []listing.Filter{
		{Name: "status", Label: "newsroom.column.status", Read: listing.OneOf(articleStates...)},
		{Name: "outlet", Label: "newsroom.column.outlet", Read: listing.ID},
	},
	Sorts: []listing.Sort{
		{Label: "newsroom.sort.newest"},
		{Label: "newsroom.sort.title", Column: string(newsroom.ByTitle), Ascending: true},
		{Label: "newsroom.sort.outlet", Column: string(newsroom.ByOutlet), Ascending: true},
		{Label: "newsroom.sort.status", Column: string(newsroom.ByStatus), Ascending: true},
		{Label: "newsroom.sort.date", Column: string(newsroom.ByDate)},
	},
	Words: listing.Words{
		Caption: "newsroom.list.caption", Search: "newsroom.list.search", Export: "newsroom.list.export", Sort: "newsroom.sort.label",
		None:  listing.Nothing{Title: "newsroom.list.none_title", Text: "newsroom.list.none_text", Action: "newsroom.list.none_action"},
		Empty: listing.Nothing{Title: "newsroom.list.empty_title", Text: "newsroom.list.empty_text", Action: "newsroom.list.empty_action"},
		Icon:  "file-pen",
	},
}

// articleFilter is what the newsroom is asked.
func articleFilter(q listing.Query) newsroom.ArticleFilter {
	return newsroom.ArticleFilter{
		Query: q.Search, Status: content.Status(q.Value("status")), OutletID: q.ID("outlet"),
		Order: newsroom.ArticleOrder{Column: newsroom.ArticleColumn(q.Column), Ascending: q.Ascending},
		After: newsroom.Position(q.Place), Limit: listing.PageRows,
	}
}
