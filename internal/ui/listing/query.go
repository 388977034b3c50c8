// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package listing

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Query is what the address of a list says.
type Query struct {
	Search    string
	Column    string // that sorts; "" for the list's own order
	Ascending bool
	Place     web.Cursor // from which the list goes on; zero for the first page

	list   *List
	values map[string]string // of the filters that leave rows out
}

// The parameters of an address that are not filters.
const (
	searchParam = "q"
	sortParam   = "sort"
	placeParam  = "before"
)

// Whole is the query of the whole list, from its beginning.
func (l *List) Whole() Query { return Query{list: l} }

// Read reads the address of a list. An unknown value of a filter means all, an
// unknown column the list's own order. The error is web.ErrBadCursor.
func (l *List) Read(r *http.Request) (Query, error) {
	values := r.URL.Query()
	q := l.Whole()
	q.Search = Typed(values.Get(searchParam))
	q.values = make(map[string]string, len(l.Filters))
	for _, f := range l.Filters {
		if value := f.Read(values.Get(f.Name)); value != "" {
			q.values[f.Name] = value
		}
	}
	column, descending := strings.CutPrefix(values.Get(sortParam), "-") // « title » or, the other way round, « -title »
	if _, sorts := l.first(column); sorts && column != "" {
		q.Column, q.Ascending = column, !descending
	}
	var err error
	q.Place, err = web.ParseCursor(values.Get(placeParam))
	return q, err
}

// first is the order of the first click on a heading, if the column sorts.
func (l *List) first(column string) (Sort, bool) {
	at := slices.IndexFunc(l.Sorts, func(s Sort) bool { return s.Column == column })
	if at < 0 {
		return Sort{}, false
	}
	return l.Sorts[at], true
}

// Value is what a filter lets through; "" for all.
func (q Query) Value(filter string) string { return q.values[filter] }

// ID is the identifier that a filter lets through; 0 for all.
func (q Query) ID(filter string) int64 {
	id, err := ids.Parse(q.values[filter])
	if err != nil {
		return 0
	}
	return id
}

// With is q with another value of a filter; "" takes it away.
func (q Query) With(filter, value string) Query {
	values := maps.Clone(q.values)
	if values == nil {
		values = map[string]string{}
	}
	values[filter] = value
	if value == "" {
		delete(values, filter)
	}
	q.values, q.Place = values, web.Cursor{}
	return q
}

// IsNarrowed reports whether something of the list may be left out.
func (q Query) IsNarrowed() bool { return q.Search != "" || len(q.values) > 0 || !q.Place.IsZero() }

// URL is the address of the list.
func (q Query) URL() string {
	v := q.whole()
	if place := q.Place.Encode(); place != "" {
		v.Set(placeParam, place)
	}
	return Address(q.list.Path, v)
}

// exportURL is the address of the file of all that the list holds.
func (q Query) exportURL() string { return Address(q.list.Path+"/export", q.whole()) }

func (q Query) sorted(s Sort) Query {
	q.Column, q.Ascending, q.Place = s.Column, s.Ascending, web.Cursor{}
	return q
}

func (q Query) from(place web.Cursor) Query {
	q.Place = place
	return q
}

// params are all but the search and the place.
func (q Query) params() url.Values {
	v := url.Values{}
	for name, value := range q.values {
		v.Set(name, value)
	}
	switch {
	case q.Column == "":
	case q.Ascending:
		v.Set(sortParam, q.Column)
	default:
		v.Set(sortParam, "-"+q.Column)
	}
	return v
}

// whole are all but the place.
func (q Query) whole() url.Values {
	v := q.params()
	if q.Search != "" {
		v.Set(searchParam, q.Search)
	}
	return v
}

// hidden are the fields that a new search keeps.
func (q Query) hidden() []ui.Param {
	params := q.params()
	var list []ui.Param
	for _, name := range slices.Sorted(maps.Keys(params)) {
		list = append(list, ui.Param{Name: name, Value: params.Get(name)})
	}
	return list
}

// Address is a path with parameters, which may be none.
func Address(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
