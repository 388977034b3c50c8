// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
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

// Spec 04 §12.12 and issue 5: what is not published, withdrawn, expired or
// deleted is in no list, count, month, page, file, feed or picture of those it
// should not be.
func TestAgenda_visibility(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		room, agenda, seats := h.Agenda.Room, h.Agenda.Agenda, h.Agenda.Seats
		ctx := t.Context()
		e, post := h.announced(t, nil)
		image, err := room.AddImage(ctx, h.organiser, e.ID, events.ImageInput{Data: apptest.Picture(t, 320, 200)})
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
		check("deleted", true)
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
		if _, err := h.Agenda.Room.AddImage(t.Context(), h.organiser, e.ID, events.ImageInput{Data: apptest.Picture(t, 320, 200)}); err != nil {
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
				t.Errorf("%s: %d cards, %v", name, len(page.Cards), err)
			}
		}
		long, _ := h.announced(t, func(in *events.EventInput) { in.EndsAt = in.StartsAt.AddDate(0, 2, 0) })
		day := events.Today(h.Clock.Now().AddDate(0, 0, 45))
		page, err := h.Agenda.Agenda.Page(t.Context(), h.organiser, events.Query{From: day, To: day.AddDate(0, 0, 1)})
		if err != nil || !slices.ContainsFunc(page.Cards, func(c events.Card) bool { return c.ID == h.post(t, long.ID).ID }) {
			t.Errorf("what lasts is not on its later days: %v", err)
		}
	})
}
