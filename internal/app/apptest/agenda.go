// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"fmt"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
)

// Agendas puts n events of the organiser in the agenda, an hour apart from the
// next one on, as if they had been written in the room: for long lists.
func (a *App) Agendas(t testing.TB, organiser access.Actor, n int, change func(i int, e *events.Event)) []events.Post {
	t.Helper()
	const batch = 500
	ctx, now := t.Context(), a.Clock.Now().UTC()
	posts := make([]events.Post, 0, n)
	sources := make([]events.Event, 0, batch)
	flush := func() {
		if len(sources) == 0 {
			return
		}
		if _, err := a.DB.Writer().NewInsert().Model(&sources).Exec(ctx); err != nil {
			t.Fatalf("insert events: %v", err)
		}
		part := posts[len(posts)-len(sources):]
		if _, err := a.DB.Writer().NewInsert().Model(&part).Exec(ctx); err != nil {
			t.Fatalf("insert event posts: %v", err)
		}
		sources = sources[:0]
	}
	for i := range n {
		e := events.Event{
			ID: a.IDs.Next(), OwnerID: organiser.UserID, PublisherID: organiser.OrganisationID,
			Title: fmt.Sprintf("Rendez-vous numéro %d", i), Standfirst: "On s’y retrouve.", Body: "<p>On s’y retrouve.</p>",
			Type: "Presse / Point presse", Sector: "ARTS, CULTURE, MEDIAS / Architecture", Language: "fr",
			Country: "FRA", Town: "FRA / 29200 Brest", Admission: events.Open, Audience: []access.Community{access.PressMedia},
			StartsAt: now.Add(time.Duration(i+1) * time.Hour), EndsAt: now.Add(time.Duration(i+2) * time.Hour),
			Status: content.Public, PublishedAt: now.Add(-time.Hour), Version: 1, CreatedAt: now, ModifiedAt: now,
		}
		if change != nil {
			change(i, &e)
		}
		post := e.Post(nil, now)
		post.ID = a.IDs.Next()
		sources, posts = append(sources, e), append(posts, *post)
		if len(sources) == batch {
			flush()
		}
	}
	flush()
	return posts
}
