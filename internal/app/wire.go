// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"aipress24.com/aipress24/internal/modules/discussion/discussionweb"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/modules/wire/wireweb"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildWire makes the news portal.
func (a *App) buildWire() {
	a.Mirrors = wire.NewMirrors(a.DB, a.IDs, a.Now)
	a.Wall, a.Desk = wire.NewWall(a.DB, a.Now), wire.NewDesk(a.DB, a.Now)
}

// wireRoutes are the pages of the news portal.
func (a *App) wireRoutes(sessions *web.Sessions) ui.Routes {
	return wireweb.Routes(wireweb.Needs{
		Wall: a.Wall, Desk: a.Desk, Talk: discussionweb.NewSections(a.Talk), Vocabularies: a.Vocabularies, Media: a.Media, Sessions: sessions,
	})
}
