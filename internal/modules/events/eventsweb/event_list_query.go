// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/ui/listing"
)

// eventStates are those that the list filters by; the other states are not of
// this room.
var eventStates = []content.Status{content.Draft, content.Public, content.Expired}

// eventList is the organiser's list of events.
var eventList = &listing.List{
	Path: eventsPath, ID: "events",
	Filters: []listing.Filter{
		{Name: "status", Label: "events.column.status", Read: listing.OneOf(eventStates...)},
		{Name: "type", Label: "events.field.type", Read: listing.Text},
	},
	Sorts: []listing.Sort{
		{Label: "events.sort.newest"},
		{Label: "events.sort.title", Column: string(events.ByTitle), Ascending: true},
		{Label: "events.sort.status", Column: string(events.ByStatus), Ascending: true},
		{Label: "events.sort.latest", Column: string(events.ByStart)},
		{Label: "events.sort.first", Column: string(events.ByStart), Ascending: true},
	},
	Words: listing.Words{
		Caption: "events.list.caption", Search: "events.list.search", Export: "events.list.export", Sort: "events.sort.label",
		None:  listing.Nothing{Title: "events.list.none_title", Text: "events.list.none_text", Action: "events.list.none_action"},
		Empty: listing.Nothing{Title: "events.list.empty_title", Text: "events.list.empty_text", Action: "events.list.empty_action"},
		Icon:  "calendar-days",
	},
}

// eventFilter is what the room is asked.
func eventFilter(q listing.Query) events.EventFilter {
	return events.EventFilter{
		Query: q.Search, Status: content.Status(q.Value("status")), Type: q.Value("type"),
		Order: events.EventOrder{Column: events.EventColumn(q.Column), Ascending: q.Ascending},
		After: events.Position(q.Place), Limit: listing.PageRows,
	}
}
