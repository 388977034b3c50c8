// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

const (
	pageRows  = 10 // spec 04 §7.1
	maxSearch = 200
)

// listQuery is what the address of the organiser's list says. What changes the
// list leads to its first page.
type listQuery struct {
	Search string
	Status content.Status // "" for all
	Type   string         // "" for all
	Order  events.EventOrder
	After  events.Position // zero for the first page
}

// readListQuery reads the address of a list. An unknown status means all, an
// unknown column the order of writing.
func readListQuery(r *http.Request) (listQuery, error) {
	values := r.URL.Query()
	q := listQuery{Search: searchOf(values.Get("q")), Type: cut(richtext.Plain(values.Get("type")), maxSearch), Order: readOrder(values.Get("sort"))}
	switch status := content.Status(values.Get("status")); status {
	case content.Draft, content.Public, content.Expired:
		q.Status = status
	default: // the other states are not of this room
	}
	cursor, err := web.ParseCursor(values.Get("before"))
	q.After = events.Position(cursor)
	return q, err
}

// searchOf cleans what was typed in a search field.
func searchOf(typed string) string { return cut(strings.TrimSpace(richtext.Plain(typed)), maxSearch) }

// cut keeps the first characters of a text.
func cut(text string, most int) string {
	if long := []rune(text); len(long) > most {
		return string(long[:most])
	}
	return text
}

// readOrder reads « title » or, the other way round, « -title ».
func readOrder(text string) events.EventOrder {
	name, descending := strings.CutPrefix(text, "-")
	switch column := events.EventColumn(name); column {
	case events.ByTitle, events.ByStatus, events.ByStart:
		return events.EventOrder{Column: column, Ascending: !descending}
	case events.ByCreation:
	}
	return events.EventOrder{}
}

func (q listQuery) inState(status content.Status) listQuery {
	q.Status, q.After = status, events.Position{}
	return q
}

func (q listQuery) ofType(kind string) listQuery {
	q.Type, q.After = kind, events.Position{}
	return q
}

func (q listQuery) sorted(order events.EventOrder) listQuery {
	q.Order, q.After = order, events.Position{}
	return q
}

func (q listQuery) from(start events.Position) listQuery {
	q.After = start
	return q
}

// filter is what the room is asked.
func (q listQuery) filter() events.EventFilter {
	return events.EventFilter{Query: q.Search, Status: q.Status, Type: q.Type, Order: q.Order, After: q.After, Limit: pageRows}
}

// isFiltered reports whether something of the list may be left out.
func (q listQuery) isFiltered() bool {
	q.Order = events.EventOrder{}
	return q != (listQuery{})
}

// params are all but the search and the page, in the order of addresses.
func (q listQuery) params() url.Values {
	v := url.Values{}
	if q.Status != "" {
		v.Set("status", string(q.Status))
	}
	if q.Type != "" {
		v.Set("type", q.Type)
	}
	if q.Order.Column != events.ByCreation {
		sort := string(q.Order.Column)
		if !q.Order.Ascending {
			sort = "-" + sort
		}
		v.Set("sort", sort)
	}
	return v
}

// hidden are the fields that a new search keeps.
func (q listQuery) hidden() []ui.Param {
	var list []ui.Param
	params := q.params()
	for _, name := range []string{"sort", "status", "type"} {
		if value := params.Get(name); value != "" {
			list = append(list, ui.Param{Name: name, Value: value})
		}
	}
	return list
}

// url is the address of the list.
func (q listQuery) url() string {
	v := q.params()
	if q.Search != "" {
		v.Set("q", q.Search)
	}
	if before := web.Cursor(q.After).Encode(); before != "" {
		v.Set("before", before)
	}
	return address(eventsPath, v)
}

// exportURL is the address of the file of all that the list holds.
func (q listQuery) exportURL() string {
	v := q.params()
	if q.Search != "" {
		v.Set("q", q.Search)
	}
	return address(exportPath, v)
}

func address(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
