// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"net/http"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

const (
	pageRows  = 10 // spec 04 §7.1
	maxSearch = 200
)

// states are those that the list filters by, in the order of a release's life.
var states = []pressroom.State{pressroom.Draft, pressroom.Scheduled, pressroom.Public, pressroom.Expired}

// listQuery is what the address of a list says. What changes the list leads to
// its first page.
type listQuery struct {
	Search      string
	State       pressroom.State
	PublisherID int64 // 0 for all
	Order       pressroom.Order
	After       pressroom.Position // zero for the first page
}

// readListQuery reads the address of a list. An unknown state or publisher
// means all, an unknown column the order of writing.
func readListQuery(r *http.Request) (listQuery, error) {
	values := r.URL.Query()
	q := listQuery{Search: strings.TrimSpace(richtext.Plain(values.Get("q"))), Order: readOrder(values.Get("sort"))}
	if long := []rune(q.Search); len(long) > maxSearch {
		q.Search = string(long[:maxSearch])
	}
	for _, state := range states {
		if values.Get("status") == string(state) {
			q.State = state
		}
	}
	if id, err := ids.Parse(values.Get("publisher")); err == nil {
		q.PublisherID = id
	}
	cursor, err := web.ParseCursor(values.Get("before"))
	q.After = pressroom.Position(cursor)
	return q, err
}

// readOrder reads « title » or, the other way round, « -title ».
func readOrder(text string) pressroom.Order {
	name, descending := strings.CutPrefix(text, "-")
	switch column := pressroom.Column(name); column {
	case pressroom.ByTitle, pressroom.ByStatus, pressroom.ByDate:
		return pressroom.Order{Column: column, Ascending: !descending}
	case pressroom.ByCreation:
	}
	return pressroom.Order{}
}

func (q listQuery) inState(state pressroom.State) listQuery {
	q.State, q.After = state, pressroom.Position{}
	return q
}

func (q listQuery) publishedFor(id int64) listQuery {
	q.PublisherID, q.After = id, pressroom.Position{}
	return q
}

func (q listQuery) sorted(order pressroom.Order) listQuery {
	q.Order, q.After = order, pressroom.Position{}
	return q
}

func (q listQuery) from(start pressroom.Position) listQuery {
	q.After = start
	return q
}

// filter is what the Com'room is asked.
func (q listQuery) filter() pressroom.Filter {
	return pressroom.Filter{
		Query: q.Search, State: q.State, PublisherID: q.PublisherID, Order: q.Order, After: q.After, Limit: pageRows,
	}
}

// isFiltered reports whether something of the list may be left out.
func (q listQuery) isFiltered() bool {
	q.Order = pressroom.Order{}
	return q != (listQuery{})
}

// params are all but the search and the page, in the order of addresses.
func (q listQuery) params() url.Values {
	v := url.Values{}
	if q.State != pressroom.AnyState {
		v.Set("status", string(q.State))
	}
	if q.PublisherID != 0 {
		v.Set("publisher", ids.Encode(q.PublisherID))
	}
	if q.Order.Column != pressroom.ByCreation {
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
	for _, name := range []string{"publisher", "sort", "status"} {
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
	return address(releasesPath, v)
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
