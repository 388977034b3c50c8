// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/ui/listing"
)

// states are those that the list filters by, in the order of a release's life.
var states = []pressroom.State{pressroom.Draft, pressroom.Scheduled, pressroom.Public, pressroom.Expired}

// releaseList is the list of the releases that a member takes care of.
var releaseList = &listing.List{
	Path: releasesPath, ID: "releases",
	Filters: []listing.Filter{
		{Name: "status", Label: "pressroom.column.status", Read: listing.OneOf(states...)},
		{Name: "publisher", Label: "pressroom.column.publisher", Read: listing.ID},
	},
	Sorts: []listing.Sort{
		{Label: "pressroom.sort.newest"},
		{Label: "pressroom.sort.title", Column: string(pressroom.ByTitle), Ascending: true},
		{Label: "pressroom.sort.status", Column: string(pressroom.ByStatus), Ascending: true},
		{Label: "pressroom.sort.date", Column: string(pressroom.ByDate)},
	},
	Words: listing.Words{
		Caption: "pressroom.list.caption", Search: "pressroom.list.search", Export: "pressroom.list.export", Sort: "pressroom.sort.label",
		None:  listing.Nothing{Title: "pressroom.list.none_title", Text: "pressroom.list.none_text", Action: "pressroom.list.none_action"},
		Empty: listing.Nothing{Title: "pressroom.list.empty_title", Text: "pressroom.list.empty_text", Action: "pressroom.list.empty_action"},
		Icon:  "megaphone",
	},
}

// releaseFilter is what the Com'room is asked.
func releaseFilter(q listing.Query) pressroom.Filter {
	return pressroom.Filter{
		Query: q.Search, State: pressroom.State(q.Value("status")), PublisherID: q.ID("publisher"),
		Order: pressroom.Order{Column: pressroom.Column(q.Column), Ascending: q.Ascending},
		After: pressroom.Position(q.Place), Limit: listing.PageRows,
	}
}
