// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Bounds of a page: more is cut, not refused.
const (
	MaxSize      = 100
	maxWindow    = 1000 // From + Size
	maxTypes     = 64
	defaultFacet = 20
	maxFacet     = 200
)

// Sort is the order of the hits.
type Sort int

const (
	// ByRelevance puts the best matches first, newer ones slightly favoured.
	ByRelevance Sort = iota
	// ByDate puts the newest first and undated documents last.
	ByDate
)

// Query is a search as one person asks it at one moment.
type Query struct {
	Text  string   // what was typed; see parse for the language
	Types []string // nil: every type; empty: no result; unknown types match nothing

	Facets       map[string][]string // facet → wanted values; values are alternatives, facets all hold
	Since, Until time.Time           // period of Document.At: Since included, Until excluded

	// Scopes are the tokens the asker holds; without any, nothing is found.
	Scopes []string
	Now    time.Time // instant for windows and recency; zero: the engine's clock

	Sort       Sort
	From, Size int

	CountFacets []string // facets to count in the result
	FacetSize   int      // values per facet, the most frequent; 0 means 20

	Everything bool // with no text, browse all that is visible instead of finding nothing
	HitsOnly   bool // leave out counts per type and the suggestion
}

// Hit is one document found. Its texts are marked with what the query matched.
type Hit struct {
	ID, Type, URL, Language string
	Title, Summary, Excerpt Segments
	At                      time.Time // zero when undated
	Score                   float64
}

// FacetCount says how many of the matches have a value.
type FacetCount struct {
	Value string
	Count int
}

// Result is what a search finds. Total, Types, Facets and Hits obey the same
// conditions, visibility included, except that Types ignores Query.Types.
type Result struct {
	Total  int
	Types  map[string]int // matches per type, whatever Query.Types says
	Facets map[string][]FacetCount
	Hits   []Hit
	// Suggestion is the query with one letter corrected, when nothing was
	// found and the correction finds something the asker may see.
	Suggestion string
}

// Search answers q. Odd queries are not errors; an error means that the index
// cannot be read or that ctx ended.
func (e *Engine) Search(ctx context.Context, q Query) (*Result, error) {
	g, release, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	if q.Now.IsZero() {
		q.Now = e.now()
	}
	tree := parse(q.Text, e.fields)
	res, err := e.search(ctx, g, q, tree)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	if res.Total == 0 && tree != nil && !q.HitsOnly {
		if res.Suggestion, err = e.didYouMean(ctx, g, q, tree); err != nil {
			return nil, fmt.Errorf("suggest a correction: %w", err)
		}
	}
	return res, nil
}

func (e *Engine) search(ctx context.Context, g *generation, q Query, tree *node) (*Result, error) {
	res := &Result{Types: map[string]int{}, Facets: map[string][]FacetCount{}}
	if (tree == nil && !q.Everything) || len(q.Scopes) == 0 {
		return res, nil
	}
	c := &compiler{marks: newMarks()}
	text := query.Query(query.NewMatchAllQuery())
	if tree != nil {
		text = c.compile(tree).query
	}
	if q.Types != nil && !q.HitsOnly {
		all := q
		all.Types, all.Size, all.CountFacets = nil, 0, nil
		counted, err := e.request(ctx, g, all, text, true)
		if err != nil {
			return nil, err
		}
		res.Types = typeCounts(counted)
	}
	if q.Types != nil && len(q.Types) == 0 {
		return res, nil
	}
	found, err := e.request(ctx, g, q, text, q.Types == nil && !q.HitsOnly)
	if err != nil {
		return nil, err
	}
	return res, res.fill(found, q, c.marks)
}

// request runs one search over the index.
func (e *Engine) request(ctx context.Context, g *generation, q Query, text query.Query, countTypes bool) (*bleve.SearchResult, error) {
	from, size := page(q.From, q.Size)
	full := query.Query(query.NewConjunctionQuery([]query.Query{text, unscored{filter(q)}}))
	if q.Sort == ByRelevance && size > 0 {
		full = ranked{Query: full, now: q.Now, top: from + size}
	}
	req := bleve.NewSearchRequestOptions(full, size, from, false)
	req.Fields = []string{fieldStored}
	if q.Sort == ByDate || size == 0 {
		req.Score = bleve.ScoreNone
	}
	if q.Sort == ByDate {
		req.SortByCustom(search.SortOrder{
			&search.SortField{Field: fieldAtKey, Desc: true, Type: search.SortFieldAsString, Missing: search.SortFieldMissingLast},
		})
	}
	if countTypes {
		req.AddFacet(fieldType, bleve.NewFacetRequest(fieldType, maxTypes))
	}
	for _, name := range q.CountFacets {
		n := q.FacetSize
		if n <= 0 {
			n = defaultFacet
		}
		req.AddFacet(facetValue+name, bleve.NewFacetRequest(facetValue+name, min(n, maxFacet)))
	}
	others := make([]string, 0, len(q.Facets))
	for name := range q.Facets {
		others = append(others, facetValue+name)
	}
	return g.run(ctx, req, others...)
}

func page(from, size int) (int, int) {
	from = min(max(from, 0), maxWindow)
	return from, min(max(size, 0), MaxSize, maxWindow-from)
}

// filter is everything that is not about words: who asks, when, and the boxes
// ticked. It is part of the query, so that counts and hits agree.
func filter(q Query) query.Query {
	must := []query.Query{oneOf(fieldScope, q.Scopes)}
	if q.Types != nil {
		must = append(must, oneOf(fieldType, q.Types))
	}
	for _, name := range slices.Sorted(maps.Keys(q.Facets)) {
		if values := q.Facets[name]; len(values) > 0 {
			must = append(must, oneOf(facetValue+name, cleanAll(values)))
		}
	}
	if !q.Since.IsZero() || !q.Until.IsZero() {
		must = append(must, period(q.Since, q.Until))
	}
	// Few documents wait for their hour and expired ones share few terms: both
	// are quicker to exclude than the visible ones to enumerate.
	now := float64(q.Now.Unix())
	waiting := query.NewNumericRangeInclusiveQuery(&now, nil, boolean(false), nil)
	waiting.SetField(fieldFrom)
	expired := query.NewNumericRangeInclusiveQuery(nil, &now, nil, boolean(true))
	expired.SetField(fieldUntil)
	b := query.NewBooleanQuery(nil, nil, []query.Query{waiting, expired})
	b.Must = conjunction(must)
	return b
}

func period(since, until time.Time) query.Query {
	var low, high *float64
	if !since.IsZero() {
		v := float64(ceilSecond(since))
		low = &v
	}
	if !until.IsZero() {
		v := float64(ceilSecond(until))
		high = &v
	}
	r := query.NewNumericRangeInclusiveQuery(low, high, boolean(true), boolean(false))
	r.SetField(fieldAt)
	return r
}

func boolean(b bool) *bool { return &b }

func oneOf(field string, values []string) query.Query {
	terms := make([]query.Query, 0, len(values))
	for _, v := range values {
		term := query.NewTermQuery(v)
		term.SetField(field)
		terms = append(terms, term)
	}
	if len(terms) == 1 {
		return terms[0]
	}
	return query.NewDisjunctionQuery(terms)
}

func (r *Result) fill(found *bleve.SearchResult, q Query, m *marks) error {
	r.Total = int(min(found.Total, 1<<31)) //nolint:gosec // bounded on the left
	if _, counted := found.Facets[fieldType]; counted {
		r.Types = typeCounts(found)
	}
	for _, name := range q.CountFacets {
		r.Facets[name] = facetCounts(found.Facets[facetValue+name])
	}
	for _, match := range found.Hits {
		hit, err := readHit(match, m)
		if err != nil {
			return err
		}
		r.Hits = append(r.Hits, hit)
	}
	return nil
}

var errNoStored = errors.New("stored part missing")

func readHit(match *search.DocumentMatch, m *marks) (Hit, error) {
	raw, ok := match.Fields[fieldStored].(string)
	if !ok {
		return Hit{}, fmt.Errorf("read %s: %w", match.ID, errNoStored)
	}
	var s stored
	if err := json.Unmarshal([]byte(raw), &s); err != nil {
		return Hit{}, fmt.Errorf("read %s: %w", match.ID, err)
	}
	hit := Hit{
		ID: match.ID, Type: s.Type, URL: s.URL, Language: s.Language, Score: match.Score,
		Title:   m.segments(s.Title, s.Language),
		Summary: m.segments(s.Summary, s.Language),
		Excerpt: m.segments(s.Preview, s.Language),
	}
	if s.At != 0 {
		hit.At = time.UnixMilli(s.At).UTC()
	}
	return hit, nil
}

func typeCounts(found *bleve.SearchResult) map[string]int {
	counts := map[string]int{}
	for _, c := range facetCounts(found.Facets[fieldType]) {
		counts[c.Value] = c.Count
	}
	return counts
}

// facetCounts puts the most frequent first, then in alphabetical order.
func facetCounts(f *search.FacetResult) []FacetCount {
	if f == nil || f.Terms == nil {
		return nil
	}
	var counts []FacetCount
	for _, t := range f.Terms.Terms() {
		counts = append(counts, FacetCount{Value: t.Term, Count: t.Count})
	}
	sort.Slice(counts, func(i, j int) bool {
		if counts[i].Count != counts[j].Count {
			return counts[i].Count > counts[j].Count
		}
		return strings.Compare(counts[i].Value, counts[j].Value) < 0
	})
	return counts
}
