// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/modules/discussion/discussionweb"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/events/eventsweb"
	"aipress24.com/aipress24/internal/platform/jobs"
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
	courier := &events.Courier{Post: a.post(), DB: a.DB}
	courier.Subscribe(r)
}

// eventRoutes are the pages of events.
func (a *App) eventRoutes(sessions *web.Sessions, uploads *web.Limiter) ui.Routes {
	return eventsweb.Routes(eventsweb.Needs{
		Room: a.Agenda.Room, Agenda: a.Agenda.Agenda, Seats: a.Agenda.Seats, Talk: discussionweb.NewSections(a.Talk),
		Vocabularies: a.Vocabularies, Sessions: sessions, Uploads: uploads, Readers: a.limiter(feedReads), BaseURL: a.Config.Site.URL,
	})
}

// announcements are the events of an organisation, for its page.
func (a *App) announcements() eventsweb.Announcements {
	return eventsweb.NewAnnouncements(a.Agenda.Agenda, a.Vocabularies)
}

// feedReads is how often a minute one network may fetch agendas.
const feedReads = 60

// addEventChores registers the regular work on events.
func (a *App) addEventChores(r *jobs.Registry) {
	a.chore(r, "remind-of-events", jobs.Every(15*time.Minute), func(ctx context.Context) error { return a.Agenda.Room.Remind(ctx) })
	a.chore(r, "close-events", jobs.Every(time.Hour), func(ctx context.Context) error { return a.Agenda.Room.Close(ctx) })
}
