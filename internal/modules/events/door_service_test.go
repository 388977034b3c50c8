// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/events"
)

// Spec 03 §13 E1: at the door a badge counts once, whatever is repeated, and
// only for its event.
func TestCheckIn(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		seats := h.Agenda.Seats
		e, post := h.announced(t, nil)
		other, _ := h.announced(t, nil)
		guest := h.Persona(t, apptest.Journalist)
		h.ask(t, guest, post.ID)
		badge, err := seats.Badge(t.Context(), guest, post.ID)
		if err != nil {
			t.Fatal(err)
		}
		first, err := seats.CheckIn(t.Context(), h.organiser, e.ID, " "+badge.Code[:5]+"-"+badge.Code[5:])
		if err != nil || first.Again || first.Name != guest.Name {
			t.Fatalf("first: %+v, %v", first, err)
		}
		h.Clock.Advance(time.Hour)
		again, err := seats.CheckIn(t.Context(), h.organiser, e.ID, badge.Code)
		if err != nil || !again.Again || !again.AttendedAt.Equal(first.AttendedAt) {
			t.Errorf("again: %+v, %v", again, err)
		}
		if _, err := seats.CheckIn(t.Context(), h.organiser, other.ID, badge.Code); errs.KindOf(err) != errs.Invalid {
			t.Errorf("at another door: %v", err)
		}
		if _, err := seats.CheckIn(t.Context(), guest, e.ID, badge.Code); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("by the guest: %v", err)
		}
		if err := seats.UndoCheckIn(t.Context(), h.organiser, e.ID, first.ParticipationID); err != nil || h.standing(t, guest, post.ID) != events.Approved {
			t.Errorf("undone: %v", err)
		}
		if _, err := seats.Badge(t.Context(), h.organiser, post.ID); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a badge without a seat: %v", err)
		}
	})
}
