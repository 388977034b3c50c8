// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui/listing"
)

// tabQuery is what the address of a tab says.
type tabQuery struct {
	wire.Selection

	Tab      wire.Tab
	After    wire.Cursor
	explicit bool // something is said of what is selected, if only that it is nothing
}

// maxValue is the longest value of a filter, in bytes.
const maxValue = 300

// readTabQuery reads the address of a tab; another tab is not found.
func readTabQuery(r *http.Request) (tabQuery, error) {
	q := tabQuery{Tab: wire.Tab(r.PathValue("tab"))}
	if !slices.Contains(wire.Tabs(), q.Tab) {
		return q, errUnknownTab
	}
	values := r.URL.Query()
	q.Selection = selectionOf(values)
	q.explicit = values.Has("sort") || q.IsFiltered()
	var err error
	q.After, err = cursorOf(values.Get("after"), q.Sort)
	return q, err
}

// selectionOf reads what is selected. An unknown order means the newest first;
// a value that no post has finds nothing.
func selectionOf(values url.Values) wire.Selection {
	s := wire.Selection{Sort: wire.ByDate}
	if sort := wire.Sorting(values.Get("sort")); slices.Contains(wire.Sortings(), sort) {
		s.Sort = sort
	}
	for _, facet := range wire.Facets() {
		for _, value := range values[string(facet)] {
			value = listing.Text(value)
			if value != "" && len(value) <= maxValue && !s.Has(facet, value) {
				s = s.Toggled(facet, value)
			}
		}
	}
	return s
}

// taggedOf are the tags of a tag's link, or nil: an address that says the order
// too is a selection like others.
func taggedOf(values url.Values) []string {
	if values.Has("sort") {
		return nil
	}
	return selectionOf(values).Values[wire.Tagged]
}

// cursorOf reads where a page goes on. By popularity, the counter stands before
// the date.
func cursorOf(text string, sort wire.Sorting) (wire.Cursor, error) {
	c, err := web.ParseCursor(text)
	if err != nil || c.IsZero() {
		return wire.Cursor{}, err
	}
	count := int64(0)
	if sort != wire.ByDate {
		head, rest, _ := strings.Cut(c.Key, ".")
		if count, err = strconv.ParseInt(head, 36, 64); err != nil {
			return wire.Cursor{}, web.ErrBadCursor
		}
		c.Key = rest
	}
	at, err := c.Time()
	if err == nil && (at.Year() < 1 || at.Year() > 9999) { // what databases hold
		err = web.ErrBadCursor
	}
	return wire.Cursor{Count: count, PublishedAt: at, ID: c.ID}, err
}

func encodeCursor(c wire.Cursor, sort wire.Sorting) string {
	cursor := web.TimeCursor(c.PublishedAt.Truncate(time.Microsecond), c.ID)
	if sort != wire.ByDate {
		cursor.Key = strconv.FormatInt(c.Count, 36) + "." + cursor.Key
	}
	return cursor.Encode()
}

// values are what is selected, as addresses say it. The order is always there:
// an address without anything means the tab as it was left.
func (q tabQuery) values() url.Values {
	v := url.Values{"sort": {string(q.Sort)}}
	for facet, values := range q.Values {
		v[string(facet)] = values
	}
	return v
}

func (q tabQuery) url() string { return tabURL(q.Tab) + "?" + q.values().Encode() }

// with is q with another selection, from its first page.
func (q tabQuery) with(s wire.Selection) tabQuery {
	q.Selection, q.After = s, wire.Cursor{}
	return q
}

func (q tabQuery) sorted(by wire.Sorting) tabQuery {
	q.Sort, q.After = by, wire.Cursor{}
	return q
}

// next is the address of the page after the cursor.
func (q tabQuery) next(after wire.Cursor) string {
	if q.Tab == wire.TabWall && q.IsPlain() {
		return "/wire?after=" + encodeCursor(after, q.Sort) // the feed as it comes
	}
	v := q.values()
	v.Set("after", encodeCursor(after, q.Sort))
	return tabURL(q.Tab) + "?" + v.Encode()
}

// choicesURL is the address of what a filter offers.
func (q tabQuery) choicesURL(facet wire.Facet) string {
	return tabURL(q.Tab) + "/filter/" + string(facet) + "?" + q.values().Encode()
}

func tabURL(tab wire.Tab) string { return "/wire/tab/" + string(tab) }
