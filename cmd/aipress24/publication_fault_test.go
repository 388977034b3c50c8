// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"net/http"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// publication is a thing to publish through the pages: where it is written,
// where members read it, and what its publication records.
type publication struct {
	word     string // found by it
	kind     string // of the event in the outbox
	room     string // path in its room
	sources  string // table of what its author wrote
	mirrors  string // table of what members read
	category string // of the search
	source   int64
	author   apptest.Persona
}

// publications are one of each kind. The press release is for a client, whose
// owner is told by mail.
func (w world) publications(t *testing.T) []publication {
	t.Helper()
	officer := w.Persona(t, apptest.PressOfficer)
	w.Follow(t, w.fan, officer)
	article := w.draft(t, "magnolia")
	release := w.Release(t, officer, func(in *pressroom.Input) { in.Title = "Le noisetier est en fleur" })
	begins := w.Clock.Now().Add(48 * time.Hour)
	party, err := w.Agenda.Room.Create(t.Context(), w.author, events.EventInput{
		Title: "Le prunellier est en fleur", Body: "<p>Venez le voir.</p>", Type: "Presse / Point presse",
		Sector: "ARTS, CULTURE, MEDIAS / Architecture", Country: "FRA", Town: "FRA / 29200 Brest", StartsAt: begins, EndsAt: begins.Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	return []publication{
		{"magnolia", event.ArticlePublished{}.Kind(), "/wip/articles/", "articles", "posts", "articles", article.ID, apptest.Journalist},
		{"noisetier", event.PressReleasePublished{}.Kind(), "/wip/communiques/", "press_releases", "posts", "press-releases", release.ID, apptest.PressOfficer},
		{"prunellier", event.EventPublished{}.Kind(), "/wip/events/", "events", "event_posts", "events", party.ID, apptest.Journalist},
	}
}

// clientOwner gives the client of the press officer an owner who reads mails.
func (w world) clientOwner(t *testing.T) access.Actor {
	t.Helper()
	officer := w.Persona(t, apptest.PressOfficer)
	owner := w.Member(t, func(p *apptest.Person) {
		p.FirstName, p.Code, p.Survey, p.Email, p.Employer, p.WallType = "Olga", "XP_DIR_ANY", "LEADERS_EXPERTS", "client@example.org", "", ""
	})
	w.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE organisation_id = ?", owner.UserID, officer.SelectedOrganisation())
	return owner
}

// press presses a button of each publication's room, as its author.
func (w world) press(t *testing.T, site, button string, list []publication) {
	t.Helper()
	people := map[apptest.Persona]visitor{}
	for _, p := range list {
		if _, entered := people[p.author]; !entered {
			people[p.author] = w.enter(t, site, p.author)
		}
		if status, body := people[p.author].post(t, p.room+ids.Encode(p.source)+"/"+button, nil); status != http.StatusSeeOther {
			t.Fatalf("%s %s = %d: %s", button, p.room, status, body)
		}
	}
}

// inStep checks that what the author wrote and what members read are both in a
// state, whatever was killed.
func (w world) inStep(t *testing.T, list []publication, status string) {
	t.Helper()
	for _, p := range list {
		n := w.Count(t, "SELECT count(*) FROM "+p.sources+" s JOIN "+p.mirrors+" m ON m.source_id = s.id WHERE s.id = ? AND s.status = ? AND m.status = ?", p.source, status, status)
		if n != 1 {
			t.Errorf("%s and its mirror are not %s", p.room, status)
		}
	}
}

// The machine dies between the commit of a publication and its side effects:
// when it is back, article, press release and event are found, bells ring and
// mails leave once; withdrawn and killed again, nothing of them is left (spec
// 04 §4.5).
func TestKilledAfterCommit(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, engine database.Engine) {
		w := newWorld(t, engine)
		client := w.clientOwner(t)
		list := w.publications(t)
		web, site := serve(t, w.settings, "web") // runs no job, and no relay
		w.press(t, site, "publish", list)
		web.kill(t)

		w.inStep(t, list, "public")
		for _, p := range list {
			if n := w.Count(t, "SELECT count(*) FROM outbox_events WHERE kind = ? AND position IS NULL", p.kind); n != 1 {
				t.Fatalf("%d events %s wait, want 1", n, p.kind)
			}
		}
		if n := w.BellsOf(t, w.fan); n != 0 {
			t.Fatalf("the bell rang before anybody worked: %d", n)
		}

		for round := range 2 { // and dies again afterwards
			all, site := serve(t, w.settings, "serve")
			fan := w.enter(t, site, apptest.Expert)
			for _, p := range list {
				apptest.Eventually(t, p.word+" is found", func() bool { return fan.findsIn(t, p.category, p.word) })
			}
			w.settled(t)
			if n := w.BellsOf(t, w.fan); n != len(list) {
				t.Errorf("round %d: bells = %d, want %d", round, n, len(list))
			}
			mails := w.Count(t, "SELECT count(*) FROM mail_messages WHERE recipient = 'client@example.org'")
			if bells := w.BellsOf(t, client); bells != 1 || mails != 1 {
				t.Errorf("round %d: the client has %d bells and %d mails, want 1 of each", round, bells, mails)
			}
			if round == 1 {
				w.press(t, site, "unpublish", list)
			}
			all.kill(t)
		}
		w.inStep(t, list, "draft")
		_, site = serve(t, w.settings, "serve")
		fan := w.enter(t, site, apptest.Expert)
		for _, p := range list {
			apptest.Eventually(t, p.word+" is not found any more", func() bool { return !fan.findsIn(t, p.category, p.word) })
		}
	})
}
