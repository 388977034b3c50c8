// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/ids"
)

// agendaInput is a valid event, in a day.
func agendaInput(app *apptest.App) events.EventInput {
	return events.EventInput{
		Title: "Assises du fret ; ports, rails & routes", Standfirst: "Deux jours de débats, des visites.", Body: "<p>Venez nombreux.</p>",
		Type: "Presse / Point presse", Sector: "ARTS, CULTURE, MEDIAS / Architecture", Country: "FRA", Town: "FRA / 29200 Brest",
		Address: "12, quai de la Douane", StartsAt: app.Clock.Now().Add(24 * time.Hour), EndsAt: app.Clock.Now().Add(26 * time.Hour),
	}
}

// announce publishes an event and returns the numbers of its source and of
// what members see.
func announce(t *testing.T, app *apptest.App, by access.Actor, change func(*events.EventInput)) (source, post int64) {
	t.Helper()
	in := agendaInput(app)
	if change != nil {
		change(&in)
	}
	e, err := app.Agenda.Room.Create(t.Context(), by, in)
	if err == nil {
		e, err = app.Agenda.Room.Publish(t.Context(), by, e.ID)
	}
	if err != nil {
		t.Fatalf("announce: %v", err)
	}
	return e.ID, int64(app.Count(t, "SELECT id FROM event_posts WHERE source_id = ?", e.ID))
}

// agendaObjects are the events that routes speak of; the journalist wrote them.
func agendaObjects(t *testing.T, app *apptest.App, author access.Actor) objects {
	t.Helper()
	all := objects{}
	source, post := announce(t, app, author, nil)
	withdrawn, hidden := announce(t, app, author, nil)
	if _, err := app.Agenda.Room.Unpublish(t.Context(), author, withdrawn); err != nil {
		t.Fatal(err)
	}
	image, err := app.Agenda.Room.AddImage(t.Context(), author, source, gallery.Addition{Data: apptest.Picture(t, 642, 362)})
	if err != nil {
		t.Fatal(err)
	}
	room, picture := "/wip/events/"+ids.Encode(source), "/wip/events/"+ids.Encode(source)+"/images/"+ids.Encode(image.ID)
	for _, suffix := range []string{"", "/edit", "/publish", "/unpublish", "/duplicate", "/delete", "/images", "/accreditations", "/accreditations/export", "/checkin", "/checkin/undo", "/versions", "/draft", "/draft/discard"} {
		all["/wip/events/{id}"+suffix] = []object{{"", room + suffix}}
	}
	for _, suffix := range []string{"", "/delete", "/move"} {
		all["/wip/events/{id}/images/{image}"+suffix] = []object{{"", picture + suffix}}
	}
	for _, suffix := range []string{"", "/like", "/share", "/participate", "/cancel", "/hide", "/badge"} {
		all["/events/{id}"+suffix] = []object{
			{"public", "/events/" + ids.Encode(post) + suffix}, {"withdrawn", "/events/" + ids.Encode(hidden) + suffix},
		}
	}
	talk, _ := commentsOf(t, app, content.Events, object{"public", "/events/" + ids.Encode(post)}, object{"withdrawn", "/events/" + ids.Encode(hidden)})
	maps.Copy(all, talk)
	all["/wip/events/{id}/versions/{version}"] = one(room + "/versions/1")
	all["/feeds/events/{secret}"] = []object{{"", "/feeds/events/nobodys"}}
	return all
}

// Spec 03 §13 E1: a journalist's accreditation, from the request to the badge
// and the door, with the bells and the mails on the way.
func TestAccreditation_fromRequestToBadge(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		organiser, guest := app.Persona(t, apptest.Expert), app.Persona(t, apptest.Journalist)
		source, post := announce(t, app, organiser, func(in *events.EventInput) {
			in.Admission, in.Capacity, in.Question = events.OnRequest, 1, "Pour quel média ?"
		})
		page, door := "/events/"+ids.Encode(post), "/wip/events/"+ids.Encode(source)+"/checkin"
		reader, host, stranger := app.SignIn(t, guest), app.SignIn(t, organiser), app.SignIn(t, app.Persona(t, apptest.Academic))

		if got := stranger.Get(t, page); got.Status != http.StatusOK || got.Find(`form[action$="/participate"]`).Length() != 0 || !strings.Contains(got.Text("#participation"), "réservée") {
			t.Errorf("an academic is told %d %q", got.Status, got.Text("#participation"))
		}
		if got := stranger.Post(t, page+"/participate", nil); got.Status != http.StatusForbidden {
			t.Errorf("an academic asks: %d", got.Status)
		}
		if got := reader.Get(t, page); !strings.Contains(got.Text("#participation"), "Pour quel média ?") {
			t.Errorf("the question is not asked: %q", got.Text("#participation"))
		}
		if got := reader.Post(t, page+"/participate", url.Values{"motive": {"La Gazette"}}); got.Status != http.StatusSeeOther {
			t.Fatalf("ask: %d", got.Status)
		}
		app.Settle(t)
		if n := app.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND message = 'notifications.participation_asked'", organiser.UserID); n != 1 {
			t.Errorf("the organiser has %d bells", n)
		}
		if n := app.Count(t, "SELECT count(*) FROM mail_messages WHERE recipient = ?", app.Email(t, apptest.Expert)); n != 1 {
			t.Errorf("the organiser has %d mails", n)
		}
		list := "/wip/events/" + ids.Encode(source) + "/accreditations"
		if got := host.Get(t, list); got.Status != http.StatusOK || !strings.Contains(got.Text("table"), guest.Name) || !strings.Contains(got.Text("table"), "La Gazette") {
			t.Errorf("the list: %d %q", got.Status, got.Text("table"))
		}
		if got := reader.Get(t, page+"/badge"); got.Status != http.StatusNotFound {
			t.Errorf("a badge before the decision: %d", got.Status)
		}
		who := ids.Encode(int64(app.Count(t, "SELECT id FROM participations WHERE post_id = ?", post)))
		if got := host.Post(t, list, url.Values{"id": {who}, "action": {"approve"}, "message": {"À demain"}}); got.Status != http.StatusSeeOther {
			t.Fatalf("approve: %d", got.Status)
		}
		app.Settle(t)
		if n := app.Count(t, "SELECT count(*) FROM mail_messages WHERE recipient = ? AND html LIKE '%/badge%' AND html LIKE '%À demain%'", app.Email(t, apptest.Journalist)); n != 1 {
			t.Errorf("the guest has %d mails about the badge", n)
		}
		badge := reader.Get(t, page+"/badge")
		if badge.Status != http.StatusOK || badge.Find("svg[role=img] path").Length() != 1 {
			t.Fatalf("badge: %d", badge.Status)
		}
		var code string
		if err := app.DB.Reader().NewRaw("SELECT badge_code FROM participations WHERE post_id = ?", post).Scan(t.Context(), &code); err != nil {
			t.Fatal(err)
		}
		if got := host.Get(t, door+"?code="+code); got.Find("#code").AttrOr("value", "") != code || app.Count(t, "SELECT count(*) FROM participations WHERE status = 'attended'") != 0 {
			t.Error("a badge that is only read changes something")
		}
		for range 2 { // the second time says so
			if got := host.Post(t, door, url.Values{"code": {strings.ToLower(code)}}); got.Status != http.StatusOK || !strings.Contains(got.Text("[role=status]"), guest.Name) {
				t.Errorf("door: %d %q", got.Status, got.Text("[role=status]"))
			}
		}
		if got := host.Post(t, door, url.Values{"code": {"FAUX"}}); got.Status != http.StatusUnprocessableEntity || got.Find("#code").AttrOr("value", "") != "FAUX" {
			t.Errorf("a wrong code: %d", got.Status)
		}
		if got := reader.Get(t, door); got.Status != http.StatusForbidden {
			t.Errorf("the guest at the organiser's door: %d", got.Status)
		}
	})
}

// Spec 03 §13 E2: what calendars fetch is accepted by a parser of another hand,
// says when and where in the zone of Paris, and calls off what was withdrawn.
func TestCalendars(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		organiser, guest := app.Persona(t, apptest.Expert), app.Persona(t, apptest.Journalist)
		long := strings.Repeat("Une très longue phrase, avec des « signes » ; ", 9)
		source, post := announce(t, app, organiser, func(in *events.EventInput) { in.Standfirst = long })
		reader := app.SignIn(t, guest)
		file := reader.Get(t, "/events/"+ids.Encode(post)+".ics")
		if file.Status != http.StatusOK || file.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
			t.Fatalf("file: %d %s", file.Status, file.Header.Get("Content-Type"))
		}
		first := eventsIn(t, file.Body)[0]
		in := agendaInput(app)
		if got := textOf(t, &first, ical.PropSummary); got != content.Typeset("fr", in.Title) {
			t.Errorf("summary = %q", got)
		}
		if got := textOf(t, &first, ical.PropDescription); !strings.Contains(got, content.Typeset("fr", strings.TrimSpace(long))) {
			t.Errorf("description = %q", got)
		}
		if start, err := first.DateTimeStart(time.UTC); err != nil || !start.Equal(in.StartsAt.Truncate(time.Second)) {
			t.Errorf("start = %v, %v, want %v", start, err, in.StartsAt)
		}
		if zone := first.Props.Get(ical.PropDateTimeStart).Params.Get(ical.ParamTimezoneID); zone != "Europe/Paris" {
			t.Errorf("zone = %q", zone)
		}
		if got := app.SignIn(t, access.Actor{}).Get(t, "/events/"+ids.Encode(post)+".ics"); got.Status == http.StatusOK {
			t.Error("anybody takes the file")
		}

		reader.Post(t, "/events/"+ids.Encode(post)+"/participate", nil)
		opened := reader.Post(t, "/events/mine/feed", url.Values{"action": {"open"}})
		address, err := url.Parse(opened.Find("#feed input[readonly]").AttrOr("value", ""))
		if err != nil || !strings.HasPrefix(address.Path, "/feeds/events/") {
			t.Fatalf("address = %v, %v", address, err)
		}
		anybody := app.SignIn(t, access.Actor{})
		feed := func() ical.Event {
			t.Helper()
			got := anybody.Get(t, address.Path)
			if got.Status != http.StatusOK || got.Header.Get("Cache-Control") != "no-store" {
				t.Fatalf("feed: %d, %s", got.Status, got.Header.Get("Cache-Control"))
			}
			list := eventsIn(t, got.Body)
			if len(list) != 1 {
				t.Fatalf("%d events in the feed", len(list))
			}
			return list[0]
		}
		before := feed()
		app.Clock.Advance(time.Hour)
		if _, err := app.Agenda.Room.Unpublish(t.Context(), organiser, source); err != nil {
			t.Fatal(err)
		}
		after := feed()
		if textOf(t, &before, ical.PropStatus) != "CONFIRMED" || textOf(t, &after, ical.PropStatus) != "CANCELLED" || textOf(t, &before, ical.PropUID) != textOf(t, &after, ical.PropUID) {
			t.Errorf("before: %v, after: %v", before.Props, after.Props)
		}
		if was, is := sequence(t, &before), sequence(t, &after); is <= was {
			t.Errorf("sequence %d after %d", is, was)
		}
		if got := reader.Get(t, "/events/"+ids.Encode(post)+".ics"); got.Status != http.StatusNotFound {
			t.Errorf("the file of a withdrawn event: %d", got.Status)
		}
		reader.Post(t, "/events/mine/feed", url.Values{"action": {"close"}})
		if got := anybody.Get(t, address.Path); got.Status != http.StatusNotFound {
			t.Errorf("a closed feed: %d", got.Status)
		}
	})
}

// eventsIn parses a calendar, whose lines must be of 75 octets at most.
func eventsIn(t *testing.T, body string) []ical.Event {
	t.Helper()
	for _, line := range strings.Split(body, "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	calendar, err := ical.NewDecoder(strings.NewReader(body)).Decode()
	if err != nil {
		t.Fatalf("parse %q: %v", body, err)
	}
	return calendar.Events()
}

func textOf(t *testing.T, e *ical.Event, name string) string {
	t.Helper()
	text, err := e.Props.Text(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return text
}

func sequence(t *testing.T, e *ical.Event) int {
	t.Helper()
	n, err := e.Props.Get(ical.PropSequence).Int()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Issue 5: the agenda's pages cost the same few queries whatever they show.
func TestAgendaQueries(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		reader := app.Persona(t, apptest.Journalist)
		source, post := announce(t, app, reader, func(in *events.EventInput) { in.Title = "Le numéro 0" })
		budgets := map[string]int{
			"/events": 6, "/events?search=numero&city=Brest&sort=views": 7, "/events/calendar": 4, "/events/mine": 4,
			"/events/" + ids.Encode(post): 8, "/wip/events": 8, "/wip/events/" + ids.Encode(source) + "/accreditations": 6,
		}
		browser := app.SignIn(t, reader)
		measure := func() map[string][]string {
			counts := map[string][]string{}
			for path := range budgets {
				if page := browser.Get(t, path); page.Status != http.StatusOK {
					t.Fatalf("%s = %d", path, page.Status)
				}
				_, counts[path] = browser.Counted(t, path)
			}
			return counts
		}
		little := measure()
		app.Agendas(t, reader, 60, nil)
		for range 20 {
			if _, err := app.Agenda.Seats.Ask(t.Context(), app.Member(t, nil), post, ""); err != nil {
				t.Fatal(err)
			}
		}
		app.Clock.Advance(2 * time.Minute)
		much := measure()
		for path, most := range budgets {
			for _, complaint := range overspent(little[path], much[path], most) {
				t.Errorf("%s: %s", path, complaint)
			}
		}
	})
}

// Odd addresses of the agenda are answered, never with an error (spec 03 §5.5).
func TestAgenda_oddAddresses(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		for path, want := range map[string]int{
			"/events?day=2026-13-45": http.StatusOK, "/events?month=potato": http.StatusOK, "/events/calendar?month=0000-00": http.StatusOK,
			"/events?day=9999-12-31": http.StatusOK, "/events?sort=shares": http.StatusOK, "/events?city=%00": http.StatusOK,
			"/events?search=%27%3B%25_&type=x": http.StatusOK, "/events/nothing": http.StatusNotFound, "/events/nothing.ics": http.StatusNotFound,
			"/events/12345.ics": http.StatusNotFound, "/wip/events/12345": http.StatusNotFound, "/wip/events/12345/accreditations": http.StatusNotFound,
		} {
			if got := browser.Get(t, path); got.Status != want {
				t.Errorf("%s = %d, want %d", path, got.Status, want)
			}
		}
		form := url.Values{"title": {"Sans type"}, "body": {"<p>Texte gardé</p>"}, "starts_at_date": {"2026-12-02"}, "starts_at_time": {"10:00"}, "ends_at_date": {"2026-12-01"}, "ends_at_time": {"10:00"}}
		refused := browser.Post(t, "/wip/events", form)
		if refused.Status != http.StatusUnprocessableEntity || refused.Find("#f-title").AttrOr("value", "") != "Sans type" || !strings.Contains(refused.Body, "Texte gardé") {
			t.Errorf("a form to correct: %d, %q", refused.Status, refused.Find("#f-title").AttrOr("value", ""))
		}
	})
}
