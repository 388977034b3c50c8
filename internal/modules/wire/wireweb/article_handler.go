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
	ctx, by := r.Context(), ui.Actor(r)
	reading, err := h.desk.Read(ctx, by, id)
	if err != nil {
		return err
	}
	view := h.newArticleView(ctx, by, reading)
	if reading.Unpublished { // confidential until it comes out (security checklist §1, C2)
		w.Header().Set("Cache-Control", "no-store")
		return ui.Render(w, r, articlePage(view))
	}
	h.desk.Viewed(by, &reading.Post)
	if view.Talk, err = h.talk.Under(ctx, by, reading.Post.Subject()); err != nil {
		return err
	}
	return ui.Render(w, r, articlePage(view))
}
