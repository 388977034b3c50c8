// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"fmt"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
)

// Pitched sends a pitch of the author to a media.
func (a *App) Pitched(t testing.TB, author access.Actor, outletID int64) *newsroom.Pitch {
	t.Helper()
	a.made++
	now := a.Clock.Now()
	pitch, err := a.Pitches.Create(t.Context(), author, newsroom.StoryInput{
		Title: fmt.Sprintf("La criée change de mains, épisode %d", a.made), Brief: "Trois offres de reprise ; qui garde les emplois ?",
		Genre: "Actualité", Sector: "ARTS, CULTURE, MEDIAS / Architecture", OutletID: outletID, Country: "FRA", Town: "FRA / 29200 Brest",
		ValidUntil: now.Add(10 * 24 * time.Hour), IssueAt: now.Add(20 * 24 * time.Hour),
	})
	if err == nil {
		pitch, err = a.Pitches.Submit(t.Context(), author, pitch.ID)
	}
	if err != nil {
		t.Fatalf("send a pitch: %v", err)
	}
	return pitch
}

// Commissioned is what an editor-in-chief makes of a pitch of the author: a
// confirmed assignment.
func (a *App) Commissioned(t testing.TB, author, editor access.Actor) *newsroom.Assignment {
	t.Helper()
	order, err := a.Pitches.Accept(t.Context(), editor, a.Pitched(t, author, editor.OrganisationID).ID)
	if err == nil {
		order, err = a.Assignments.Confirm(t.Context(), editor, order.ID)
	}
	if err != nil {
		t.Fatalf("commission a pitch: %v", err)
	}
	return order
}
