// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/events"
)

// hall is the program with an organiser in it.
type hall struct {
	*apptest.App

	organiser access.Actor
}

func inHall(t *testing.T, test func(t *testing.T, h *hall)) {
	t.Helper()
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		test(t, &hall{a, a.Persona(t, apptest.Expert)})
	})
}

// input is a valid event, in a day.
func (h *hall) input() events.EventInput {
	return events.EventInput{
		Title: "Assises du fret", Standfirst: "Deux jours de débats.", Body: "<p>Venez nombreux.</p>",
		Type: "Presse / Point presse", Sector: "ARTS, CULTURE, MEDIAS / Architecture", Country: "FRA", Town: "FRA / 29200 Brest",
		StartsAt: h.Clock.Now().Add(24 * time.Hour), EndsAt: h.Clock.Now().Add(26 * time.Hour),
	}
}

// announced publishes an event of the organiser.
func (h *hall) announced(t *testing.T, change func(*events.EventInput)) (*events.Event, *events.Post) {
	t.Helper()
	in := h.input()
	if change != nil {
		change(&in)
	}
	e, err := h.Agenda.Room.Create(t.Context(), h.organiser, in)
	if err == nil {
		e, err = h.Agenda.Room.Publish(t.Context(), h.organiser, e.ID)
	}
	if err != nil {
		t.Fatalf("announce: %v", err)
	}
	return e, h.post(t, e.ID)
}

func (h *hall) post(t *testing.T, eventID int64) *events.Post {
	t.Helper()
	post := new(events.Post)
	if err := h.DB.Writer().NewSelect().Model(post).Where("p.source_id = ?", eventID).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return post
}

func (h *hall) ask(t *testing.T, by access.Actor, postID int64) events.Standing {
	t.Helper()
	standing, err := h.Agenda.Seats.Ask(t.Context(), by, postID, "Pour un article")
	if err != nil {
		t.Fatalf("ask: %v", err)
	}
	return standing
}

// standing is where somebody stands by now.
func (h *hall) standing(t *testing.T, by access.Actor, postID int64) events.Standing {
	t.Helper()
	var s []events.Standing
	if err := h.DB.Writer().NewRaw("SELECT status FROM participations WHERE post_id = ? AND member_id = ?", postID, by.UserID).Scan(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

func (h *hall) id(t *testing.T, by access.Actor, postID int64) int64 {
	t.Helper()
	return int64(h.Count(t, "SELECT id FROM participations WHERE post_id = ? AND member_id = ?", postID, by.UserID))
}

func (h *hall) update(t *testing.T, id int64, change func(*events.EventInput)) {
	t.Helper()
	in := h.input()
	change(&in)
	if _, err := h.Agenda.Room.Update(t.Context(), h.organiser, id, in); err != nil {
		t.Fatalf("update: %v", err)
	}
}
