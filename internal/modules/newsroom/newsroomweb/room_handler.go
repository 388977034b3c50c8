// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/ui"
)

// work answers GET /wip: journalists go to their room, the others learn what
// Work is (spec 04 §2.1, as far as rooms are open).
func (h *handler) work(w http.ResponseWriter, r *http.Request) error {
	if access.Newsroom.Allows(ui.Actor(r)) {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, roomPath, http.StatusSeeOther)
		return nil
	}
	return ui.Render(w, r, workPage())
}

// room answers GET /wip/newsroom with the tiles the member may use, or with
// the reason why there are none (spec 04 §2.4).
func (h *handler) room(w http.ResponseWriter, r *http.Request) error {
	by := ui.Actor(r)
	if !access.Articles.Allows(by) {
		return ui.Render(w, r, roomPage(nil))
	}
	figures, err := h.articles.Figures(r.Context(), by)
	if err != nil {
		return err
	}
	return ui.Render(w, r, roomPage(tiles(r.Context(), figures)))
}
