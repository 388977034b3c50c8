// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/modules/wire/wireweb"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildWire makes the news portal; the queue of events must be open.
func (a *App) buildWire() {
	a.Mirrors = wire.NewMirrors(a.DB, a.IDs, a.Now)
	a.Wall, a.Desk = wire.NewWall(a.DB, a.Now), wire.NewDesk(a.DB, a.Now)
	a.Talk = wire.NewDiscussion(wire.DiscussionNeeds{DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Now: a.Now})
}

// subscribeWire has the mails about posts sent.
func (a *App) subscribeWire(r *outbox.Registry) {
	courier := &wire.Courier{DB: a.DB, Mail: a.Mail, SiteURL: a.Config.Site.URL, Log: a.Log}
	courier.Subscribe(r)
}

// wireRoutes are the pages of the news portal, and where the staff decides about
// what members say there.
func (a *App) wireRoutes(sessions *web.Sessions) ui.Routes {
	return append(wireweb.Routes(wireweb.Needs{
		Wall: a.Wall, Desk: a.Desk, Talk: a.Talk, Vocabularies: a.Vocabularies, Media: a.Media, Sessions: sessions,
	}), wireweb.ModerationRoutes(a.Talk, sessions)...)
}
