// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/modules/pressroom/pressroomtest"
)

func releaseDue(t *testing.T, room *pressroomtest.Room) {
	t.Helper()
	if err := room.Releases.ReleaseDue(t.Context()); err != nil {
		t.Fatalf("release what is due: %v", err)
	}
}

// An embargo blocks a publication, which says until when; nothing changes
// (spec 04 §5.4).
func TestPublish_embargo(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		until := room.Clock.Now().Add(2 * time.Hour)
		release := room.Draft(t, func(in *pressroom.Input) { in.EmbargoedUntil = until })
		_, err := room.Releases.Publish(t.Context(), room.Officer, release.ID)
		var embargo *pressroom.Embargoed
		if !errors.As(err, &embargo) || !embargo.Until.Equal(until) || errs.KindOf(err) != errs.Invalid {
			t.Errorf("publishing under embargo: %v", err)
		}
		if stored := room.Stored(t, release.ID); stored.Status != content.Draft || room.Post(t, release.ID) != nil {
			t.Errorf("the release = %+v", stored)
		}
	})
}

// A scheduled release is on no wire until its minute, appears at it, and once
// whatever the number of runs (spec 04 §11).
func TestReleaseDue(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		release := room.Scheduled(t, time.Hour)
		releaseDue(t, room)
		room.Clock.Add(time.Hour - time.Second)
		releaseDue(t, room)
		if room.Post(t, release.ID) != nil || room.Stored(t, release.ID).Status != content.Draft {
			t.Fatal("it has appeared before its minute")
		}
		room.Clock.Add(time.Second)
		var runs sync.WaitGroup
		for range 4 {
			runs.Go(func() {
				if err := room.Releases.ReleaseDue(t.Context()); err != nil {
					t.Errorf("a run among others: %v", err)
				}
			})
		}
		runs.Wait()
		stored, post := room.Stored(t, release.ID), room.Post(t, release.ID)
		if stored.Status != content.Public || stored.IsScheduled() || post == nil || !post.IsVisible(room.Clock.Now()) || post.PublisherID != room.ClientID {
			t.Fatalf("at its minute: %+v, %+v", stored, post)
		}
		if got := room.Events(t); !slices.Equal(got, []string{"press_release.published", "publication.for_client"}) {
			t.Errorf("events = %v", got)
		}
	})
}

// A release whose mandate was revoked meanwhile does not appear: it is a draft
// again, and who scheduled it is told.
func TestReleaseDue_mandateLost(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		release, kept := room.Scheduled(t, time.Hour), room.Draft(t, func(in *pressroom.Input) {
			in.PublisherID, in.ReleaseAt = room.AgencyID, room.Clock.Now().Add(time.Hour)
		})
		if _, err := room.Releases.Publish(t.Context(), room.Officer, kept.ID); err != nil {
			t.Fatal(err)
		}
		if !func() bool { r := room.Stored(t, kept.ID); return r.IsScheduled() }() {
			t.Error("publishing with a date to come does not schedule")
		}
		room.Exec(t, "DELETE FROM wall_roles WHERE role = 'BWPRe'")
		room.Clock.Add(time.Hour)
		releaseDue(t, room)
		releaseDue(t, room)
		stored := room.Stored(t, release.ID)
		if stored.Status != content.Draft || stored.IsScheduled() || room.Post(t, release.ID) != nil {
			t.Errorf("without a mandate: %+v", stored)
		}
		if room.Stored(t, kept.ID).Status != content.Public {
			t.Error("another release does not appear because of it")
		}
		if got := room.Events(t); !slices.Equal(got, []string{"press_release.held", "press_release.published"}) &&
			!slices.Equal(got, []string{"press_release.published", "press_release.held"}) {
			t.Errorf("events = %v", got)
		}
	})
}

// A scheduled release follows its dates when they are changed, and is a plain
// draft again when it is told so, or has no date left.
func TestSchedule_isMoved(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		ctx := t.Context()
		release := room.Scheduled(t, time.Hour)
		in := room.Input()
		in.EmbargoedUntil = room.Clock.Now().Add(3 * time.Hour)
		moved, err := room.Releases.Update(ctx, room.Owner, release.ID, in)
		if err != nil || !moved.ScheduledAt.Equal(in.EmbargoedUntil) || moved.ScheduledBy != room.Officer.UserID {
			t.Fatalf("moved: %+v, %v", moved, err)
		}
		room.Clock.Add(2 * time.Hour)
		releaseDue(t, room)
		if room.Post(t, release.ID) != nil {
			t.Error("it has appeared at its former date")
		}
		if _, err := room.Releases.Unschedule(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		_, err = room.Releases.Unschedule(ctx, room.Officer, release.ID)
		wantKind(t, err, errs.Conflict, "unscheduled twice")
		if _, err := room.Releases.Schedule(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		in.EmbargoedUntil = time.Time{}
		if plain, err := room.Releases.Update(ctx, room.Officer, release.ID, in); err != nil || plain.IsScheduled() {
			t.Errorf("without a date: %+v, %v", plain, err)
		}
		room.Clock.Add(24 * time.Hour)
		releaseDue(t, room)
		if room.Post(t, release.ID) != nil {
			t.Error("a plain draft has appeared")
		}
	})
}

// A deleted release does not appear.
func TestReleaseDue_deleted(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		release := room.Scheduled(t, time.Hour)
		if err := room.Releases.Delete(t.Context(), room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		room.Clock.Add(2 * time.Hour)
		releaseDue(t, room)
		if room.Post(t, release.ID) != nil {
			t.Error("a deleted release has appeared")
		}
	})
}

// What is over is seen by nobody from its instant on, is marked by the next
// run, and may be taken up again (spec 04 §11).
func TestReleaseDue_expiry(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		release := room.Published(t, func(in *pressroom.Input) { in.ExpiresAt = room.Clock.Now().Add(time.Hour) })
		room.Clock.Add(time.Hour)
		if room.Post(t, release.ID).IsVisible(room.Clock.Now()) {
			t.Error("it is seen after its end")
		}
		releaseDue(t, room)
		releaseDue(t, room)
		if got := room.Stored(t, release.ID).Status; got != content.Expired {
			t.Errorf("status = %s", got)
		}
		if got := room.Events(t); len(got) != 3 || got[2] != "press_release.unpublished" {
			t.Errorf("events = %v", got)
		}
		if _, err := room.Releases.Unpublish(t.Context(), room.Officer, release.ID); err != nil {
			t.Errorf("taking it up again: %v", err)
		}
	})
}

// Readers have a public release already: an embargo is not put on it.
func TestUpdate_noLateEmbargo(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		release := room.Published(t, nil)
		in := room.Input()
		in.EmbargoedUntil = room.Clock.Now().Add(time.Hour)
		_, err := room.Releases.Update(t.Context(), room.Officer, release.ID, in)
		wantKind(t, err, errs.Invalid, "an embargo on a public release")
	})
}
