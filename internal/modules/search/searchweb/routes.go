// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package searchweb is the search page and the suggestions of the header.
package searchweb

import (
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/search"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Routes returns every URL of search. The limiter counts what members ask; nil
// counts nothing.
func Routes(searcher *search.Searcher, limiter *web.Limiter) ui.Routes {
	h := &handler{searcher: searcher, limiter: limiter}
	return ui.Routes{
		ui.Get("/search/", access.Members, h.search),
		ui.Get("/search/suggest", access.Members, h.suggest),
	}
}

type handler struct {
	searcher *search.Searcher
	limiter  *web.Limiter
}

// search answers GET /search/?qs=&filter=&sort=&from= (spec 03 §5.8).
func (h *handler) search(w http.ResponseWriter, r *http.Request) error {
	q := questionOf(r)
	var answer search.Answer
	if q.Text != "" {
		if err := ui.Limit(w, r, h.limiter); err != nil {
			return h.refuse(w, r, q, err)
		}
		var err error
		if answer, err = h.searcher.Search(r.Context(), ui.Actor(r), q); err != nil {
			return err
		}
	}
	return ui.Render(w, r, searchPage(newSearchView(r.Context(), q, answer)))
}

// refuse shows the box with what was asked, and how long to wait.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, q search.Question, err error) error {
	view := newSearchView(r.Context(), q, search.Answer{})
	view.Refusal = i18n.T(r.Context(), "search.too_many")
	w.Header().Set("Cache-Control", "no-store")
	return ui.RenderStatus(w, r, ui.Status(err), searchPage(view))
}

// farthest bounds how deep one may page into the hits of a category.
const farthest = 1000

// questionOf reads the query string; what cannot be read is left out.
func questionOf(r *http.Request) search.Question {
	values := r.URL.Query()
	q := search.Question{
		Text:     values.Get("qs"),
		Category: search.Category(values.Get("filter")),
		ByDate:   values.Get("sort") == "date",
	}
	if q.Category == "" {
		q.Category = search.All
	}
	from, err := strconv.Atoi(values.Get("from"))
	if err == nil && from > 0 && from <= farthest && q.Category != search.All {
		q.From = from
	}
	return q
}

// suggest answers GET /search/suggest?qs= with a few lines under the box.
func (h *handler) suggest(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.limiter); err != nil {
		return err
	}
	hits, err := h.searcher.Suggest(r.Context(), ui.Actor(r), r.URL.Query().Get("qs"))
	if err != nil {
		return err
	}
	return ui.Render(w, r, suggestions(newHits(r.Context(), hits)))
}
