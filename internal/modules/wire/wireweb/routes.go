// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package wireweb is the pages of the news portal.
package wireweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Needs is what the pages of the news portal are made of.
type Needs struct {
	Wall         *wire.Wall
	Desk         *wire.Desk
	Talk         ui.Talk
	Vocabularies *vocabulary.Store
	Media        *media.Library
	Sessions     *web.Sessions
}

// Routes returns every URL of the news portal.
func Routes(n Needs) ui.Routes {
	h := &handler{
		wall: n.Wall, desk: n.Desk, talk: n.Talk, vocabularies: n.Vocabularies, media: n.Media, sessions: n.Sessions,
		fronts: map[content.Kind]*fronts{content.Article: {}, content.PressRelease: {}},
	}
	return ui.Routes{
		ui.Get("/wire", access.Members, h.home),
		ui.Get("/wire/tab/{tab}", access.Members, h.tab),
		ui.Post("/wire/tab/{tab}", access.Members, h.change),
		ui.Get("/wire/tab/{tab}/filter/{facet}", access.Members, h.choices),
		ui.Get("/wire/{id}", access.Members, h.read),
		ui.Get("/wire/{id}/kit", access.Members, h.kit),
		ui.Post("/wire/{id}/like", access.Members, h.like),
		ui.Post("/wire/{id}/share", access.Members, h.share),
	}
}

type handler struct {
	wall   *wire.Wall
	desk   *wire.Desk
	talk   ui.Talk
	fronts map[content.Kind]*fronts

	vocabularies *vocabulary.Store
	media        *media.Library
	sessions     *web.Sessions
}
