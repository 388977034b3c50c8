// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// like answers POST /wire/{id}/like with the button in its new state.
func (h *handler) like(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	liked, count, err := h.desk.ToggleLike(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if !web.IsHTMX(r) {
		web.Redirect(w, r, web.Back(r))
		return nil
	}
	return ui.Render(w, r, ui.CountButton(likeButton(r.Context(), id, liked, count)))
}

func likeURL(id int64) string { return "/wire/" + ids.Encode(id) + "/like" }

func number(n int64) string { return strconv.FormatInt(n, 10) }
