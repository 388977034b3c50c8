// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
)

// tileView is one kind of content of the room.
type tileView struct {
	Initials, Label, URL string
	Count                string // « 3 éléments »
}

// room answers GET /wip/eventroom with the tile of events, for who may write
// some: a press officer without the mission sees none (spec 04 §7.3).
func (h *handler) room(w http.ResponseWriter, r *http.Request) error {
	by := ui.Actor(r)
	var tiles []tileView
	if access.Events.Allows(by) {
		f, err := h.Room.Figures(r.Context(), by)
		if err != nil {
			return err
		}
		tiles = append(tiles, tileView{
			Initials: i18n.T(r.Context(), "events.tile.initials"), Label: i18n.T(r.Context(), "events.events"),
			URL: eventsPath, Count: i18n.N(r.Context(), "events.tile.count", f.Total),
		})
	}
	return ui.Render(w, r, roomPage(tiles))
}

// list answers GET /wip/events with a page of the organiser's events; the
// search field takes the table out of it.
func (h *handler) list(w http.ResponseWriter, r *http.Request) error {
	query, err := eventList.Read(r)
	if err != nil {
		return err
	}
	page, err := h.Room.Events(r.Context(), ui.Actor(r), eventFilter(query))
	if err != nil {
		return err
	}
	figures, err := h.Room.Figures(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, listPage(h.newListView(r.Context(), ui.Actor(r), query, page, figures)))
}

func eventURL(id int64) string  { return eventKind.URL(id) }
func editURL(id int64) string   { return eventKind.EditURL(id) }
func imagesURL(id int64) string { return eventKind.ImagesURL(id) }
func rowID(id int64) string     { return eventKind.RowID(id) }
func postURL(id int64) string   { return portalPath + "/" + ids.Encode(id) }
