// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"
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

// Neighbour is the tile of another module in the room, such as the pitches
// that its members may write (spec 04 §5.2, §7.3).
type Neighbour struct {
	Guard    access.Guard // of the list it leads to
	Initials string       // message key
	Label    string       // message key
	URL      string
	Count    func(ctx context.Context, by access.Actor) (int, error) // what the list shows
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
	for _, n := range h.neighbours {
		if !n.Guard.Allows(by) {
			continue
		}
		count, err := n.Count(r.Context(), by)
		if err != nil {
			return err
		}
		tiles = append(tiles, tileView{
			Initials: i18n.T(r.Context(), n.Initials), Class: "sq sq-press", Label: i18n.T(r.Context(), n.Label), URL: n.URL,
			Count: i18n.N(r.Context(), "pressroom.tile.count", count),
		})
	}
	return ui.Render(w, r, roomPage(tiles))
}
