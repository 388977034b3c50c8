// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/events/eventsweb"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildEvents makes the module of events; its queue of events must be open.
func (a *App) buildEvents() {
	a.Agenda = events.New(events.Needs{
		DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Media: a.Media, Vocabularies: a.Vocabularies, Now: a.Now,
	})
}

// subscribeEvents has the mails about events sent.
func (a *App) subscribeEvents(r *outbox.Registry) {
	courier := &events.Courier{DB: a.DB, Mail: a.Mail, SiteURL: a.Config.Site.URL, Log: a.Log}
	courier.Subscribe(r)
}

// eventRoutes are the pages of events.
func (a *App) eventRoutes(sessions *web.Sessions, uploads *web.Limiter) ui.Routes {
	return eventsweb.Routes(eventsweb.Needs{
		Room: a.Agenda.Room, Vocabularies: a.Vocabularies, Sessions: sessions, Uploads: uploads,
	})
}
