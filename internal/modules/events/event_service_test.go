// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"errors"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
)

// Spec 04 §2.3, §4.2: an event is published for one's own organisation or a
// client that has given the mission; a lost mandate counts at once.
func TestPublish_mandate(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		officer := h.Persona(t, apptest.PressOfficer) // selected a client, without the mission of events
		room := h.Agenda.Room
		in := h.input()
		e, err := room.Create(t.Context(), officer, in)
		if err != nil || e.PublisherID != officer.SelectedOrganisation() || e.PublisherID == officer.OrganisationID {
			t.Fatalf("for the client: %+v, %v", e, err)
		}
		if _, err := room.Publish(t.Context(), officer, e.ID); !errors.Is(err, mandate.ErrMayNotPublish) {
			t.Fatalf("published without the mission: %v", err)
		}
		h.Exec(t, "UPDATE wall_roles SET missions = ? WHERE member_id = ?", `["events"]`, officer.UserID)
		if _, err := room.Publish(t.Context(), officer, e.ID); err != nil {
			t.Fatalf("published with the mission: %v", err)
		}
		in.PublisherID = h.organiser.OrganisationID
		if _, err := room.Create(t.Context(), officer, in); errs.KindOf(err) != errs.Invalid && !errs.IsRefusal(err) {
			t.Errorf("for anybody: %v", err)
		}
	})
}

// Twins share words and pictures, and nothing else.
func TestDuplicate(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		e, _ := h.announced(t, nil)
		if _, err := h.Agenda.Room.AddImage(t.Context(), h.organiser, e.ID, gallery.Addition{Data: apptest.Picture(t, 320, 200)}); err != nil {
			t.Fatal(err)
		}
		twin, err := h.Agenda.Room.Duplicate(t.Context(), h.organiser, e.ID, "Assises (copie)")
		if err != nil {
			t.Fatal(err)
		}
		got, pictures, err := h.Agenda.Room.Event(t.Context(), h.organiser, twin.ID)
		if err != nil || got.Status != content.Draft || got.Title != "Assises (copie)" || !got.PublishedAt.IsZero() || len(pictures) != 1 {
			t.Errorf("twin = %+v with %d pictures, %v", got, len(pictures), err)
		}
		if n := h.Count(t, "SELECT count(*) FROM media_links WHERE kind = ? AND object_id = ?", media.OfEvent, twin.ID); n != 1 {
			t.Errorf("the twin shows %d files", n)
		}
		if _, err := h.Agenda.Room.Duplicate(t.Context(), h.Persona(t, apptest.Journalist), e.ID, "Volé"); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("a stranger's twin: %v", err)
		}
	})
}
