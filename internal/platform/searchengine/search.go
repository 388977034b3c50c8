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
	Hidden                  bool      // what matched is in a part of its text that none of them shows
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
	q.Text = firstRunes(clean(q.Text), maxQueryRunes)
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
	found, counts, err := e.request(ctx, g, q, text)
	if err != nil {
		return nil, err
	}
	if !q.HitsOnly {
		res.Types = counts
	}
	if err := res.fill(found, q, c.marks); err != nil {
		return res, err
	}
	return res, e.findHidden(ctx, g, res.Hits, c.marks)
}

// findHidden tells the hits that show no mark because the match is deeper in
// their text from those found by a name or a tag.
func (e *Engine) findHidden(ctx context.Context, g *generation, hits []Hit, m *marks) error {
	unmarked := map[string]*Hit{}
	var ids []string
	for i := range hits {
		if h := &hits[i]; !h.Title.marked() && !h.Summary.marked() && !h.Excerpt.marked() {
			unmarked[h.ID] = h
			ids = append(ids, h.ID)
		}
	}
	clauses := m.inText()
	if len(ids) == 0 || len(clauses) == 0 {
		return nil
	}
	// The few hits lead, and the words are only looked up in them.
	text := query.NewConjunctionQuery([]query.Query{query.NewDocIDQuery(ids), &anyOf{clauses: clauses}})
	found, err := g.run(ctx, bleve.NewSearchRequestOptions(text, len(ids), 0, false))
	if err != nil {
		return err
	}
	for _, match := range found.Hits {
		unmarked[match.ID].Hidden = true
	}
	return nil
}

// request runs one search over the index; it also counts matches per type,
// only among Query.Types if HitsOnly is set.
func (e *Engine) request(ctx context.Context, g *generation, q Query, text query.Query) (*bleve.SearchResult, map[string]int, error) {
	from, size := page(q.From, q.Size)
	j := &judge{
		Query:   query.NewConjunctionQuery([]query.Query{text, unscored{filter(q)}}),
		columns: g.columns, now: q.Now, since: q.Since, until: q.Until,
		types: q.Types, sort: q.Sort, scored: size > 0,
	}
	req := bleve.NewSearchRequestOptions(j, size, from, false)
	req.Fields = []string{fieldStored}
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
	found, err := g.run(ctx, req, others...)
	if err != nil {
		return nil, nil, err
	}
	return found, j.count(), nil
}

func page(from, size int) (int, int) {
	from = min(max(from, 0), maxWindow)
	return from, min(max(size, 0), MaxSize, maxWindow-from)
}

// filter is who asks and the boxes ticked; when is for the judge. It is part
// of the query, so that counts and hits agree.
func filter(q Query) query.Query {
	must := []query.Query{oneOf(fieldScope, q.Scopes)}
	if len(q.Types) > 0 && q.HitsOnly { // otherwise the other types are counted too
		must = append(must, oneOf(fieldType, q.Types))
	}
	for _, name := range slices.Sorted(maps.Keys(q.Facets)) {
		if values := q.Facets[name]; len(values) > 0 {
			must = append(must, oneOf(facetValue+name, cleanAll(values)))
		}
	}
	return conjunction(must)
}

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
	r.Total = int(min(found.Total, 1<<31))
	for _, name := range q.CountFacets {
		r.Facets[name] = facetCounts(found.Facets[facetValue+name])
	}
	for _, match := range found.Hits {
		hit, err := readHit(match, q.Sort, m)
		if err != nil {
			return err
		}
		r.Hits = append(r.Hits, hit)
	}
	return nil
}

var errNoStored = errors.New("stored part missing")

func readHit(match *search.DocumentMatch, order Sort, m *marks) (Hit, error) {
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
	if order == ByDate {
		hit.Score = 0 // it held the date
	}
	if s.At != 0 {
		hit.At = time.UnixMilli(s.At).UTC()
	}
	return hit, nil
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
