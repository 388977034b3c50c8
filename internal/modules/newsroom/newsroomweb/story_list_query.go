// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// storyKind is one of the two kinds of the chain, as its pages speak of it.
type storyKind struct {
	name   string // of messages: story.NAME.…
	path   string
	id     string // DOM id of the list, and beginning of those of its rows
	states []string
	scopes []string
}

// query is what the address of such a list says. What changes the list leads
// to its first page.
type storyQuery struct {
	kind   *storyKind
	Search string
	State  string // "" for all
	Scope  string // "" for both
	Order  newsroom.StoryOrder
	After  newsroom.Position // zero for the first page
}

// read reads the address of a list. An unknown state or scope means all, an
// unknown column the order of writing.
func (k *storyKind) read(r *http.Request) (storyQuery, error) {
	values := r.URL.Query()
	q := storyQuery{kind: k, Search: strings.TrimSpace(richtext.Plain(values.Get("q"))), Order: readStoryOrder(values.Get("sort"))}
	if long := []rune(q.Search); len(long) > maxSearch {
		q.Search = string(long[:maxSearch])
	}
	if state := values.Get("status"); slices.Contains(k.states, state) {
		q.State = state
	}
	if scope := values.Get("box"); slices.Contains(k.scopes, scope) {
		q.Scope = scope
	}
	cursor, err := web.ParseCursor(values.Get("before"))
	q.After = newsroom.Position(cursor)
	return q, err
}

// readStoryOrder reads « title » or, the other way round, « -title ».
func readStoryOrder(text string) newsroom.StoryOrder {
	name, descending := strings.CutPrefix(text, "-")
	switch column := newsroom.StoryColumn(name); column {
	case newsroom.StoryByTitle, newsroom.StoryByStatus, newsroom.StoryByDate:
		return newsroom.StoryOrder{Column: column, Ascending: !descending}
	case newsroom.StoryByCreation:
	}
	return newsroom.StoryOrder{}
}

func (q storyQuery) inState(state string) storyQuery {
	q.State, q.After = state, newsroom.Position{}
	return q
}

func (q storyQuery) inScope(scope string) storyQuery {
	q.Scope, q.After = scope, newsroom.Position{}
	return q
}

func (q storyQuery) sorted(order newsroom.StoryOrder) storyQuery {
	q.Order, q.After = order, newsroom.Position{}
	return q
}

func (q storyQuery) from(start newsroom.Position) storyQuery {
	q.After = start
	return q
}

// isFiltered reports whether something of the list may be left out.
func (q storyQuery) isFiltered() bool {
	return q.Search != "" || q.State != "" || q.Scope != "" || q.After != (newsroom.Position{})
}

// params are all but the search and the page.
func (q storyQuery) params() url.Values {
	v := url.Values{}
	if q.State != "" {
		v.Set("status", q.State)
	}
	if q.Scope != "" {
		v.Set("box", q.Scope)
	}
	if q.Order.Column != newsroom.StoryByCreation {
		sort := string(q.Order.Column)
		if !q.Order.Ascending {
			sort = "-" + sort
		}
		v.Set("sort", sort)
	}
	return v
}

// hidden are the fields that a new search keeps.
func (q storyQuery) hidden() []ui.Param {
	var list []ui.Param
	params := q.params()
	for _, name := range []string{"box", "sort", "status"} {
		if value := params.Get(name); value != "" {
			list = append(list, ui.Param{Name: name, Value: value})
		}
	}
	return list
}

// url is the address of the list.
func (q storyQuery) url() string {
	v := q.params()
	if q.Search != "" {
		v.Set("q", q.Search)
	}
	if before := web.Cursor(q.After).Encode(); before != "" {
		v.Set("before", before)
	}
	return address(q.kind.path, v)
}

// exportURL is the address of the file of all that the list holds.
func (q storyQuery) exportURL() string {
	v := q.params()
	if q.Search != "" {
		v.Set("q", q.Search)
	}
	return address(q.kind.path+"/export", v)
}
