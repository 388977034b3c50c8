// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// read answers GET /wire/{id} with the page of a post, and counts the reader.
func (h *handler) read(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	reading, err := h.desk.Read(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if r.Method == http.MethodGet && !reading.Unpublished {
		h.desk.Viewed(ui.Actor(r), &reading.Post)
	}
	if reading.Unpublished { // confidential until it comes out (security checklist §1, C2)
		w.Header().Set("Cache-Control", "no-store")
	}
	return ui.Render(w, r, articlePage(h.newArticleView(r.Context(), ui.Actor(r), reading)))
}
