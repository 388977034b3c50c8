// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/modules/events"
)

// Spec 04 §12.12 and issue 5: what is not published, withdrawn, expired or
// deleted is in no list, count, month, page, file, feed or picture of those it
// should not be.
func TestAgenda_visibility(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		room, agenda, seats := h.Agenda.Room, h.Agenda.Agenda, h.Agenda.Seats
		ctx := t.Context()
		e, post := h.announced(t, nil)
		image, err := room.AddImage(ctx, h.organiser, e.ID, gallery.Addition{Data: apptest.Picture(t, 320, 200)})
		if err != nil {
			t.Fatal(err)
		}
		reader := h.Persona(t, apptest.Journalist)
		h.ask(t, reader, post.ID)
		see := func(by access.Actor) []bool {
			page, err := agenda.Page(ctx, by, events.Query{})
			if err != nil {
				t.Fatal(err)
			}
			choices, err := agenda.Choices(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			month, err := agenda.Month(ctx, post.StartsAt)
			if err != nil {
				t.Fatal(err)
			}
			inMonth := slices.ContainsFunc(month.Days, func(d events.Day) bool { return d.Count > 0 })
			mine, err := agenda.Mine(ctx, by)
			if err != nil {
				t.Fatal(err)
			}
			_, badge := seats.Badge(ctx, reader, post.ID)
			file, picture := h.Media.Open(ctx, reader, image.MediaName, 0)
			if picture == nil {
				_ = file.Close()
			}
			return []bool{len(page.Cards) > 0, len(choices[events.OfCity]) > 0, inMonth, len(mine) > 0, badge == nil, picture == nil}
		}
		open := func(by access.Actor) bool { _, err := agenda.Visible(ctx, by, post.ID); return err == nil }
		if got := see(reader); slices.Contains(got, false) || !open(reader) {
			t.Fatalf("a published event is seen %v", got)
		}
		check := func(state string, author bool) {
			t.Helper()
			if got := see(reader); slices.Contains(got, true) || open(reader) || open(access.Actor{}) {
				t.Errorf("%s: a member sees %v, opens %v", state, got, open(reader))
			}
			if open(h.organiser) != author {
				t.Errorf("%s: its author opens it: %v", state, !author)
			}
		}
		if _, err := room.Unpublish(ctx, h.organiser, e.ID); err != nil {
			t.Fatal(err)
		}
		check("withdrawn", true)
		h.update(t, e.ID, func(in *events.EventInput) { in.Title = "Un brouillon secret" })
		if got := h.post(t, e.ID); got.Title != "Assises du fret" || got.Status == content.Public {
			t.Errorf("the draft is in what members see: %q, %s", got.Title, got.Status)
		}
		secret, err := seats.OpenFeed(ctx, reader)
		if err != nil {
			t.Fatal(err)
		}
		feed, err := seats.Feed(ctx, secret)
		if err != nil || len(feed.Events) != 1 || !feed.Events[0].CalledOff || feed.Events[0].Title != "Assises du fret" {
			t.Errorf("the feed of a withdrawn event: %+v, %v", feed, err)
		}
		if _, err := room.Publish(ctx, h.organiser, e.ID); err != nil {
			t.Fatal(err)
		}
		if got := h.post(t, e.ID); got.ID != post.ID || !open(reader) {
			t.Error("republished elsewhere")
		}
		h.Exec(t, "UPDATE events SET expires_at = ? WHERE id = ?", h.Clock.Now().Add(-time.Second).UTC(), e.ID)
		if err := room.Close(ctx); err != nil {
			t.Fatal(err)
		}
		check("expired", true)
		if err := room.Delete(ctx, h.organiser, e.ID); err != nil {
			t.Fatal(err)
		}
		check("deleted", false)
		if feed, err := seats.Feed(ctx, secret); err != nil || len(feed.Events) != 1 || !feed.Events[0].CalledOff {
			t.Errorf("the feed of a deleted event: %+v, %v", feed, err)
		}
		if _, err := agenda.Page(ctx, access.Actor{}, events.Query{}); err != nil {
			t.Fatal(err)
		}
	})
}

// Spec 03 §13 E2: the feed's secret is kept by its hash only; another one
// closes it, and so does its owner or the end of the account.
func TestFeed_secret(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		seats, who := h.Agenda.Seats, h.Persona(t, apptest.Journalist)
		answers := func(secret string) bool { _, err := seats.Feed(t.Context(), secret); return err == nil }
		first, err := seats.OpenFeed(t.Context(), who)
		if err != nil || !answers(first) || answers("") || answers(first+"x") {
			t.Fatalf("opened: %v", err)
		}
		if n := h.Count(t, "SELECT count(*) FROM calendar_feeds WHERE token_hash = ?", first); n != 0 {
			t.Error("the secret itself is kept")
		}
		second, err := seats.OpenFeed(t.Context(), who)
		if err != nil || answers(first) || !answers(second) {
			t.Errorf("renewed: %v", err)
		}
		h.Exec(t, "UPDATE members SET active = FALSE WHERE id = ?", who.UserID)
		if answers(second) {
			t.Error("the feed of a closed account answers")
		}
		h.Exec(t, "UPDATE members SET active = TRUE WHERE id = ?", who.UserID)
		if err := seats.CloseFeed(t.Context(), who); err != nil || answers(second) {
			t.Errorf("closed: %v", err)
		}
	})
}

// Spec 03 §5.5: the agenda goes on by key, each event once, in each order, while
// events arrive; filters are joined by AND, their values by OR.
func TestAgenda_pages(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.Agendas(t, h.organiser, 75, nil)
		for _, sort := range []events.Sort{events.BySchedule, events.ByViews, events.ByLikes} {
			seen := map[int64]bool{}
			q := events.Query{Sort: sort}
			for pages := 0; ; pages++ {
				page, err := h.Agenda.Agenda.Page(t.Context(), h.organiser, q)
				if err != nil {
					t.Fatal(err)
				}
				for i, c := range page.Cards {
					if seen[c.ID] {
						t.Errorf("%q: %d is shown twice", sort, c.ID)
					}
					seen[c.ID] = true
					if i > 0 && sort == events.BySchedule && page.Cards[i-1].StartsAt.After(c.StartsAt) {
						t.Error("out of order")
					}
				}
				if pages == 0 {
					h.announced(t, func(in *events.EventInput) { in.StartsAt = h.Clock.Now().Add(time.Second) }) // before the page that follows
				}
				if page.Next == (events.Position{}) {
					break
				}
				q.After = page.Next
			}
			if len(seen) < 75 {
				t.Errorf("%q: %d events were shown", sort, len(seen))
			}
		}
		look := func(way string) {
			t.Helper()
			for name, tt := range map[string]struct {
				q    events.Query
				want bool
			}{
				"title":            {events.Query{Search: "numero 7"}, true},
				"accents":          {events.Query{Search: "NUMÉRO 7"}, true},
				"postcode":         {events.Query{Search: "près de 29200"}, true},
				"neither":          {events.Query{Search: "introuvable"}, false},
				"wildcard":         {events.Query{Search: "%"}, true}, // nothing to look for
				"city or another":  {events.Query{Filters: map[events.Filter][]string{events.OfCity: {"Brest", "Paris"}}}, true},
				"city and another": {events.Query{Filters: map[events.Filter][]string{events.OfCity: {"Brest"}, events.OfCountry: {"BEL"}}}, false},
				"another day":      {events.Query{From: h.Clock.Now().AddDate(5, 0, 0), To: h.Clock.Now().AddDate(5, 0, 1)}, false},
			} {
				page, err := h.Agenda.Agenda.Page(t.Context(), h.organiser, tt.q)
				if err != nil || len(page.Cards) > 0 != tt.want {
					t.Errorf("%s, %s: %d cards, %v", name, way, len(page.Cards), err)
				}
			}
		}
		look("by their ids")
		h.Agenda.Agenda.TakeAllForMany()
		look("along the index")
		long, _ := h.announced(t, func(in *events.EventInput) { in.EndsAt = in.StartsAt.AddDate(0, 2, 0) })
		day := events.Today(h.Clock.Now().AddDate(0, 0, 45))
		page, err := h.Agenda.Agenda.Page(t.Context(), h.organiser, events.Query{From: day, To: day.AddDate(0, 0, 1)})
		if err != nil || !slices.ContainsFunc(page.Cards, func(c events.Card) bool { return c.ID == h.post(t, long.ID).ID }) {
			t.Errorf("what lasts is not on its later days: %v", err)
		}
	})
}
