// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package siteweb

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// home answers GET /: members go to the news, others learn what the platform
// is (spec 02 §14).
func (h *handler) home(w http.ResponseWriter, r *http.Request) error {
	if !ui.Actor(r).IsAnonymous() {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, membersPath, http.StatusSeeOther)
		return nil
	}
	w.Header().Set("Vary", "HX-Request, Accept-Language, Cookie")
	return h.front.Render(w, r, homePage(newHomeView(r.Context(), h.Art)))
}

// page answers GET /page/{slug}.
func (h *handler) page(w http.ResponseWriter, r *http.Request) error {
	slug := chi.URLParam(r, "slug")
	text, err := h.Pages.Text(r.Context(), slug, i18n.LangOf(r.Context()))
	if err != nil {
		return err
	}
	view := newTextView(r.Context(), text)
	poster, known := h.texts[slug]
	if !known {
		return ui.Render(w, r, textPage(view))
	}
	return poster.Render(w, r, textPage(view))
}

// pricing answers GET /pricing/.
func (h *handler) pricing(w http.ResponseWriter, r *http.Request) error {
	view := newPricingView(r.Context(), organisation.WallOffers(), h.Prices, h.Sandbox)
	return h.prices.Render(w, r, pricingPage(view))
}
