// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

// Recency (spec 03 §7.3): a document of today gains a quarter, half of that
// half a year ago.
const (
	recencyGain     = 0.25
	recencyHalfLife = 180 // days
	recencyDays     = 10 * recencyHalfLife
	secondsPerDay   = 24 * 60 * 60
)

// recencyFactor is the factor for each age in days; past the last, the gain is
// nothing.
var recencyFactor = func() (factor [recencyDays]float64) {
	for day := range factor {
		factor[day] = 1 + recencyGain*math.Exp2(-float64(day)/recencyHalfLife)
	}
	return factor
}()

// judge is the last word on the matches of its query: it drops those out of
// their window or of the period, counts the others per type, drops the types
// not wanted, and sets the final score. Being inside the search, it makes
// totals, facets, counts and hits agree.
type judge struct {
	query.Query
	columns *columns
	now     time.Time
	since   time.Time // zero: no bound
	until   time.Time
	types   []string // nil: all
	sort    Sort
	scored  bool // whether hits will be shown, so that scores matter
	always  bool // ignore windows: for operators' counts

	tally []int
	table *table
}

// Searcher implements query.Query.
func (j *judge) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	t, err := j.columns.of(r)
	if err != nil {
		return nil, err
	}
	if !j.scored || j.sort == ByDate {
		o.Score = "none"
	}
	s, err := j.Query.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	j.table, j.tally = t, make([]int, len(t.kinds))
	js := &judgeSearcher{
		Searcher: s, table: t, tally: j.tally, wanted: make([]bool, len(t.kinds)),
		now: seconds(j.now), until: math.MaxUint32, scored: j.scored, sort: j.sort, always: j.always,
	}
	for i, kind := range t.kinds {
		js.wanted[i] = j.types == nil || slices.Contains(j.types, kind)
	}
	if !j.since.IsZero() {
		js.since = max(seconds(j.since.Add(time.Second-time.Nanosecond)), 1)
	}
	if !j.until.IsZero() {
		js.until = seconds(j.until.Add(time.Second - time.Nanosecond))
		js.since = max(js.since, 1) // undated documents belong to no period
	}
	return js, nil
}

// count gives the matches per type, whatever the types wanted.
func (j *judge) count() map[string]int {
	counts := map[string]int{}
	for i, n := range j.tally {
		if n > 0 {
			counts[j.table.kinds[i]] = n
		}
	}
	return counts
}

type judgeSearcher struct {
	search.Searcher
	table   *table
	segment int // where the last row was found
	tally   []int
	wanted  []bool

	now, since, until uint32
	scored            bool
	sort              Sort
	always            bool
}

// Next implements search.Searcher.
func (s *judgeSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	for {
		d, err := s.Searcher.Next(ctx)
		if err != nil || d == nil {
			return nil, err
		}
		if s.accept(d) {
			return d, nil
		}
		ctx.DocumentMatchPool.Put(d)
	}
}

// Advance implements search.Searcher.
func (s *judgeSearcher) Advance(ctx *search.SearchContext, id index.IndexInternalID) (*search.DocumentMatch, error) {
	d, err := s.Searcher.Advance(ctx, id)
	if err != nil || d == nil {
		return nil, err
	}
	if s.accept(d) {
		return d, nil
	}
	ctx.DocumentMatchPool.Put(d)
	return s.Next(ctx)
}

func (s *judgeSearcher) accept(d *search.DocumentMatch) bool {
	var r row
	r, s.segment = s.table.row(d.IndexInternalID, s.segment)
	if !s.always && (r.from > s.now || r.until <= s.now) {
		return false
	}
	if r.at < s.since || r.at >= s.until {
		return false
	}
	s.tally[r.kind]++
	if !s.wanted[r.kind] {
		return false
	}
	switch {
	case !s.scored:
	case s.sort == ByDate:
		d.Score = float64(r.at)
	case r.at > 0:
		d.Score *= s.recency(r.at)
	}
	return true
}

func (s *judgeSearcher) recency(at uint32) float64 {
	age := 0
	if at < s.now {
		age = int(s.now-at) / secondsPerDay
	}
	if age >= recencyDays {
		return 1
	}
	return recencyFactor[age]
}
