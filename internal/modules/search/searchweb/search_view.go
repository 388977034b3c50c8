// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchweb

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"aipress24.com/aipress24/internal/modules/search"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// searchView is the search page.
type searchView struct {
	Text       string
	Filter     string
	Sort       string
	Facets     []facetView
	Sections   []sectionView
	Suggestion string
	Suggested  string // address of the suggestion
	ByDateURL  string
	ByRankURL  string
	ByDate     bool
	Refusal    string // why nothing was searched, or ""
}

// facetView is one category of the side column.
type facetView struct {
	Label   string
	Count   string
	URL     string // "" when there is nothing to see
	Current bool
}

type sectionView struct {
	Label    string
	Icon     string
	Total    string
	Hits     []hitView
	AllURL   string // the category alone, when it has more
	Previous string
	Next     string
}

// hitView is one result; its words are plain text, marked where they match.
type hitView struct {
	URL     string
	Title   searchengine.Segments
	Summary searchengine.Segments
	Excerpt searchengine.Segments
	Quotes  bool   // the excerpt shows a match, and so is worth a line
	Where   string // where the match is when nothing shown has it, or ""
	Date    string
	Icon    string
}

func newSearchView(ctx context.Context, q search.Question, a search.Answer) searchView {
	v := searchView{
		Text: q.Text, Filter: string(q.Category), ByDate: q.ByDate,
		Suggestion: a.Suggestion, Suggested: address(search.Question{Text: a.Suggestion, Category: search.All}),
	}
	if q.ByDate {
		v.Sort = "date"
	}
	ranked, dated := q, q
	ranked.ByDate, dated.ByDate = false, true
	v.ByRankURL, v.ByDateURL = address(ranked), address(dated)
	for _, c := range append([]search.Category{search.All}, search.Categories()...) {
		f := facetView{Label: i18n.T(ctx, c.LabelKey()), Count: i18n.Number(ctx, int64(a.Counts[c])), Current: c == q.Category}
		if a.Counts[c] > 0 {
			f.URL = address(search.Question{Text: q.Text, Category: c, ByDate: q.ByDate})
		}
		v.Facets = append(v.Facets, f)
	}
	for _, s := range a.Sections {
		v.Sections = append(v.Sections, newSection(ctx, q, s))
	}
	return v
}

func newSection(ctx context.Context, q search.Question, s search.Section) sectionView {
	v := sectionView{
		Label: i18n.T(ctx, s.Category.LabelKey()), Icon: icon(s.Category),
		Total: i18n.Number(ctx, int64(s.Total)), Hits: newHits(ctx, s.Hits),
	}
	alone := search.Question{Text: q.Text, Category: s.Category, ByDate: q.ByDate}
	end := s.From + len(s.Hits)
	switch {
	case q.Category == search.All && end < s.Total:
		v.AllURL = address(alone)
	case q.Category != search.All && end < s.Total:
		alone.From = end
		v.Next = address(alone)
	}
	if q.Category != search.All && s.From > 0 {
		alone.From = max(0, s.From-search.HitsPerCategory)
		v.Previous = address(alone)
	}
	return v
}

func newHits(ctx context.Context, hits []searchengine.Hit) []hitView {
	list := make([]hitView, len(hits))
	for i, h := range hits {
		list[i] = hitView{URL: h.URL, Title: h.Title, Summary: h.Summary, Excerpt: continued(h.Excerpt), Icon: iconOf(h.Type)}
		list[i].Quotes = slices.ContainsFunc(h.Excerpt, func(s searchengine.Segment) bool { return s.Mark })
		if h.Hidden {
			list[i].Where = whereHidden(ctx, h.Type)
		}
		if h.Type == "article" && !h.At.IsZero() {
			list[i].Date = i18n.DateTime(ctx, h.At)
		}
	}
	return list
}

// whereHidden says where a match is that may not be quoted, or is too far in.
func whereHidden(ctx context.Context, kind string) string {
	if kind == "article" {
		return i18n.T(ctx, "search.in_article")
	}
	return i18n.T(ctx, "search.in_presentation")
}

// continued ends an excerpt that stops in mid-sentence after a whole word, with
// an ellipsis.
func continued(excerpt searchengine.Segments) searchengine.Segments {
	if len(excerpt) == 0 {
		return nil
	}
	last := excerpt[len(excerpt)-1]
	if strings.TrimRight(last.Text, ".!?…»") != last.Text {
		return excerpt
	}
	cut := slices.Clone(excerpt)
	if end := strings.LastIndexByte(last.Text, ' '); end > 0 && !last.Mark {
		cut[len(cut)-1].Text = last.Text[:end]
	}
	return append(cut, searchengine.Segment{Text: "…"})
}

// address is the URL of a question.
func address(q search.Question) string {
	values := url.Values{"qs": {q.Text}}
	if q.Category != search.All {
		values.Set("filter", string(q.Category))
	}
	if q.ByDate {
		values.Set("sort", "date")
	}
	if q.From > 0 {
		values.Set("from", strconv.Itoa(q.From))
	}
	return "/search/?" + values.Encode()
}

func icon(c search.Category) string {
	switch c {
	case search.Articles:
		return "newspaper"
	case search.PressReleases:
		return "megaphone"
	case search.Events:
		return "calendar-days"
	case search.Members:
		return "users"
	case search.Organisations:
		return "building-2"
	case search.All:
	}
	return "search"
}

func iconOf(kind string) string {
	switch kind {
	case "article":
		return "newspaper"
	case "press_release":
		return "megaphone"
	case "event":
		return "calendar-days"
	case "user":
		return "user"
	}
	return "building-2"
}
