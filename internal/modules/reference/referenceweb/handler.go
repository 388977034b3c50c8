// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package referenceweb

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/typeahead"
	"aipress24.com/aipress24/internal/platform/web"
)

// maxEntries is how many terms one search of a vocabulary gives.
const maxEntries = 100

// family is one category with its terms, as vocab-picker reads it.
type family struct {
	Family string         `json:"family"`
	Items  []place.Choice `json:"items"`
}

// vocabulary answers GET /reference/vocabularies/{name}: the whole list by
// family, the terms that ?q= finds, or those of the families ?category=.
func (h *handler) vocabulary(w http.ResponseWriter, r *http.Request) error {
	name, language := chi.URLParam(r, "name"), r.URL.Query().Get("lang")
	if language != "en" {
		language = "fr"
	}
	entries, err := h.vocabularies.Entries(r.Context(), name)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return errs.ErrNotFound
	}
	query, categories := strings.TrimSpace(r.URL.Query().Get("q")), r.URL.Query()["category"]
	if query == "" && len(categories) == 0 {
		return h.send(w, r, name+" "+language, &entries[0], func() any { return families(entries, language) })
	}
	if query != "" {
		if entries, err = h.search(name, entries, language, query); err != nil {
			return err
		}
	}
	return sendAnswer(w, families(within(entries, categories), language))
}

// families are the entries by category, in their order.
func families(entries []vocabulary.Entry, language string) []family {
	list := []family{}
	at := map[string]int{}
	for _, e := range entries {
		i, known := at[e.Category]
		if !known {
			i = len(list)
			at[e.Category] = i
			list = append(list, family{Family: e.Family(language)})
		}
		list[i].Items = append(list[i].Items, place.Choice{Value: e.Value, Label: e.In(language)})
	}
	return list
}

// search finds entries by the words of their label and category.
func (h *handler) search(name string, entries []vocabulary.Entry, language, query string) ([]vocabulary.Entry, error) {
	finder, err := h.finders.of(name+" "+language, &entries[0], func() (*typeahead.Index, error) {
		lines := make([]string, len(entries))
		for i, e := range entries {
			lines[i] = e.In(language) + " " + e.Family(language)
		}
		return typeahead.New(lines), nil
	})
	if err != nil {
		return nil, err
	}
	var found []vocabulary.Entry
	for _, i := range finder.Find(query, maxEntries) {
		found = append(found, entries[i])
	}
	return found, nil
}

// within keeps the entries of the categories; none named are all.
func within(entries []vocabulary.Entry, categories []string) []vocabulary.Entry {
	if len(categories) == 0 {
		return entries
	}
	wanted := map[string]bool{}
	for _, c := range categories {
		wanted[c] = true
	}
	var kept []vocabulary.Entry
	for _, e := range entries {
		if wanted[e.Category] {
			kept = append(kept, e)
		}
	}
	return kept
}

// organisations answers GET /reference/organisations/{list}?q=: names to choose
// from; any other may be written.
func (h *handler) organisations(w http.ResponseWriter, r *http.Request) error {
	names, err := h.names.Search(r.Context(), chi.URLParam(r, "list"), r.URL.Query().Get("q"))
	if err != nil {
		return err
	}
	choices := make([]place.Choice, len(names))
	for i, name := range names {
		choices[i] = place.Choice{Value: name, Label: name}
	}
	return sendAnswer(w, choices)
}

// towns answers GET /kyc/towns/{country}: every town of the country, or those
// that ?q= finds by name or postcode (spec 02 §5). An unknown country has none.
func (h *handler) towns(w http.ResponseWriter, r *http.Request) error {
	country := strings.ToUpper(chi.URLParam(r, "country"))
	if query := strings.TrimSpace(r.URL.Query().Get("q")); query != "" {
		return sendAnswer(w, place.Towns(country, query, place.MaxTowns))
	}
	if !place.HasList(country) {
		return sendAnswer(w, place.All(country))
	}
	return h.send(w, r, "towns "+country, nil, func() any { return place.All(country) })
}

// sendAnswer answers with a list that is made for this reader's words.
func sendAnswer(w http.ResponseWriter, list any) error {
	w.Header().Set("Cache-Control", answersKept)
	return web.WriteJSON(w, http.StatusOK, list)
}
