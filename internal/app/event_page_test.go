// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Spec 03 §5.7: the page of an event names its author and counts its comments;
// §4.11: liking it says what was done; §13 E2: it begins in other calendars.
func TestEventPage_details(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		organiser := app.Persona(t, apptest.Expert)
		_, post := announce(t, app, organiser, nil)
		on := content.Ref{Portal: content.Events, ID: post}
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		browser.Post(t, on.Path()+"/comments", said("À bientôt."))
		page := browser.Get(t, on.Path())
		if !page.Has(`dd a[href="/swork/members/`+ids.Encode(organiser.UserID)+`"]`) || page.Text(`dd a[href="#comments-title"]`) != "1" {
			t.Errorf("the details lack the author or the comments: %q", page.Text("dl"))
		}
		for _, said := range []string{"nement est lik", "like est retir"} {
			if liked := browser.HTMX(t, http.MethodPost, on.Path()+"/like", nil); !strings.Contains(liked.Header.Get("HX-Trigger"), said) {
				t.Errorf("the toast is %q, want %q", liked.Header.Get("HX-Trigger"), said)
			}
		}
		start := app.Clock.Now().Add(24 * time.Hour).UTC()
		google, err := url.Parse(page.Find(`a[href^="https://calendar.google.com/"]`).AttrOr("href", ""))
		if err != nil || !strings.HasPrefix(google.Query().Get("dates"), start.Format("20060102T150405Z")+"/") || !strings.Contains(google.Query().Get("details"), on.Path()) {
			t.Errorf("Google is told %v, %v", google, err)
		}
		outlook, err := url.Parse(page.Find(`a[href^="https://outlook.live.com/"]`).AttrOr("href", ""))
		if err != nil || outlook.Query().Get("startdt") != start.Format(time.RFC3339) || !strings.Contains(outlook.Query().Get("location"), "Brest") {
			t.Errorf("Outlook is told %v, %v", outlook, err)
		}
	})
}

// Spec 03 §8.5: machines read what a published page is about, in JSON-LD, and
// nothing of one that is not published.
func TestStructuredData(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		browser, post := app.SignIn(t, author), app.Published(t, author, nil)
		source, event := announce(t, app, author, func(in *events.EventInput) { in.Title = "Fret </script><b>" })
		const script = `script[type="application/ld+json"]`
		read := func(path string) (data map[string]any) {
			t.Helper()
			if err := json.Unmarshal([]byte(browser.Get(t, path).Find(script).Text()), &data); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			return data
		}
		if data := read(postURL(post.ID)); data["@type"] != "NewsArticle" || data["headline"] != post.Title || data["isAccessibleForFree"] != true {
			t.Errorf("an article is %v", data)
		}
		at := "/events/" + ids.Encode(event)
		if data := read(at); data["@type"] != "Event" || !strings.HasPrefix(data["name"].(string), "Fret </script>") || data["eventAttendanceMode"] == nil {
			t.Errorf("an event is %v", data)
		}
		if _, err := app.Agenda.Room.Unpublish(t.Context(), author, source); err != nil {
			t.Fatal(err)
		}
		if page := browser.Get(t, at); page.Status != http.StatusOK || page.Has(script) || page.Has(`meta[property^="og:"]`) {
			t.Errorf("withdrawn, its organiser's page is %d, with data: %v", page.Status, page.Has(script))
		}
	})
}

// Spec 03 §5.5, §14: the small month shows which days are of one's own agenda, a
// day for every day they span.
func TestAgenda_marksOwnDays(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		organiser, guest := app.Persona(t, apptest.Expert), app.Persona(t, apptest.Journalist)
		_, mine := announce(t, app, organiser, func(in *events.EventInput) { in.EndsAt = in.StartsAt.Add(24 * time.Hour) })
		announce(t, app, organiser, func(in *events.EventInput) {
			in.StartsAt, in.EndsAt = in.StartsAt.Add(72*time.Hour), in.StartsAt.Add(73*time.Hour)
		})
		browser := app.SignIn(t, guest)
		const marked = `a[aria-label$="de votre agenda"]`
		if page := browser.Get(t, "/events"); page.Has(marked) {
			t.Error("days are marked before anything is one's own")
		}
		if _, err := app.Agenda.Seats.Ask(t.Context(), guest, mine, ""); err != nil {
			t.Fatal(err)
		}
		page := browser.Get(t, "/events?month="+app.Clock.Now().Add(24*time.Hour).Format("2006-01"))
		if n := page.Find(marked).Length(); n != 2 {
			t.Errorf("%d days are marked, want the two that it spans", n)
		}
	})
}
