// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/share"
)

// share answers POST /wire/{id}/share, which says that the member passes the
// post on, with the number of members who have (spec 03 §12.5). Without scripts,
// the page of the post says where its address is.
func (h *handler) share(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	count, err := h.desk.Share(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if !web.IsHTMX(r) {
		h.sessions.Flash(r.Context(), web.OK, "share.counted")
		web.Redirect(w, r, postURL(id))
		return nil
	}
	return ui.Render(w, r, share.Count(i18n.Number(r.Context(), count)))
}
