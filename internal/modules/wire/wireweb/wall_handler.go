// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// front answers GET /wire: the wall, or with ?after= its next page, alone when
// htmx adds it to the cards already there.
func (h *handler) front(w http.ResponseWriter, r *http.Request) error {
	after, err := cursorOf(r)
	if err != nil {
		return err
	}
	page, err := h.wall.Page(r.Context(), ui.Actor(r), after)
	if err != nil {
		return err
	}
	if page.Edition != 0 {
		view, err := h.fronts.view(r.Context(), page)
		if err != nil {
			return err
		}
		return ui.Render(w, r, wallPage(view))
	}
	view := newWallView(r.Context(), page, after)
	if web.IsHTMX(r) && after.ID != 0 {
		return ui.Render(w, r, wallMore(view))
	}
	return ui.Render(w, r, wallPage(view))
}

// cursorOf reads where the page goes on.
func cursorOf(r *http.Request) (wire.Cursor, error) {
	c, err := web.ParseCursor(r.URL.Query().Get("after"))
	if err != nil || c.IsZero() {
		return wire.Cursor{}, err
	}
	at, err := c.Time()
	return wire.Cursor{PublishedAt: at, ID: c.ID}, err
}

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
