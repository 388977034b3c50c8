// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/events"
)

// A member counts once however often they share an event; the count stays when
// the event is withdrawn and comes back (spec 03 §12.5, §4.1).
func TestShare_countsMembersOnce(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		e, post := h.announced(t, nil)
		guest := h.Persona(t, apptest.Journalist)
		for i, step := range []struct {
			by    access.Actor
			count int64
		}{{guest, 1}, {guest, 1}, {h.organiser, 2}, {guest, 2}} {
			if count, err := h.Agenda.Agenda.Share(t.Context(), step.by, post.ID); err != nil || count != step.count {
				t.Errorf("share %d: %d, %v, want %d", i, count, err, step.count)
			}
		}
		if _, err := h.Agenda.Room.Unpublish(t.Context(), h.organiser, e.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Agenda.Room.Publish(t.Context(), h.organiser, e.ID); err != nil {
			t.Fatal(err)
		}
		if kept := h.post(t, e.ID).ShareCount; kept != 2 {
			t.Errorf("%d shares after a withdrawal, want 2", kept)
		}
	})
}

// What members do not see is shared by nobody, its organiser and the staff
// included, and nothing is counted (spec 03 §4.2, §12.5).
func TestShare_onlyWhatIsVisible(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		now, guest, staff := h.Clock.Now(), h.Persona(t, apptest.Journalist), h.Persona(t, apptest.Administrator)
		changes := []func(e *events.Event){
			func(e *events.Event) { e.Status = content.Draft },
			func(e *events.Event) { e.ExpiresAt = now },
			func(e *events.Event) { e.PublishedAt = now.Add(time.Second) },
			func(e *events.Event) { e.PublishedAt = time.Time{} },
		}
		for i, post := range h.Agendas(t, h.organiser, len(changes), func(i int, e *events.Event) { changes[i](e) }) {
			for who, by := range map[string]access.Actor{"a member": guest, "its organiser": h.organiser, "the staff": staff} {
				if _, err := h.Agenda.Agenda.Share(t.Context(), by, post.ID); !errors.Is(err, errs.ErrNotFound) {
					t.Errorf("%s shares hidden event %d: %v", who, i, err)
				}
			}
		}
		_, shown := h.announced(t, nil)
		for what, id := range map[string]int64{"an event": shown.ID, "nothing": 1} {
			if _, err := h.Agenda.Agenda.Share(t.Context(), access.Actor{}, id); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("a visitor shares %s: %v", what, err)
			}
		}
		if n := h.Count(t, "SELECT count(*) + (SELECT count(*) FROM event_posts WHERE share_count > 0) FROM event_shares"); n != 0 {
			t.Errorf("%d shares were counted", n)
		}
	})
}

// The agenda goes by shares, page after page (spec 03 §5.5).
func TestAgenda_byShares(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		const many = events.PageSize + 5
		for i, post := range h.Agendas(t, h.organiser, many, nil) {
			h.Exec(t, "UPDATE event_posts SET share_count = ? WHERE id = ?", i%4, post.ID)
		}
		var seen []int64
		for q := (events.Query{Sort: events.ByShares}); ; {
			page, err := h.Agenda.Agenda.Page(t.Context(), h.organiser, q)
			if err != nil {
				t.Fatal(err)
			}
			for i := range page.Cards {
				seen = append(seen, page.Cards[i].ShareCount)
			}
			if q.After = page.Next; page.Next == (events.Position{}) {
				break
			}
		}
		for i := 1; i < len(seen); i++ {
			if seen[i] > seen[i-1] {
				t.Fatalf("the agenda by shares counts %v", seen)
			}
		}
		if len(seen) != many {
			t.Errorf("%d events on all pages, want %d", len(seen), many)
		}
	})
}
