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
	return h.show(w, r, http.StatusOK, id, refusal{})
}

// show answers with the page of a post, perhaps with a comment that was refused.
func (h *handler) show(w http.ResponseWriter, r *http.Request, status int, id int64, back refusal) error {
	ctx := r.Context()
	reading, err := h.desk.Read(ctx, ui.Actor(r), id)
	if err != nil {
		return err
	}
	if r.Method == http.MethodGet && !reading.Unpublished {
		h.desk.Viewed(ui.Actor(r), &reading.Post)
	}
	if reading.Unpublished { // confidential until it comes out (security checklist §1, C2)
		w.Header().Set("Cache-Control", "no-store")
	}
	view := h.newArticleView(ctx, ui.Actor(r), reading)
	if view.Talk, err = h.talkOf(ctx, r, reading, back); err != nil {
		return err
	}
	return ui.RenderStatus(w, r, status, articlePage(view))
}
