// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// member answers GET /swork/members/{id}.
func (h *handler) member(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	by := ui.Actor(r)
	member, err := h.directory.Member(r.Context(), by, id)
	if err != nil {
		return err
	}
	published, err := h.publications.ByAuthor(r.Context(), by, id)
	if err != nil {
		return err
	}
	sheet, err := h.directory.Profile(r.Context(), by, id)
	if err != nil {
		return err
	}
	view := newMemberView(r.Context(), by, member, published)
	view.describe(r.Context(), h.words, sheet)
	return ui.Render(w, r, memberPage(view))
}

// own answers GET /swork/profile with the way to one's own page (spec 05 §5).
func (h *handler) own(w http.ResponseWriter, r *http.Request) error {
	web.Redirect(w, r, membersPath+"/"+ids.Encode(ui.Actor(r).UserID))
	return nil
}
