// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb

import (
	"net/http"
	"net/url"
	"slices"

	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

const (
	maxChosen = 30  // values of all filters together
	maxValue  = 200 // bytes of one value
)

// organisationsQuery is what the address of the directory says.
type organisationsQuery struct{ social.OrganisationQuery }

// organisations answers GET /swork/organisations, a page of the directory.
func (h *handler) organisations(w http.ResponseWriter, r *http.Request) error {
	query, err := readOrganisationsQuery(r)
	if err != nil {
		return err
	}
	found, err := h.catalogue.Find(r.Context(), query.OrganisationQuery)
	if err != nil {
		return err
	}
	view := h.newOrganisationsView(r.Context(), query, found)
	if web.IsHTMX(r) && query.After.ID != 0 {
		return ui.Render(w, r, organisationRows(view))
	}
	return ui.Render(w, r, organisationsPage(view))
}

func readOrganisationsQuery(r *http.Request) (organisationsQuery, error) {
	values := r.URL.Query()
	q := organisationsQuery{social.OrganisationQuery{Values: map[social.Facet][]string{}}}
	q.Search = listing.Typed(values.Get("q"))
	if values.Get("sort") == "newest" {
		q.Order = social.ByNewest
	}
	chosen := 0
	for _, f := range social.Facets() {
		for _, value := range values[f.Name()] {
			if value == "" || len(value) > maxValue || chosen == maxChosen || slices.Contains(q.Values[f], value) {
				continue
			}
			chosen++
			q.Values[f] = append(q.Values[f], value)
		}
	}
	cursor, err := web.ParseCursor(values.Get("after"))
	q.After = social.OrganisationPlace{Key: cursor.Key, ID: cursor.ID}
	return q, err
}

// values are the query as it travels in addresses, from its first page.
func (q organisationsQuery) values() url.Values {
	values := url.Values{}
	if q.Search != "" {
		values.Set("q", q.Search)
	}
	if q.Order == social.ByNewest {
		values.Set("sort", "newest")
	}
	for f, chosen := range q.Values {
		values[f.Name()] = slices.Clone(chosen)
	}
	return values
}

func organisationsURL(values url.Values) string {
	return listing.Address(organisationsPath, values)
}

// toggled is the address of the query with a value chosen, or not any more.
func (q organisationsQuery) toggled(f social.Facet, value string) string {
	values := q.values()
	chosen := values[f.Name()]
	if at := slices.Index(chosen, value); at >= 0 {
		chosen = slices.Delete(chosen, at, at+1)
	} else {
		chosen = append(chosen, value)
	}
	values[f.Name()] = chosen
	if len(chosen) == 0 {
		values.Del(f.Name())
	}
	return organisationsURL(values)
}

// sorted is the address of the query in another order.
func (q organisationsQuery) sorted(o social.Order) string {
	values := q.values()
	values.Del("sort")
	if o == social.ByNewest {
		values.Set("sort", "newest")
	}
	return organisationsURL(values)
}

// from is the address of the page after a place, or "" at the end.
func (q organisationsQuery) from(p social.OrganisationPlace) string {
	if p.ID == 0 {
		return ""
	}
	values := q.values()
	values.Set("after", web.Cursor{Key: p.Key, ID: p.ID}.Encode())
	return organisationsURL(values)
}
