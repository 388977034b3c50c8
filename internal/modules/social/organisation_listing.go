// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aipress24.com/aipress24/internal/platform/typeahead"
)

// Order is how organisations are sorted.
type Order uint8

// The orders.
const (
	ByName Order = iota
	ByNewest
)

// OrganisationQuery is what the directory of organisations is asked for: within
// a facet any value will do, between facets all are needed (spec 05 §4.5).
type OrganisationQuery struct {
	Search string
	Values map[Facet][]string
	Order  Order
	After  OrganisationPlace
}

// OrganisationPlace is a position in the directory: after this organisation.
type OrganisationPlace struct {
	Key string // its folded name
	ID  int64
}

// Bucket is a value of a facet and how many organisations choosing it would
// leave.
type Bucket struct {
	Value string
	Count int
}

// OrganisationResult is a page of the directory.
type OrganisationResult struct {
	Cards   []OrganisationCard
	Letters []string // heading of each card: its first letter, "#" for others
	Total   int      // that match, on all pages
	Buckets [facetCount][]Bucket
	Next    OrganisationPlace // zero at the end
}

// entry is an organisation as the directory knows it.
type entry struct {
	id        int64
	changedAt int64  // Unix microseconds
	key       string // folded displayed name: the order
	words     string // folded names, legal and displayed
	postcode  string
	values    []uint32 // of facets, as numbered by listing
}

func (e *entry) equal(other *entry) bool {
	return e.key == other.key && e.words == other.words && e.postcode == other.postcode && slices.Equal(e.values, other.values)
}

func byName(a, b *entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) }
func byAge(a, b *entry) int  { return cmp.Compare(b.id, a.id) } // ids follow creation

// listing is all organisations at a moment; it never changes.
type listing struct {
	named  []*entry // in alphabetical order
	values []string // by number
	facets []Facet  // of each value
}

// wanted is a query in the terms of a listing.
type wanted struct {
	words    []string
	digits   string
	selected []bool // values, by number
	required uint32 // facets with a selected value, as bits
}

// want translates a query.
func (l *listing) want(q *OrganisationQuery) wanted {
	w := wanted{selected: make([]bool, len(l.values))}
	text := q.Search
	if start := strings.IndexFunc(text, unicode.IsDigit); start >= 0 {
		end := strings.IndexFunc(text[start:], func(r rune) bool { return !unicode.IsDigit(r) })
		if end < 0 {
			end = len(text) - start
		}
		w.digits = text[start : start+end]
		text = text[:start] + " " + text[start+end:]
	}
	w.words = strings.Fields(typeahead.Fold(text))
	for f, values := range q.Values {
		if len(values) == 0 {
			continue
		}
		w.required |= 1 << f
		for number, value := range l.values {
			if l.facets[number] == f && slices.Contains(values, value) {
				w.selected[number] = true
			}
		}
	}
	return w
}

// finds reports whether the names and the postcode of an organisation are those
// searched for. Digits are a part of the postcode, or of the name.
func (w *wanted) finds(e *entry) bool {
	if w.digits != "" && !strings.Contains(e.postcode, w.digits) && !strings.Contains(e.words, w.digits) {
		return false
	}
	for _, word := range w.words {
		if !strings.Contains(e.words, word) {
			return false
		}
	}
	return true
}

// find returns the ids and keys of one page, the total and the counts of values.
func (l *listing) find(q *OrganisationQuery, limit int) ([]*entry, int, []int32) {
	w := l.want(q)
	counts := make([]int32, len(l.values))
	page, total := newPageOf(q, limit), 0
	for _, e := range l.named {
		if !w.finds(e) {
			continue
		}
		var met uint32
		for _, v := range e.values {
			if w.selected[v] {
				met |= 1 << l.facets[v]
			}
		}
		missing := w.required &^ met
		if missing == 0 {
			total++
			page.offer(e)
		}
		if bits.OnesCount32(missing) > 1 {
			continue
		}
		for _, v := range e.values {
			if missing == 0 || missing == 1<<l.facets[v] {
				counts[v]++
			}
		}
	}
	return page.entries, total, counts
}

// pageOf keeps the first entries after a place, in an order.
type pageOf struct {
	entries []*entry
	limit   int
	after   *entry // nil: from the beginning
	compare func(a, b *entry) int
}

func newPageOf(q *OrganisationQuery, limit int) *pageOf {
	p := &pageOf{limit: limit, compare: byName}
	if q.Order == ByNewest {
		p.compare = byAge
	}
	if q.After.ID != 0 {
		p.after = &entry{id: q.After.ID, key: q.After.Key}
	}
	return p
}

// offer keeps e if it belongs to the page as far as is known.
func (p *pageOf) offer(e *entry) {
	full := len(p.entries) == p.limit
	if full && p.compare(e, p.entries[p.limit-1]) > 0 || p.after != nil && p.compare(e, p.after) <= 0 {
		return
	}
	at, _ := slices.BinarySearchFunc(p.entries, e, p.compare)
	p.entries = slices.Insert(p.entries, at, e)
	p.entries = p.entries[:min(len(p.entries), p.limit)]
}

// buckets sorts the counted values by facet, the most frequent first.
func (l *listing) buckets(counts []int32) [facetCount][]Bucket {
	var found [facetCount][]Bucket
	for number, count := range counts {
		if count > 0 {
			f := l.facets[number]
			found[f] = append(found[f], Bucket{l.values[number], int(count)})
		}
	}
	for f := range found {
		slices.SortFunc(found[f], func(a, b Bucket) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
	}
	return found
}

// LetterOf is the heading under which a folded name stands.
func LetterOf(key string) string {
	r, _ := utf8.DecodeRuneInString(key)
	if !unicode.IsLetter(r) {
		return "#"
	}
	return strings.ToUpper(string(r))
}
