// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/events"
)

// Spec 03 §13 E1: requests that come together never take more seats than there
// are; the others wait.
func TestSeats_neverExceedTheCapacity(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		const seats, crowd = 3, 12
		_, post := h.announced(t, func(in *events.EventInput) { in.Capacity = seats })
		people := make([]access.Actor, crowd)
		for i := range people {
			people[i] = h.Member(t, nil)
		}
		var wg sync.WaitGroup
		failures := make([]error, crowd)
		for i, p := range people {
			wg.Go(func() { _, failures[i] = h.Agenda.Seats.Ask(t.Context(), p, post.ID, "") })
		}
		wg.Wait()
		if err := errors.Join(failures...); err != nil {
			t.Fatal(err)
		}
		count := func(status events.Standing) int {
			return h.Count(t, "SELECT count(*) FROM participations WHERE post_id = ? AND status = ?", post.ID, status)
		}
		if count(events.Approved) != seats || count(events.Waitlisted) != crowd-seats || h.post(t, post.SourceID).ParticipantCount != seats {
			t.Fatalf("%d have a seat, %d wait", count(events.Approved), count(events.Waitlisted))
		}
		// All give up together: those who wait take the seats, never more.
		for i, p := range people {
			wg.Go(func() { failures[i] = h.Agenda.Seats.Cancel(t.Context(), p, post.ID) })
			if i == crowd/2 {
				break
			}
		}
		wg.Wait()
		if err := errors.Join(failures...); err != nil {
			t.Fatal(err)
		}
		if n := count(events.Approved); n != seats {
			t.Errorf("%d have a seat after the others gave up", n)
		}
	})
}

// Spec 03 §13 E1: a freed seat goes to the oldest of the waiting list; so do
// those of a larger room.
func TestSeats_waitingListInOrder(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		e, post := h.announced(t, func(in *events.EventInput) { in.Capacity = 1 })
		people := make([]access.Actor, 4)
		for i := range people {
			people[i] = h.Member(t, nil)
			h.ask(t, people[i], post.ID)
			h.Clock.Advance(time.Minute)
		}
		want := func(standings ...events.Standing) {
			t.Helper()
			for i, p := range people {
				if got := h.standing(t, p, post.ID); got != standings[i] {
					t.Errorf("person %d is %s, want %s", i, got, standings[i])
				}
			}
		}
		want(events.Approved, events.Waitlisted, events.Waitlisted, events.Waitlisted)
		if err := h.Agenda.Seats.Cancel(t.Context(), people[0], post.ID); err != nil {
			t.Fatal(err)
		}
		want(events.Cancelled, events.Approved, events.Waitlisted, events.Waitlisted)
		h.update(t, e.ID, func(in *events.EventInput) { in.Capacity = 2 })
		want(events.Cancelled, events.Approved, events.Approved, events.Waitlisted)
		if got := h.ask(t, people[0], post.ID); got != events.Waitlisted { // again, behind
			t.Errorf("who comes back is %s", got)
		}
		h.update(t, e.ID, func(*events.EventInput) {}) // without limit
		want(events.Approved, events.Approved, events.Approved, events.Approved)
		if codes := h.Count(t, "SELECT count(DISTINCT badge_code) FROM participations WHERE post_id = ?", post.ID); codes != 4 {
			t.Errorf("%d badges", codes)
		}
	})
}

// Spec 03 §13 E1: the organiser decides about requests; a refusal may be
// reversed; strangers decide nothing.
func TestSeats_decisions(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		seats := h.Agenda.Seats
		e, post := h.announced(t, func(in *events.EventInput) { in.Admission, in.Capacity = events.OnRequest, 1 })
		a, b := h.Persona(t, apptest.Journalist), h.Persona(t, apptest.Freelancer)
		for _, who := range []access.Actor{a, a, b} { // asked twice, it is one request
			if got := h.ask(t, who, post.ID); got != events.Requested {
				t.Fatalf("who asks is %s", got)
			}
		}
		if _, err := seats.Ask(t.Context(), h.Persona(t, apptest.Academic), post.ID, ""); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("an academic asks: %v", err)
		}
		decide := func(by access.Actor, who access.Actor, approve bool) (map[events.Standing]int, error) {
			return seats.Decide(t.Context(), by, e.ID, []int64{h.id(t, who, post.ID)}, approve, "Merci")
		}
		for _, stranger := range []access.Actor{a, b, h.Persona(t, apptest.PressOfficer)} {
			if _, err := decide(stranger, a, true); errs.KindOf(err) != errs.Forbidden {
				t.Errorf("a stranger decides: %v", err)
			}
		}
		if got, err := decide(h.organiser, a, true); err != nil || got[events.Approved] != 1 {
			t.Fatalf("approved: %v, %v", got, err)
		}
		if got, err := decide(h.organiser, b, true); err != nil || got[events.Waitlisted] != 1 {
			t.Fatalf("without room: %v, %v", got, err)
		}
		if got, err := decide(h.organiser, a, false); err != nil || got[events.Refused] != 1 {
			t.Fatalf("refused: %v, %v", got, err)
		}
		if got := h.standing(t, b, post.ID); got != events.Approved {
			t.Errorf("the seat of the refused goes to %s", got)
		}
		if _, err := seats.Ask(t.Context(), a, post.ID, ""); errs.KindOf(err) != errs.Conflict {
			t.Errorf("the refused ask again: %v", err)
		}
		if got, err := decide(h.Persona(t, apptest.Administrator), a, true); err != nil || got[events.Waitlisted] != 1 {
			t.Errorf("a refusal reversed by the staff: %v, %v", got, err)
		}
	})
}
