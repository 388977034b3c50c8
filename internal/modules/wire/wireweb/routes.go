// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package wireweb is the pages of the news portal.
package wireweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/ui"
)

// Routes returns every URL of the news portal.
func Routes(wall *wire.Wall, desk *wire.Desk, vocabularies *vocabulary.Store) ui.Routes {
	h := &handler{wall: wall, desk: desk, vocabularies: vocabularies}
	return ui.Routes{
		ui.Get("/wire", access.Members, h.front),
		ui.Get("/wire/tab/wall", access.Members, h.front),
		ui.Get("/wire/{id}", access.Members, h.read),
		ui.Post("/wire/{id}/like", access.Members, h.like),
	}
}

type handler struct {
	wall   *wire.Wall
	desk   *wire.Desk
	fronts fronts

	vocabularies *vocabulary.Store
}
