// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// tileView is one kind of content of the room.
type tileView struct {
	Initials string
	Class    string // of the coloured square
	Label    string
	URL      string
	Count    string // « 3 éléments »
}

// room answers GET /wip/comroom with the tiles the member may use: acting for
// another organisation, those whose mission is granted (spec 04 §7.3).
func (h *handler) room(w http.ResponseWriter, r *http.Request) error {
	by := ui.Actor(r)
	var tiles []tileView
	if access.PressReleases.Allows(by) {
		figures, err := h.releases.Figures(r.Context(), by)
		if err != nil {
			return err
		}
		tiles = append(tiles, tileView{
			Initials: i18n.T(r.Context(), "pressroom.tile.initials"), Class: "sq",
			Label: i18n.T(r.Context(), "pressroom.releases"), URL: releasesPath,
			Count: i18n.N(r.Context(), "pressroom.tile.count", figures.Total),
		})
	}
	return ui.Render(w, r, roomPage(tiles))
}
