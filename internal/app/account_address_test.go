// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
)

// A new address counts once it has answered, by a button; the old one is told
// (spec 02 §9.1, U11).
func TestChangeEmail(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		member, old := app.Persona(t, apptest.Journalist), app.Email(t, apptest.Journalist)
		here, elsewhere := app.SignIn(t, member), app.SignIn(t, member)
		const fresh = "claire.neuve@example.org"
		for name, email := range map[string]string{"nonsense": "claire", "the same": strings.ToUpper(old), "another's": app.Email(t, apptest.Expert)} {
			if page := here.Post(t, "/auth/change-email", url.Values{"email": {email}}); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s = %d", name, page.Status)
			}
		}
		if page := here.Post(t, "/auth/change-email", url.Values{"email": {" Claire.Neuve@example.org "}}); page.Status != http.StatusOK {
			t.Fatalf("ask = %d", page.Status)
		}
		got := letters(t, app, fresh)
		if len(got) != 1 {
			t.Fatalf("%d mails to the new address", len(got))
		}
		link := linkIn(t, got[0], "/auth/change-email")
		if said := elsewhere.Get(t, "/auth/change-email").Text("[data-testid=waiting]"); !strings.Contains(said, fresh) {
			t.Errorf("that the new address waits is told as %q", said)
		}
		here.Get(t, link)
		if n := app.Count(t, "SELECT count(*) FROM members WHERE email = ?", old); n != 1 {
			t.Fatal("opening the link has changed the address")
		}
		if page := here.Post(t, link, nil); page.Location() != "/preferences/profile" {
			t.Fatalf("confirm = %d to %q", page.Status, page.Location())
		}
		if here.Get(t, "/auth/change-email").Has("[data-testid=waiting]") {
			t.Error("a confirmed address is said to wait")
		}
		if page := here.Post(t, link, nil); page.Status != http.StatusNotFound {
			t.Errorf("again = %d, want 404", page.Status)
		}
		if page := elsewhere.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("the other session = %d, want 303", page.Status)
		}
		if got := letters(t, app, old); len(got) != 1 {
			t.Errorf("%d mails to the old address, want a warning", len(got))
		}
		if page := app.Browser(t).Post(t, "/auth/login", credentials(fresh, apptest.Password)); page.Status != http.StatusSeeOther {
			t.Errorf("signing in with the new address = %d", page.Status)
		}
	})
}

// The link is good for two hours; one taken meanwhile by somebody else changes
// nothing.
func TestChangeEmail_deadLinks(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		const fresh = "claire.neuve@example.org"
		ask := func() string {
			browser.Post(t, "/auth/change-email", url.Values{"email": {fresh}})
			return linkIn(t, letters(t, app, fresh)[0], "/auth/change-email")
		}
		late := ask()
		app.Clock.Advance(2*time.Hour + time.Second)
		if page := browser.Post(t, late, nil); page.Status != http.StatusNotFound {
			t.Errorf("after two hours = %d, want 404", page.Status)
		}
		taken := ask()
		expert := app.Persona(t, apptest.Expert)
		app.Exec(t, "UPDATE members SET email = ? WHERE id = ?", fresh, expert.UserID)
		if page := browser.Post(t, taken, nil); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("taken meanwhile = %d, want 422", page.Status)
		}
	})
}

// A recovery address is nobody's first or recovery address, whatever its case,
// counts once it has answered, and the account's address is told (spec 02 §3.1,
// §4.3, U9).
func TestRecoveryAddress(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		who, own := app.Persona(t, apptest.Journalist), app.Email(t, apptest.Journalist)
		app.Exec(t, "UPDATE members SET recovery_email = 'de-secours@example.org' WHERE id = ?", app.Persona(t, apptest.Expert).UserID)
		here := app.SignIn(t, who)
		set := func(email string) apptest.Page {
			app.Clock.Advance(15 * time.Minute) // five an hour
			return here.Post(t, "/auth/change-email/recovery", url.Values{"recovery_email": {email}})
		}
		for name, email := range map[string]string{
			"nonsense": "claire", "the account's": strings.ToUpper(own), "another's": strings.ToUpper(app.Email(t, apptest.Expert)),
			"another's recovery address": "De-Secours@Example.org",
		} {
			if page := set(email); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s = %d", name, page.Status)
			}
		}
		kept := func(email string) bool {
			return app.Count(t, "SELECT count(*) FROM members WHERE id = ? AND recovery_email = ?", who.UserID, email) == 1
		}
		const fresh = "claire.secours@example.org"
		if page := set(" Claire.Secours@example.org "); page.Status != http.StatusOK || kept(fresh) {
			t.Fatalf("ask = %d, kept %v", page.Status, kept(fresh))
		}
		link := linkIn(t, letters(t, app, fresh)[0], "/auth/change-email")
		if page := here.Get(t, link); page.Status != http.StatusOK || kept(fresh) {
			t.Fatalf("opening the link = %d, kept %v", page.Status, kept(fresh))
		}
		if page := here.Post(t, link, nil); page.Location() != "/auth/change-email" || !kept(fresh) {
			t.Fatalf("confirm = %d to %q, kept %v", page.Status, page.Location(), kept(fresh))
		}
		if page := here.Post(t, link, nil); page.Status != http.StatusNotFound {
			t.Errorf("again = %d, want 404", page.Status)
		}
		if got := letters(t, app, own); len(got) != 1 {
			t.Errorf("%d mails to the account's address, want a notice", len(got))
		}
		if page := set(""); page.Location() != "/auth/change-email" || !kept("") {
			t.Errorf("take away = %d, gone %v", page.Status, kept(""))
		}
		if got := letters(t, app, own); len(got) != 2 {
			t.Errorf("%d mails to the account's address, want a second notice", len(got))
		}
	})
}

// An address claimed meanwhile is not kept as a recovery address, and five an
// hour may be asked for.
func TestRecoveryAddress_claimedMeanwhile(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		here := app.SignIn(t, app.Persona(t, apptest.Journalist))
		const fresh = "claire.secours@example.org"
		ask := func() int {
			return here.Post(t, "/auth/change-email/recovery", url.Values{"recovery_email": {fresh}}).Status
		}
		ask()
		link := linkIn(t, letters(t, app, fresh)[0], "/auth/change-email")
		app.Exec(t, "UPDATE members SET recovery_email = ? WHERE id = ?", fresh, app.Persona(t, apptest.Expert).UserID)
		if page := here.Post(t, link, nil); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("claimed meanwhile = %d, want 422", page.Status)
		}
		status := 0
		for range 5 {
			status = ask()
		}
		if status != http.StatusTooManyRequests {
			t.Errorf("the sixth = %d, want 429", status)
		}
	})
}

// Sensitive pages ask for the password again when the sign-in is older than a
// day; a page opened before may be sent for an hour more (spec 02 §9.1).
func TestVerify(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		browser := app.Browser(t)
		browser.Post(t, "/auth/login", url.Values{"email": {email}, "password": {apptest.Password}, "remember": {"1"}})
		recovery := url.Values{"recovery_email": {"secours@example.org"}}
		if page := browser.Get(t, "/auth/change-email"); page.Status != http.StatusOK {
			t.Fatalf("at first = %d", page.Status)
		}
		app.Clock.Advance(24*time.Hour + time.Minute)
		if page := browser.Get(t, "/auth/change-email"); page.Location() != "/auth/verify?next=%2Fauth%2Fchange-email" {
			t.Errorf("a day later = %d to %q", page.Status, page.Location())
		}
		if page := browser.Post(t, "/auth/change-email/recovery", recovery); page.Status != http.StatusOK {
			t.Errorf("sent within the hour of grace = %d to %q", page.Status, page.Location())
		}
		app.Clock.Advance(time.Hour)
		if page := browser.Post(t, "/auth/change-email/recovery", recovery); !strings.HasPrefix(page.Location(), "/auth/verify") {
			t.Errorf("after it = %d to %q", page.Status, page.Location())
		}
		answer := url.Values{"password": {apptest.Password}, "next": {"/auth/change-email"}}
		if page := browser.Post(t, "/auth/verify", answer); page.Location() != "/auth/change-email" {
			t.Fatalf("verify = %d to %q", page.Status, page.Location())
		}
		if page := browser.Get(t, "/auth/change-email"); page.Status != http.StatusOK {
			t.Errorf("afterwards = %d", page.Status)
		}
		answer.Set("next", "//evil.example")
		if page := browser.Post(t, "/auth/verify", answer); page.Location() != "/" {
			t.Errorf("a forged next leads to %q", page.Location())
		}
	})
}
