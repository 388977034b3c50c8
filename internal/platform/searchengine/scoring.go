// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"math"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	index "github.com/blevesearch/bleve_index_api"
)

// clause is one way a document may match: a term, a prefix or a phrase in a
// field, and what it is worth.
type clause struct {
	field  string
	terms  []string // one term, or the words of a phrase
	prefix bool
	boost  float64
}

// anyOf matches documents that satisfy at least one clause or child. Its score
// is the sum of what matched: unlike Bleve's disjunction, a document is not
// punished for the fields in which the word is absent.
type anyOf struct {
	clauses  []clause
	children []query.Query
}

// Searcher implements query.Query.
func (q *anyOf) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	s := &sumSearcher{}
	for _, c := range q.clauses {
		child, err := c.searcher(ctx, r, o)
		if err != nil {
			return nil, closeAfter(s, err)
		}
		if !c.prefix && len(c.terms) == 1 && child.Count() == 0 {
			_ = child.Close() // most words are absent from most fields
			continue
		}
		s.add(child, c.boost, c.prefix)
	}
	for _, part := range q.children {
		child, err := part.Searcher(ctx, r, m, o)
		if err != nil {
			return nil, closeAfter(s, err)
		}
		s.add(child, 1, false)
	}
	s.current = make([]*search.DocumentMatch, len(s.children))
	return s, nil
}

func closeAfter(s search.Searcher, err error) error {
	_ = s.Close() // the first error is the one to tell
	return err
}

func (c clause) searcher(ctx context.Context, r index.IndexReader, o search.SearcherOptions) (search.Searcher, error) {
	if c.prefix {
		// Unscored, so that thousands of words cost one bitmap.
		o = search.SearcherOptions{Score: "none"}
		return searcher.NewTermPrefixSearcher(ctx, r, c.terms[0], c.field, 1, o)
	}
	var s search.Searcher
	var err error
	if len(c.terms) > 1 {
		s, err = searcher.NewPhraseSearcher(ctx, r, c.terms, 0, false, c.field, 1, o)
	} else {
		s, err = searcher.NewTermSearcher(ctx, r, c.terms[0], c.field, 1, o)
	}
	if err != nil {
		return nil, err
	}
	// Bleve multiplies by idf twice, once as "query weight"; this norm takes it out.
	if w := s.Weight(); w > 0 {
		s.SetQueryNorm(math.Sqrt(float64(len(c.terms)) / w))
	}
	return s, nil
}

// sumSearcher merges its children in document order and adds their scores.
type sumSearcher struct {
	children []search.Searcher
	boosts   []float64
	constant []bool // the score is the boost, whatever the child says
	current  []*search.DocumentMatch
	started  bool
}

// add takes child over.
func (s *sumSearcher) add(child search.Searcher, boost float64, constant bool) {
	s.children = append(s.children, child)
	s.boosts = append(s.boosts, boost)
	s.constant = append(s.constant, constant)
}

func (s *sumSearcher) start(ctx *search.SearchContext) error {
	s.started = true
	for i, child := range s.children {
		var err error
		if s.current[i], err = child.Next(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Next implements search.Searcher.
func (s *sumSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	if !s.started {
		if err := s.start(ctx); err != nil {
			return nil, err
		}
	}
	var least *search.DocumentMatch
	for _, c := range s.current {
		if c != nil && (least == nil || c.IndexInternalID.Compare(least.IndexInternalID) < 0) {
			least = c
		}
	}
	if least == nil {
		return nil, nil
	}
	score := 0.0
	for i, c := range s.current {
		if c == nil || (c != least && !c.IndexInternalID.Equals(least.IndexInternalID)) {
			continue
		}
		if s.constant[i] {
			score += s.boosts[i]
		} else {
			score += s.boosts[i] * c.Score
		}
		if c != least {
			ctx.DocumentMatchPool.Put(c)
		}
		var err error
		if s.current[i], err = s.children[i].Next(ctx); err != nil {
			return nil, err
		}
	}
	least.Score = score
	return least, nil
}

// Advance implements search.Searcher.
func (s *sumSearcher) Advance(ctx *search.SearchContext, id index.IndexInternalID) (*search.DocumentMatch, error) {
	if !s.started {
		if err := s.start(ctx); err != nil {
			return nil, err
		}
	}
	for i, c := range s.current {
		if c == nil || c.IndexInternalID.Compare(id) >= 0 {
			continue
		}
		ctx.DocumentMatchPool.Put(c)
		var err error
		if s.current[i], err = s.children[i].Advance(ctx, id); err != nil {
			return nil, err
		}
	}
	return s.Next(ctx)
}

// Close implements search.Searcher.
func (s *sumSearcher) Close() error {
	var first error
	for _, child := range s.children {
		if err := child.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Weight implements search.Searcher; scores are final already, so that the
// searchers above have nothing to normalise.
func (s *sumSearcher) Weight() float64 { return 1 }

// SetQueryNorm implements search.Searcher; see Weight.
func (s *sumSearcher) SetQueryNorm(float64) {}

// Count implements search.Searcher: at most so many documents.
func (s *sumSearcher) Count() uint64 {
	var n uint64
	for _, child := range s.children {
		n += child.Count()
	}
	return n
}

// Min implements search.Searcher.
func (s *sumSearcher) Min() int { return 0 }

// Size implements search.Searcher.
func (s *sumSearcher) Size() int {
	n := 0
	for _, child := range s.children {
		n += child.Size()
	}
	return n
}

// DocumentMatchPoolSize implements search.Searcher.
func (s *sumSearcher) DocumentMatchPoolSize() int {
	n := len(s.children)
	for _, child := range s.children {
		n += child.DocumentMatchPoolSize()
	}
	return n
}

// unscored filters: its query decides who matches and adds nothing to scores.
type unscored struct{ query.Query }

// Searcher implements query.Query.
func (q unscored) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	s, err := q.Query.Searcher(ctx, r, m, search.SearcherOptions{Score: "none"})
	if err != nil {
		return nil, err
	}
	return filterSearcher{&sumSearcher{
		children: []search.Searcher{s}, boosts: []float64{0}, constant: []bool{true},
		current: make([]*search.DocumentMatch, 1),
	}}, nil
}

// filterSearcher pretends to match more than anything else, so that the words
// lead the search and the filter only follows.
type filterSearcher struct{ *sumSearcher }

// Count implements search.Searcher.
func (filterSearcher) Count() uint64 { return 1 << 40 }
