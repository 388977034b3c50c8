// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
)

const another = "quatre-girafes-lentes-et-un-tambour"

func askReset(t *testing.T, app *apptest.App, email string) string {
	t.Helper()
	if page := app.Browser(t).Post(t, "/auth/reset", url.Values{"email": {email}}); page.Status != http.StatusOK {
		t.Fatalf("ask = %d", page.Status)
	}
	got := letters(t, app, email)
	if len(got) == 0 {
		t.Fatal("no mail")
	}
	return linkIn(t, got[0], "/auth/reset")
}

func chosen(password string) url.Values {
	return url.Values{"password": {password}, "password_confirm": {password}}
}

// A forgotten password is replaced by a link: opening it changes nothing, it
// serves once, ends all sessions and signs nobody in (spec 02 §9.1).
func TestReset(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		open := app.SignIn(t, app.Persona(t, apptest.Journalist))
		link := askReset(t, app, email)
		browser := app.Browser(t)
		for range 2 { // a scanner of mail, then the reader
			page := browser.Get(t, link)
			if page.Status != http.StatusOK || page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("Referrer-Policy") != "no-referrer" {
				t.Fatalf("the page of the link = %d, %v", page.Status, page.Header)
			}
		}
		if page := browser.Post(t, link, chosen("motdepasse1234")); page.Status != http.StatusUnprocessableEntity || !page.Has("[aria-invalid=true]") {
			t.Errorf("a weak password = %d", page.Status)
		}
		if page := browser.Post(t, link, url.Values{"password": {another}, "password_confirm": {another + "x"}}); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("another confirmation = %d", page.Status)
		}
		if page := browser.Post(t, link, chosen(another)); page.Status != http.StatusOK {
			t.Fatalf("reset = %d", page.Status)
		}
		if page := browser.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("the reset has signed somebody in: %d", page.Status)
		}
		if page := open.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("an old session = %d, want 303", page.Status)
		}
		if page := browser.Post(t, link, chosen(another+"-bis")); page.Status != http.StatusNotFound {
			t.Errorf("the link again = %d, want 404", page.Status)
		}
		if page := browser.Get(t, link); page.Status != http.StatusNotFound {
			t.Errorf("the page of a used link = %d, want 404", page.Status)
		}
		if page := browser.Post(t, "/auth/login", credentials(email, another)); page.Status != http.StatusSeeOther {
			t.Errorf("the new password = %d", page.Status)
		}
		if got := letters(t, app, email); len(got) != 2 || !strings.Contains(got[0].Text, "/auth/reset") {
			t.Errorf("%d mails, want a notice that leads to /auth/reset as well", len(got))
		}
		if n := app.Count(t, "SELECT count(*) FROM audit_entries WHERE action = 'password.reset'"); n != 1 {
			t.Errorf("%d audit entries, want 1", n)
		}
	})
}

// A link is good for a day, and dead after any change of the password (spec 02
// §9.1).
func TestReset_deadLinks(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		member, email := app.Persona(t, apptest.Journalist), app.Email(t, apptest.Journalist)
		old := askReset(t, app, email)
		app.Clock.Advance(24*time.Hour + time.Second)
		if page := app.Browser(t).Post(t, old, chosen(another)); page.Status != http.StatusNotFound {
			t.Errorf("after a day = %d, want 404", page.Status)
		}
		overtaken := askReset(t, app, email)
		change := url.Values{"password": {apptest.Password}, "new_password": {another}, "new_password_confirm": {another}}
		if page := app.SignIn(t, member).Post(t, "/auth/change", change); page.Status != http.StatusSeeOther {
			t.Fatalf("change = %d", page.Status)
		}
		if page := app.Browser(t).Get(t, overtaken); page.Status != http.StatusNotFound {
			t.Errorf("after a change of the password = %d, want 404", page.Status)
		}
		if page := app.Browser(t).Get(t, "/auth/reset/"+strings.Repeat("a", 43)); page.Status != http.StatusNotFound {
			t.Errorf("an invented link = %d", page.Status)
		}
	})
}

// Asking says the same of known, unknown and closed addresses, and writes as
// much; only an active account gets a mail (spec 02 §9.1, U11).
func TestReset_tellsNothing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		known, closed := app.Email(t, apptest.Journalist), app.Email(t, apptest.Inactive)
		var seen []string
		for _, email := range []string{known, closed, "nobody@example.org"} {
			before := app.Events(t, "account_letter.written")
			page := app.Browser(t).Post(t, "/auth/reset", url.Values{"email": {email}})
			seen = append(seen, strconv.Itoa(page.Status)+strings.ReplaceAll(page.Text("main"), email, "@"))
			if wrote := app.Events(t, "account_letter.written") - before; wrote != 1 {
				t.Errorf("%s: %d letters queued, want 1 for all", email, wrote)
			}
		}
		if seen[0] != seen[1] || seen[0] != seen[2] {
			t.Errorf("the answers differ: %q", seen)
		}
		if len(letters(t, app, known)) != 1 || len(letters(t, app, closed)) != 0 || len(letters(t, app, "nobody@example.org")) != 0 {
			t.Error("only the active account is written to")
		}
	})
}

// Five links in half an hour for an address, twenty questions for a network, on
// all nodes together (security checklist §3).
func TestReset_limits(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		nodes := []*apptest.Browser{app.Browser(t), app.Node(t, apptest.Options{Idle: true}).Browser(t)}
		email := app.Email(t, apptest.Journalist)
		for i := range 20 {
			if page := nodes[i%2].Post(t, "/auth/reset", url.Values{"email": {email}}); page.Status != http.StatusOK {
				t.Fatalf("question %d = %d", i, page.Status)
			}
		}
		if n := app.Events(t, "account_letter.written"); n != 5 {
			t.Errorf("%d letters, want 5", n)
		}
		for i, node := range nodes {
			page := node.Post(t, "/auth/reset", url.Values{"email": {"other@example.org"}})
			if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") == "" {
				t.Errorf("node %d = %d, want 429", i, page.Status)
			}
		}
		neighbour := app.Browser(t)
		neighbour.IP = "192.0.2.99"
		if page := neighbour.Post(t, "/auth/reset", url.Values{"email": {"other@example.org"}}); page.Status != http.StatusOK {
			t.Errorf("another network = %d", page.Status)
		}
	})
}

// Changing the password asks for the old one, ends the other sessions and keeps
// this one under a new token (spec 02 §9.3–9.4).
func TestChangePassword(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		here, elsewhere := app.SignIn(t, member), app.SignIn(t, member)
		change := func(old, password, confirm string) apptest.Page {
			return here.Post(t, "/auth/change", url.Values{"password": {old}, "new_password": {password}, "new_password_confirm": {confirm}})
		}
		for name, page := range map[string]apptest.Page{
			"a wrong old one":      change("pas le bon mot de passe", another, another),
			"the same":             change(apptest.Password, apptest.Password, apptest.Password),
			"a short one":          change(apptest.Password, "court", "court"),
			"another confirmation": change(apptest.Password, another, another+" "),
		} {
			if page.Status != http.StatusUnprocessableEntity || page.Has("input[type=password][value]") {
				t.Errorf("%s = %d", name, page.Status)
			}
		}
		if page := change(apptest.Password, another, another); page.Location() != "/auth/change" {
			t.Fatalf("change = %d", page.Status)
		}
		if page := here.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Errorf("this session = %d, want 200", page.Status)
		}
		if page := elsewhere.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("the other session = %d, want 303", page.Status)
		}
		if got := letters(t, app, app.Email(t, apptest.Journalist)); len(got) != 1 {
			t.Errorf("%d mails, want one notice", len(got))
		}
	})
}

// The old password is asked ten times in a quarter of an hour, no more.
func TestChangePassword_guesses(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		guess := url.Values{"password": {"pas le bon mot de passe"}}
		for i := range 10 {
			if page := browser.Post(t, "/auth/verify", guess); page.Status != http.StatusUnprocessableEntity {
				t.Fatalf("guess %d = %d", i, page.Status)
			}
		}
		if page := browser.Post(t, "/auth/verify", url.Values{"password": {apptest.Password}}); page.Status != http.StatusTooManyRequests {
			t.Errorf("then = %d, want 429", page.Status)
		}
	})
}
