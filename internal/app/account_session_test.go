// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

// An administrator is told of a sign-in from a browser never used before, and of
// no other (spec 02 §19.6).
func TestNewDevice(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		admin, member := app.Email(t, apptest.Administrator), app.Email(t, apptest.Journalist)
		usual := app.Browser(t)
		for range 2 {
			usual.Post(t, "/auth/login", credentials(admin, apptest.Password))
			usual.Post(t, "/auth/logout", nil)
		}
		if got := letters(t, app, admin); len(got) != 0 {
			t.Errorf("%d mails about the usual browser", len(got))
		}
		foreign := app.Browser(t)
		foreign.Language = "en"
		foreign.Post(t, "/auth/login", credentials(admin, apptest.Password))
		if got := letters(t, app, admin); len(got) != 1 {
			t.Errorf("%d mails about a new browser, want 1", len(got))
		} else if !strings.Contains(got[0].Text, "Appareil inconnu") {
			t.Errorf("a French mail names the browser in the language of that browser: %s", got[0].Text)
		}
		for range 2 {
			app.Browser(t).Post(t, "/auth/login", credentials(member, apptest.Password))
		}
		if got := letters(t, app, member); len(got) != 0 {
			t.Errorf("%d mails to a member", len(got))
		}
	})
}

// Open sessions are listed and can be ended from elsewhere, one or all others;
// another's cannot (spec 02 §19.6).
func TestOwnSessions(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		here, second, third := app.SignIn(t, member), app.SignIn(t, member), app.SignIn(t, member)
		stranger := app.SignIn(t, app.Persona(t, apptest.Expert))
		page := here.Get(t, "/preferences/security")
		if n := page.Find("input[name=session]").Length(); n != 2 || page.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d other sessions, %q", n, page.Header.Get("Cache-Control"))
		}
		one := page.Find("input[name=session]").First().AttrOr("value", "")
		stranger.Post(t, "/preferences/security/sessions", url.Values{"session": {one}})
		if n := app.Count(t, "SELECT count(*) FROM sessions WHERE member_id = ?", member.UserID); n != 3 {
			t.Errorf("%d sessions after a stranger's request, want 3", n)
		}
		here.Post(t, "/preferences/security/sessions", url.Values{"session": {one}})
		if n := app.Count(t, "SELECT count(*) FROM sessions WHERE member_id = ?", member.UserID); n != 2 {
			t.Errorf("%d sessions after one was ended, want 2", n)
		}
		here.Post(t, "/preferences/security/sessions", nil)
		for name, browser := range map[string]*apptest.Browser{"second": second, "third": third} {
			if page := browser.Get(t, "/wire"); page.Status != http.StatusSeeOther {
				t.Errorf("the %s = %d, want 303", name, page.Status)
			}
		}
		if page := here.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Errorf("this one = %d", page.Status)
		}
	})
}
