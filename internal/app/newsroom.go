// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomweb"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/modules/pressroom/pressroomweb"
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
	courier := &newsroom.Courier{Post: a.post(), DB: a.DB}
	courier.Subscribe(r)
}

// pitchTile leads from the Com'room to the pitches that its members may write
// (spec 04 §5.2, §7.3).
func (a *App) pitchTile() pressroomweb.Neighbour {
	return pressroomweb.Neighbour{
		Guard: access.Pitches, Initials: "newsroom.tile.pitches_initials", Label: "story.pitch.list", URL: newsroomweb.PitchesPath,
		Count: func(ctx context.Context, by access.Actor) (int, error) {
			figures, err := a.Pitches.Figures(ctx, by)
			return figures.Total, err
		},
	}
}

// releaseShelf tells the dashboard of Work of a member's press releases.
type releaseShelf struct{ releases *pressroom.Service }

// Cards are the numbers of the press releases that the member takes care of, as
// their list counts them (spec 04 §7.3).
func (s releaseShelf) Cards(ctx context.Context, by access.Actor) ([]newsroomweb.Card, error) {
	if !access.PressReleases.Allows(by) {
		return nil, nil
	}
	f, err := s.releases.Figures(ctx, by)
	return []newsroomweb.Card{
		{Label: "story.card.releases_published", Count: f.Public, URL: "/wip/communiques?status=public"},
		{Label: "story.card.releases_in_progress", Count: f.Drafts, URL: "/wip/communiques?status=draft"},
	}, err
}

// Recent are the latest of them.
func (s releaseShelf) Recent(ctx context.Context, by access.Actor) ([]newsroom.Work, error) {
	if !access.PressReleases.Allows(by) {
		return nil, nil
	}
	page, err := s.releases.Releases(ctx, by, pressroom.Filter{Limit: newsroom.RecentWorks})
	works := make([]newsroom.Work, 0, len(page.Rows))
	for i := range page.Rows {
		r := &page.Rows[i]
		works = append(works, newsroom.Work{Kind: "press_release", ID: r.ID, Title: r.Title, Outlet: r.Publisher, Status: r.Status, CreatedAt: r.CreatedAt})
	}
	return works, err
}

// newsroomRoutes are the pages of the newsroom, and those that join the rooms
// of Work.
func (a *App) newsroomRoutes(sessions *web.Sessions, uploads *web.Limiter) ui.Routes {
	needs := newsroomweb.DeskNeeds{
		Articles: a.Articles, Pitches: a.Pitches, Assignments: a.Assignments, Vocabularies: a.Vocabularies, Sessions: sessions,
	}
	routes := newsroomweb.DeskRoutes(needs, releaseShelf{a.Releases})
	routes = append(routes, newsroomweb.StoryRoutes(needs)...)
	return append(routes, newsroomweb.Routes(a.Articles, a.Vocabularies, sessions, uploads)...)
}
