// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// errUnknownTab is what an address of no tab gets.
var errUnknownTab = errs.ErrNotFound

// memory is what a session remembers of the wall, until the next sign-in: the
// last tab, and what was selected of each (spec 03 §4.3).
type memory struct {
	Tab    wire.Tab            `json:"tab"`
	States map[wire.Tab]string `json:"states"` // the query of each tab's address
}

// memoryKey names it in the session.
const memoryKey = "wire:wall"

func (h *handler) remembered(ctx context.Context) memory {
	var m memory
	if !h.sessions.GetUI(ctx, memoryKey, &m) || !slices.Contains(wire.Tabs(), m.Tab) {
		return memory{Tab: wire.TabWall}
	}
	return m
}

// remember keeps the tab and what is selected of it. A selection too long to be
// kept is not: its address still works.
func (h *handler) remember(ctx context.Context, q tabQuery) {
	m := h.remembered(ctx)
	m.Tab = q.Tab
	states := map[wire.Tab]string{}
	for tab, state := range m.States {
		if tab != q.Tab {
			states[tab] = state
		}
	}
	if !q.IsPlain() {
		states[q.Tab] = q.values().Encode()
	}
	m.States = states
	_ = h.sessions.PutUI(ctx, memoryKey, m) // a convenience
}

// home answers GET /wire with the tab that was open last.
func (h *handler) home(w http.ResponseWriter, r *http.Request) error {
	q := tabQuery{Tab: wire.TabWall, Selection: wire.Selection{Sort: wire.ByDate}}
	var err error
	if q.After, err = cursorOf(r.URL.Query().Get("after"), q.Sort); err != nil {
		return err
	}
	m := h.remembered(r.Context())
	if tags := taggedOf(r.URL.Query()); len(tags) > 0 {
		from := m.Tab
		if asked := wire.Tab(r.URL.Query().Get("tab")); slices.Contains(wire.Tabs(), asked) {
			from = asked
		}
		h.tagged(w, r, from, tags)
		return nil
	}
	if q.After.ID == 0 && (m.Tab != wire.TabWall || m.States[m.Tab] != "") {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, tabURL(m.Tab), http.StatusSeeOther)
		return nil
	}
	return h.render(w, r, q)
}

// tab answers GET /wire/tab/{tab}. What is selected is in the address; without
// any selection there, the tab is as it was left. With ?after= it is the next
// page, alone when htmx adds it to the cards already there.
func (h *handler) tab(w http.ResponseWriter, r *http.Request) error {
	q, err := readTabQuery(r)
	if err != nil {
		return err
	}
	if tags := taggedOf(r.URL.Query()); len(tags) > 0 {
		h.tagged(w, r, q.Tab, tags)
		return nil
	}
	if q.After == (wire.Cursor{}) {
		if state := h.remembered(r.Context()).States[q.Tab]; state != "" && !q.explicit {
			w.Header().Set("Cache-Control", "no-store")
			http.Redirect(w, r, tabURL(q.Tab)+"?"+state, http.StatusSeeOther)
			return nil
		}
		h.remember(r.Context(), q)
	}
	return h.render(w, r, q)
}

// tagged answers the link of a tag, ?tag=X on any tab: nothing else is selected
// of that tab any more, and the wall of all articles shows the tag (spec 03
// §4.3).
func (h *handler) tagged(w http.ResponseWriter, r *http.Request, from wire.Tab, tags []string) {
	h.remember(r.Context(), tabQuery{Tab: from, Selection: wire.Selection{Sort: wire.ByDate}})
	selection := wire.Selection{Sort: wire.ByDate, Values: map[wire.Facet][]string{wire.Tagged: tags}}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, tabQuery{Tab: wire.TabWall, Selection: selection}.url(), http.StatusSeeOther)
}

func (h *handler) render(w http.ResponseWriter, r *http.Request, q tabQuery) error {
	page, err := h.wall.TabPage(r.Context(), ui.Actor(r), q.Tab, q.Selection, q.After)
	if err != nil {
		return err
	}
	if page.Edition != 0 {
		view, err := h.fronts[q.Tab.Kind()].view(r.Context(), h.vocabularies, page, func(ctx context.Context, view *wallView) { h.dress(ctx, view, q) })
		if err != nil {
			return err
		}
		return ui.Render(w, r, wallPage(view))
	}
	view := newWallView(r.Context(), h.vocabularies, page, q)
	if web.IsHTMX(r) && q.After.ID != 0 {
		return ui.Render(w, r, wallMore(view))
	}
	h.dress(r.Context(), &view, q)
	return ui.Render(w, r, wallPage(view))
}

// change answers POST /wire/tab/{tab}: a form changes what is selected of the
// tab, as the links of its filters do (spec 03 §4.3).
func (h *handler) change(w http.ResponseWriter, r *http.Request) error {
	q, err := readTabQuery(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	held, err := url.ParseQuery(h.remembered(r.Context()).States[q.Tab])
	if err != nil {
		held = nil // corrupted: as if nothing was selected
	}
	q.Selection = selectionOf(held)
	facet, value := wire.Facet(r.PostFormValue("id")), r.PostFormValue("value")
	known := slices.Contains(wire.Facets(), facet)
	switch action := r.PostFormValue("action"); {
	case action == "toggle" && known:
		q.Selection = q.Toggled(facet, value)
	case action == "remove" && known:
		q.Selection = q.Without(facet, value)
	case action == "sort-by" && slices.Contains(wire.Sortings(), wire.Sorting(value)):
		q.Sort = wire.Sorting(value)
	default:
		return web.ErrMalformed
	}
	h.remember(r.Context(), q)
	web.Redirect(w, r, q.url())
	return nil
}

// choices answers GET /wire/tab/{tab}/filter/{facet} with what a filter offers:
// htmx puts it in the filter's menu, a browser without JavaScript gets a page.
func (h *handler) choices(w http.ResponseWriter, r *http.Request) error {
	q, err := readTabQuery(r)
	if err != nil {
		return err
	}
	facet := wire.Facet(r.PathValue("facet"))
	if !slices.Contains(wire.Facets(), facet) || !facet.IsOffered() {
		return errs.ErrNotFound
	}
	offered, err := h.wall.Offered(r.Context(), q.Tab, facet)
	if err != nil {
		return err
	}
	view := h.newChoices(r.Context(), q, facet, offered)
	if web.IsHTMX(r) {
		return ui.Render(w, r, ui.FilterOptions(view.Options))
	}
	return ui.Render(w, r, choicesPage(view))
}
