// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/ids"
)

// releaseForm is a press release as its author fills it in, under embargo until
// five in the afternoon of Paris.
func releaseForm(app *apptest.App, in pressroom.Input) url.Values {
	until := app.Clock.Now().Add(2 * time.Hour)
	paris, err := time.LoadLocation("Europe/Paris")
	if err == nil {
		until = until.In(paris)
	}
	return url.Values{
		"title": {"Le cargo à voile quitte le bassin Penhoët"}, "standfirst": {in.Standfirst}, "body": {in.Body},
		"genre": {in.Genre}, "section": {in.Section}, "topic": {in.Topic}, "sector": {in.Sector}, "publisher": {ids.Encode(in.PublisherID)},
		"country": {"FRA"}, "country_detail": {"29200 Brest"}, "embargoed_until": {until.Format("2006-01-02T15:04")},
	}
}

// A press officer's release for a client, under embargo, through the pages:
// publishing is refused and says until when, scheduling is taken, nobody sees
// anything of it until its minute, and everybody from then on. The client is
// told (spec 04 §5.4, §8, §9.12).
func TestReleaseUnderEmbargo(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		officer, reader := app.Persona(t, apptest.PressOfficer), app.Persona(t, apptest.Academic)
		app.Follow(t, reader, officer)
		desk, eyes := app.SignIn(t, officer), app.SignIn(t, reader)
		form := releaseForm(app, app.ReleaseInput(officer))
		if page := desk.Get(t, "/wip/communiques/new"); !page.Has("[name=publisher] option[selected]") {
			t.Errorf("the client is not proposed: %d", page.Status)
		}
		if saved := desk.Post(t, "/wip/communiques", form); saved.Status != http.StatusSeeOther {
			t.Fatalf("saving = %d: %s", saved.Status, saved.Text(".form-errors, [role=alert]"))
		}
		release := regexp.MustCompile(`/wip/communiques/x\w+`).FindString(desk.Get(t, "/wip/communiques").Body)
		added := desk.Upload(t, release+"/images", "image", "cargo.png", apptest.Picture(t, 1280, 720), url.Values{"caption": {"Le cargo"}})
		if added.Status != http.StatusSeeOther {
			t.Fatalf("adding a picture = %d", added.Status)
		}
		refused := desk.Post(t, release+"/publish", nil)
		if refused.Status != http.StatusUnprocessableEntity || !strings.Contains(refused.Text(".form-errors"), "embargo jusqu’au") {
			t.Errorf("publishing under embargo = %d: %s", refused.Status, refused.Text(".form-errors"))
		}
		if scheduled := desk.Post(t, release+"/schedule", nil); scheduled.Status != http.StatusSeeOther {
			t.Fatalf("scheduling = %d: %s", scheduled.Status, scheduled.Text("main"))
		}
		picture := desk.Get(t, release).Find("article img").AttrOr("src", "")
		app.Settle(t)
		check := func(when string, seen bool) {
			t.Helper()
			for _, path := range []string{
				"/wire/tab/com?sort=date", "/wire/tab/com?sort=likes", "/wire/tab/com?ville=Brest", "/wire/tab/com/filter/ville", searchURL("cargo voile"),
				"/search/suggest?qs=cargo", "/swork/members/" + ids.Encode(officer.UserID), "/notifications",
			} {
				page := eyes.Get(t, path)
				if found := strings.Contains(page.Body, "Penhoët") || strings.Contains(path, "filter") && strings.Contains(page.Body, "Brest"); found != seen {
					t.Errorf("%s: %s shows it: %v (%d)", when, path, found, page.Status)
				}
			}
			if status := eyes.Get(t, picture).Status; (status == http.StatusOK) != seen {
				t.Errorf("%s: its picture = %d", when, status)
			}
			if status := eyes.Get(t, release).Status; status != http.StatusForbidden && status != http.StatusNotFound {
				t.Errorf("%s: the Com’room shows it to a stranger: %d", when, status)
			}
		}
		check("under embargo", false)
		app.Clock.Advance(2*time.Hour - time.Minute)
		if err := app.Releases.ReleaseDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		check("a minute before", false)
		app.Clock.Advance(time.Minute)
		for range 2 {
			if err := app.Releases.ReleaseDue(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		app.Settle(t)
		check("at its minute", true)
		if n := app.BellsOf(t, reader); n != 1 {
			t.Errorf("%d bells", n)
		}
		if n := app.Events(t, "publication.for_client"); n != 1 {
			t.Errorf("the client is told %d times", n)
		}
		app.Clock.Advance(2 * time.Minute) // counts of filters are a minute old at most
		if back := desk.Post(t, release+"/unpublish", nil); back.Status != http.StatusSeeOther {
			t.Fatalf("unpublishing = %d", back.Status)
		}
		app.Settle(t)
		for _, path := range []string{"/wire/tab/com?sort=date", searchURL("cargo voile"), "/swork/members/" + ids.Encode(officer.UserID)} {
			if strings.Contains(eyes.Get(t, path).Body, "bassin Penhoët") {
				t.Errorf("withdrawn: %s shows it", path)
			}
		}
		if status := eyes.Get(t, picture).Status; status != http.StatusNotFound {
			t.Errorf("withdrawn: its picture = %d", status)
		}
	})
}

// What is not visible is opened by no address of the wire but for its author
// and those who answer for it: the table of contents and actors (spec 03 §4.2).
func TestReleases_hidden(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		officer, now := app.Persona(t, apptest.PressOfficer), app.Clock.Now()
		states := map[string]func(*content.Post){
			"public":    func(*content.Post) {},
			"draft":     func(p *content.Post) { p.Status = content.Draft },
			"expired":   func(p *content.Post) { p.Status = content.Expired },
			"over":      func(p *content.Post) { p.ExpiresAt = now },
			"scheduled": func(p *content.Post) { p.PublishedAt = now.Add(time.Minute) },
			"deleted":   func(p *content.Post) { p.DeletedAt = now },
		}
		for state, change := range states {
			post := app.Posts(t, officer, 1, func(_ int, p *content.Post) { p.Kind = content.PressRelease; change(p) })[0]
			for persona, mayAlways := range map[apptest.Persona]bool{
				apptest.PressOfficer: true, apptest.Administrator: true, apptest.Journalist: false, apptest.Expert: false, apptest.Academic: false,
			} {
				browser := app.SignIn(t, app.Persona(t, persona))
				seen := state == "public" || mayAlways && state != "deleted"
				for _, path := range []string{postURL(post.ID), postURL(post.ID) + "/kit"} {
					if status := browser.Get(t, path).Status; (status == http.StatusOK) != seen {
						t.Errorf("%s, %s: %s = %d", state, persona, path, status)
					}
				}
				if status := browser.Post(t, postURL(post.ID)+"/like", nil).Status; (status == http.StatusSeeOther) != seen {
					t.Errorf("%s, %s: liking = %d", state, persona, status)
				}
			}
		}
	})
}
