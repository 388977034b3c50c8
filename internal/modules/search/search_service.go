// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"fmt"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// HitsPerCategory is how many hits each section of the page shows (spec 03
// §5.8).
const HitsPerCategory = 20

// Searcher answers the searches of members.
type Searcher struct {
	engine *searchengine.Engine
	now    func() time.Time
}

// NewSearcher returns the service over the engine.
func NewSearcher(engine *searchengine.Engine, now func() time.Time) *Searcher {
	return &Searcher{engine: engine, now: now}
}

// Question is what a member asks.
type Question struct {
	Text     string
	Category Category // All, or nothing, for a section of each
	ByDate   bool     // newest first instead of most relevant
	From     int      // first hit, within one category
}

// Answer is what is found, section by section.
type Answer struct {
	Counts     map[Category]int // hits of each category, All included
	Sections   []Section
	Suggestion string // another spelling, when nothing is found
}

// Section is the hits of one category.
type Section struct {
	Category Category
	Total    int
	From     int
	Hits     []searchengine.Hit
}

// Search answers the question with what the actor may see.
func (s *Searcher) Search(ctx context.Context, by access.Actor, q Question) (Answer, error) {
	if q.Category == "" {
		q.Category = All
	}
	answer := Answer{Counts: map[Category]int{}}
	counting := s.query(by, q, q.Category, false)
	if q.Category == All {
		counting.Size = 0 // each section asks for its own hits
	}
	first, err := s.engine.Search(ctx, counting)
	if err != nil {
		return answer, fmt.Errorf("search: %w", err)
	}
	answer.Suggestion = first.Suggestion
	for _, c := range Categories() {
		for _, kind := range c.types() {
			answer.Counts[c] += first.Types[kind]
		}
		answer.Counts[All] += answer.Counts[c]
	}
	for _, c := range Categories() {
		if answer.Counts[c] == 0 || (q.Category != All && q.Category != c) {
			continue
		}
		found := first
		if q.Category == All {
			if found, err = s.engine.Search(ctx, s.query(by, q, c, true)); err != nil {
				return answer, fmt.Errorf("search %s: %w", c, err)
			}
		}
		answer.Sections = append(answer.Sections, Section{
			Category: c, Total: answer.Counts[c], From: q.From, Hits: found.Hits,
		})
	}
	return answer, nil
}

func (s *Searcher) query(by access.Actor, q Question, c Category, hitsOnly bool) searchengine.Query {
	query := searchengine.Query{
		Text: q.Text, Types: c.types(), Scopes: scopesOf(by), Now: s.now(),
		From: q.From, Size: HitsPerCategory, HitsOnly: hitsOnly,
	}
	if q.ByDate {
		query.Sort = searchengine.ByDate
	}
	return query
}

// Suggest completes what is being typed in the header.
func (s *Searcher) Suggest(ctx context.Context, by access.Actor, text string) ([]searchengine.Hit, error) {
	hits, err := s.engine.Suggest(ctx, searchengine.Query{Text: text, Scopes: scopesOf(by), Now: s.now()})
	if err != nil {
		return nil, fmt.Errorf("suggest: %w", err)
	}
	return hits, nil
}

// scopesOf lists what the actor may find: anonymous visitors, nothing.
func scopesOf(by access.Actor) []string {
	if by.IsAnonymous() {
		return nil
	}
	return []string{scopeMembers}
}
