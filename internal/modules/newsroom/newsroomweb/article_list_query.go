// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"net/http"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

const (
	pageRows  = 10 // spec 04 §7.1
	maxSearch = 200
)

// listQuery is what the address of a list says. What changes the list leads to
// its first page.
type listQuery struct {
	Search   string
	Status   content.Status // "" for all
	OutletID int64          // 0 for all
	Order    newsroom.ArticleOrder
	After    newsroom.Position // zero for the first page
}

// readListQuery reads the address of a list. An unknown status or outlet means
// all, an unknown column the order of writing.
func readListQuery(r *http.Request) (listQuery, error) {
	values := r.URL.Query()
	q := listQuery{Search: strings.TrimSpace(richtext.Plain(values.Get("q"))), Order: readOrder(values.Get("sort"))}
	if long := []rune(q.Search); len(long) > maxSearch {
		q.Search = string(long[:maxSearch])
	}
	switch status := content.Status(values.Get("status")); status {
	case content.Draft, content.Public:
		q.Status = status
	default: // the other states are not of this room
	}
	if id, err := ids.Parse(values.Get("outlet")); err == nil {
		q.OutletID = id
	}
	cursor, err := web.ParseCursor(values.Get("before"))
	q.After = newsroom.Position(cursor)
	return q, err
}

// readOrder reads « title » or, the other way round, « -title ».
func readOrder(text string) newsroom.ArticleOrder {
	name, descending := strings.CutPrefix(text, "-")
	switch column := newsroom.ArticleColumn(name); column {
	case newsroom.ByTitle, newsroom.ByOutlet, newsroom.ByStatus, newsroom.ByDate:
		return newsroom.ArticleOrder{Column: column, Ascending: !descending}
	case newsroom.ByCreation:
	}
	return newsroom.ArticleOrder{}
}

func (q listQuery) inState(status content.Status) listQuery {
	q.Status, q.After = status, newsroom.Position{}
	return q
}

func (q listQuery) writtenFor(outletID int64) listQuery {
	q.OutletID, q.After = outletID, newsroom.Position{}
	return q
}

func (q listQuery) sorted(order newsroom.ArticleOrder) listQuery {
	q.Order, q.After = order, newsroom.Position{}
	return q
}

func (q listQuery) from(start newsroom.Position) listQuery {
	q.After = start
	return q
}

// filter is what the newsroom is asked.
func (q listQuery) filter() newsroom.ArticleFilter {
	return newsroom.ArticleFilter{
		Query: q.Search, Status: q.Status, OutletID: q.OutletID, Order: q.Order, After: q.After, Limit: pageRows,
	}
}

// isFiltered reports whether something of the list may be left out.
func (q listQuery) isFiltered() bool {
	q.Order = newsroom.ArticleOrder{}
	return q != (listQuery{})
}

// params are all but the search and the page, in the order of addresses.
func (q listQuery) params() url.Values {
	v := url.Values{}
	if q.Status != "" {
		v.Set("status", string(q.Status))
	}
	if q.OutletID != 0 {
		v.Set("outlet", ids.Encode(q.OutletID))
	}
	if q.Order.Column != newsroom.ByCreation {
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
	for _, name := range []string{"outlet", "sort", "status"} {
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
	return address(articlesPath, v)
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
