// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// listQuery is what the address of a list says.
type listQuery struct {
	path   string
	state  string // departedState, or ""
	search string
	after  membership.Place
	before membership.Place
	rank   int // of the first row, from 1; for display only
}

// departedState is the filter of the members' list that shows who is not active
// any more.
const departedState = "departed"

// list answers GET /admin/users, new_users and modif_users with one page.
func (h *handler) list(kind membership.ListKind) ui.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		query, err := readListQuery(r)
		if err != nil {
			return err
		}
		kind := kind
		if kind == membership.Members && r.URL.Query().Get("state") == departedState {
			kind, query.state = membership.Departed, departedState
		}
		page, err := h.desk.List(r.Context(), staffer(r), kind, membership.ListQuery{
			Search: query.search, After: query.after, Before: query.before,
		})
		if err != nil {
			return err
		}
		return ui.Render(w, r, listPage(newListView(r.Context(), kind, query, page)))
	}
}

func readListQuery(r *http.Request) (listQuery, error) {
	values := r.URL.Query()
	q := listQuery{path: r.URL.Path, search: listing.Typed(values.Get("search")), rank: 1}
	var err error
	if q.after, err = readPlace(values.Get("after")); err != nil {
		return q, err
	}
	if q.before, err = readPlace(values.Get("before")); err != nil {
		return q, err
	}
	if rank, err := strconv.Atoi(values.Get("row")); err == nil && rank > 1 && (q.after != membership.Place{} || q.before != membership.Place{}) {
		q.rank = min(rank, 1_000_000)
	}
	return q, nil
}

func readPlace(text string) (membership.Place, error) {
	cursor, err := web.ParseCursor(text)
	if err != nil || cursor.IsZero() {
		return membership.Place{}, err
	}
	p := membership.Place{ID: cursor.ID}
	if cursor.Key != "" {
		p.At, err = cursor.Time()
	}
	return p, err
}

func writePlace(p membership.Place) string {
	if p.At.IsZero() {
		return web.Cursor{ID: p.ID}.Encode()
	}
	return web.TimeCursor(p.At, p.ID).Encode()
}

// url is the address of the same search elsewhere in the list.
func (q listQuery) url(direction string, place membership.Place, rank int) string {
	values := url.Values{}
	if q.state != "" {
		values.Set("state", q.state)
	}
	if q.search != "" {
		values.Set("search", q.search)
	}
	if !place.IsZero() {
		values.Set(direction, writePlace(place))
		values.Set("row", strconv.Itoa(rank))
	}
	return listing.Address(q.path, values)
}

// without is the address of the whole list, without the search.
func (q listQuery) without() string {
	q.search = ""
	return q.url("", membership.Place{}, 0)
}

// here is the address of the present page.
func (q listQuery) here() string {
	if !q.before.IsZero() {
		return q.url("before", q.before, q.rank)
	}
	return q.url("after", q.after, q.rank)
}

// back is the list that a page was opened from, as its address says, or the
// default. No other page of the site, and no other site, is gone back to.
func back(text, otherwise string) string {
	path, _, _ := strings.Cut(text, "?")
	switch path {
	case membersPath, newcomersPath, modifiedPath:
		return web.SafeNext(text)
	}
	return otherwise
}

// withBack adds where to go back to, unless it is the default.
func withBack(address, to string) string {
	if to == "" {
		return address
	}
	return address + "?back=" + url.QueryEscape(to)
}
