// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomweb"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildNewsroom makes the services of articles, pitches and assignments, once
// the wire is there to mirror on.
func (a *App) buildNewsroom() {
	needs := newsroom.Needs{
		DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Wire: a.Mirrors,
		Media: a.Media, Vocabularies: a.Vocabularies, Now: a.Now,
	}
	a.Articles = newsroom.NewArticleService(needs)
	a.Pitches, a.Assignments = newsroom.NewPitchService(needs), newsroom.NewAssignmentService(needs)
}

// subscribeStories has the mails about pitches and assignments sent.
func (a *App) subscribeStories(r *outbox.Registry) {
	courier := &newsroom.Courier{DB: a.DB, Mail: a.Mail, SiteURL: a.Config.Site.URL, Log: a.Log}
	courier.Subscribe(r)
}

// newsroomRoutes are the pages of the newsroom, and those that join the rooms
// of Work.
func (a *App) newsroomRoutes(sessions *web.Sessions, uploads *web.Limiter) ui.Routes {
	needs := newsroomweb.DeskNeeds{
		Articles: a.Articles, Pitches: a.Pitches, Assignments: a.Assignments, Vocabularies: a.Vocabularies, Sessions: sessions,
	}
	routes := newsroomweb.DeskRoutes(needs)
	routes = append(routes, newsroomweb.StoryRoutes(needs)...)
	return append(routes, newsroomweb.Routes(a.Articles, a.Vocabularies, sessions, uploads)...)
}
