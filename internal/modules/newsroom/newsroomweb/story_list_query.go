// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/ui/listing"
)

// storyKind is one of the two kinds of the chain, as its pages speak of it.
type storyKind struct {
	name   string // of messages: story.NAME.…
	path   string
	states []string
	scopes []string
	list   *listing.List
}

// newStoryKind declares a kind and its list, whose rows are in the table of the
// DOM id.
func newStoryKind(name, path, id string, states, scopes []string) *storyKind {
	words := "story." + name
	return &storyKind{name: name, path: path, states: states, scopes: scopes, list: &listing.List{
		Path: path, ID: id,
		Filters: []listing.Filter{
			{Name: "status", Label: "newsroom.column.status", Read: listing.OneOf(states...)},
			{Name: "box", Read: listing.OneOf(scopes...)}, // its tabs
		},
		Sorts: []listing.Sort{
			{Label: "newsroom.sort.newest"},
			{Label: "newsroom.sort.title", Column: string(newsroom.StoryByTitle), Ascending: true},
			{Label: "newsroom.sort.status", Column: string(newsroom.StoryByStatus), Ascending: true},
			{Label: words + ".sort_date", Column: string(newsroom.StoryByDate), Ascending: true},
		},
		Words: listing.Words{
			Caption: words + ".caption", Search: "newsroom.list.search", Export: "newsroom.list.export", Sort: "newsroom.sort.label",
			None:  listing.Nothing{Title: words + ".none_title", Text: "story.none_text", Action: "story.none_action"},
			Empty: listing.Nothing{Title: words + ".empty_title", Text: words + ".empty_text", Action: words + ".new"},
			Icon:  "file-pen",
		},
	}}
}

func storyOrder(q listing.Query) newsroom.StoryOrder {
	return newsroom.StoryOrder{Column: newsroom.StoryColumn(q.Column), Ascending: q.Ascending}
}
