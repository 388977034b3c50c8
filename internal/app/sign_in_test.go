// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/platform/web"
)

// credentials is the sign-in form as a person fills it in.
func credentials(email, password string) url.Values {
	return url.Values{"email": {email}, "password": {password}}
}

// A member signs in, reads, and signs out: the session is gone for good.
func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		browser := app.Browser(t)
		if home := browser.Get(t, "/"); !home.Has(`a[href="/auth/login"]`) {
			t.Error("the home page does not lead to the sign-in page")
		}
		if form := browser.Get(t, "/auth/login"); !form.Has(`form[action="/auth/login"] input[type=password]`) {
			t.Error("the sign-in page has no password field")
		}
		entered := browser.Post(t, "/auth/login", credentials("  "+email+" ", apptest.Password))
		if entered.Status != http.StatusSeeOther || entered.Location() != "/wire" {
			t.Fatalf("sign in = %d to %q, want 303 to /wire", entered.Status, entered.Location())
		}
		cookie := browser.Cookie(t, "aipress24")
		if page := browser.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Errorf("wall = %d", page.Status)
		}
		if to := browser.Get(t, "/auth/login"); to.Location() != "/wire" {
			t.Errorf("the sign-in page of a member leads to %q", to.Location())
		}
		if left := browser.Post(t, "/auth/logout", nil); left.Location() != "/auth/login" {
			t.Errorf("signing out leads to %q", left.Location())
		}
		thief := app.Browser(t)
		r := thief.Request(t, http.MethodGet, "/wire", nil)
		r.AddCookie(&http.Cookie{Name: "aipress24", Value: cookie})
		if page := thief.Do(t, r); page.Status != http.StatusSeeOther {
			t.Errorf("the old cookie opens the wall: %d", page.Status)
		}
	})
}

// Who signs in arrives on a page: an address that only takes forms, or that is
// none, leads to the wall.
func TestSignIn_nextIsAPage(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		for next, want := range map[string]string{
			"":                         "/wire",
			"/auth/logout":             "/wire",
			"/wip/articles/x1/publish": "/wire",
			"/nowhere/at/all":          "/wire",
			"https://evil.example/":    "/wire",
			"/search/?qs=port":         "/search/?qs=port",
			"/search?qs=port":          "/search?qs=port",
			"/wip/articles/x1/edit":    "/wip/articles/x1/edit",
		} {
			form := credentials(email, apptest.Password)
			form.Set("next", next)
			if entered := app.Browser(t).Post(t, "/auth/login", form); entered.Location() != want {
				t.Errorf("next %q leads to %q, want %q", next, entered.Location(), want)
			}
		}
	})
}

// Nobody learns from the answer whether an address has an account, or in what
// state it is (security checklist §3).
func TestSignIn_refusalsAreAlike(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		known, closed := app.Email(t, apptest.Journalist), app.Email(t, apptest.Inactive)
		tries := []struct{ name, email, password string }{
			{"unknown address", "nobody@example.org", apptest.Password},
			{"wrong password", known, "wrong-horse-battery-24"},
			{"deactivated account", closed, apptest.Password},
			{"nothing typed", "", ""},
		}
		said := ""
		for _, try := range tries {
			page := app.Browser(t).Post(t, "/auth/login", credentials(try.email, try.password))
			if page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status = %d, want 422", try.name, page.Status)
			}
			text := page.Text("[role=alert]")
			if text == "" || (said != "" && text != said) {
				t.Errorf("%s: says %q, others %q", try.name, text, said)
			}
			said = text
			if page.Find("input[name=email]").AttrOr("value", "") != try.email {
				t.Errorf("%s: the address typed is lost", try.name)
			}
			if page.Has("input[name=password][value]") {
				t.Errorf("%s: the password comes back", try.name)
			}
		}
	})
}

// Failures are counted in the database: a guesser is slowed down on every
// node, and never locks an account for good.
func TestSignIn_throttlingIsShared(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		other := app.Node(t, apptest.Options{Idle: true})
		guesser, elsewhere := app.Browser(t), other.Browser(t)
		elsewhere.IP = "198.51.100.9"
		for i := range 10 {
			browser := guesser
			if i%2 == 1 {
				browser = elsewhere
			}
			if page := browser.Post(t, "/auth/login", credentials(email, "guess-number-"+strconv.Itoa(i))); page.Status != http.StatusUnprocessableEntity {
				t.Fatalf("guess %d = %d, want 422", i, page.Status)
			}
		}
		for name, browser := range map[string]*apptest.Browser{"first node": guesser, "second node": elsewhere} {
			page := browser.Post(t, "/auth/login", credentials(email, apptest.Password))
			if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") == "" {
				t.Errorf("%s: after ten failures = %d, Retry-After %q, want 429", name, page.Status, page.Header.Get("Retry-After"))
			}
		}
		app.Clock.Advance(15*time.Minute + time.Second)
		if page := guesser.Post(t, "/auth/login", credentials(email, apptest.Password)); page.Status != http.StatusSeeOther {
			t.Errorf("a quarter of an hour later = %d, want 303", page.Status)
		}
	})
}

// One address that tries many accounts is slowed down as well.
func TestSignIn_throttlesAnAddress(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		for i := range 25 {
			app.Exec(t, "INSERT INTO sign_in_failures (id, email, ip, at) VALUES (?, ?, ?, ?)",
				i+1, "victim"+strconv.Itoa(i)+"@example.org", "192.0.2.17", app.Clock.Now())
		}
		if page := app.Browser(t).Post(t, "/auth/login", credentials(email, apptest.Password)); page.Status != http.StatusTooManyRequests {
			t.Errorf("status = %d, want 429", page.Status)
		}
		neighbour := app.Browser(t)
		neighbour.IP = "192.0.2.18"
		if page := neighbour.Post(t, "/auth/login", credentials(email, apptest.Password)); page.Status != http.StatusSeeOther {
			t.Errorf("another address = %d, want 303", page.Status)
		}
	})
}

// After signing in one goes on where one wanted, but never to another site.
func TestSignIn_next(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		tests := []struct{ next, want string }{
			{"/search/?qs=port", "/search/?qs=port"},
			{"/swork/members", "/swork/members"},
			{"", "/wire"},
			{"/", "/wire"},
			{"/auth/login", "/wire"},
			{"https://evil.example/", "/wire"},
			{"//evil.example", "/wire"},
			{`/\evil.example`, "/wire"},
			{"/%5cevil.example", "/wire"},
			{"/\tevil", "/wire"},
			{"javascript:alert(1)", "/wire"},
			{"/wire//evil.example", "/wire"},
		}
		signedIn := app.SignIn(t, member)
		for _, tt := range tests {
			page := signedIn.Get(t, "/auth/login?"+url.Values{"next": {tt.next}}.Encode())
			if page.Location() != tt.want {
				t.Errorf("next=%q leads to %q, want %q", tt.next, page.Location(), tt.want)
			}
			form := app.Browser(t).Get(t, "/auth/login?"+url.Values{"next": {tt.next}}.Encode())
			if got := form.Find(`form[action="/auth/login"] input[name=next]`).First().AttrOr("value", ""); got != tt.want {
				t.Errorf("next=%q becomes %q in the form, want %q", tt.next, got, tt.want)
			}
		}
		form := credentials(app.Email(t, apptest.Journalist), apptest.Password)
		form.Set("next", "//evil.example")
		if page := app.Browser(t).Post(t, "/auth/login", form); page.Location() != "/wire" {
			t.Errorf("a forged form leads to %q", page.Location())
		}
	})
}

// A session that has expired leads to the sign-in page, and back afterwards.
func TestExpiredSession(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		if page := browser.Get(t, "/search/?qs=port"); page.Status != http.StatusOK {
			t.Fatalf("before = %d", page.Status)
		}
		app.Clock.Advance(13 * time.Hour) // longer than the longest pause
		page := browser.Get(t, "/search/?qs=port")
		if want := "/auth/login?next=" + url.QueryEscape("/search/?qs=port"); page.Status != http.StatusSeeOther || page.Location() != want {
			t.Errorf("after = %d to %q, want 303 to %q", page.Status, page.Location(), want)
		}
		if page := browser.HTMX(t, http.MethodPost, "/notifications/read", url.Values{}); page.Status != http.StatusUnauthorized {
			t.Errorf("a fragment after = %d, want 401", page.Status)
		}
	})
}

// An account that is closed loses its rights at the next request.
func TestDeactivationTakesEffectAtOnce(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		browser := app.SignIn(t, member)
		if page := browser.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Fatalf("before = %d", page.Status)
		}
		app.Exec(t, "UPDATE members SET active = FALSE WHERE id = ?", member.UserID)
		if page := browser.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("after = %d, want 303", page.Status)
		}
	})
}

// Changing the password from the command line ends all sessions.
func TestPasswordChangeEndsSessions(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		email := app.Email(t, apptest.Journalist)
		if err := app.Accounts.SetPassword(t.Context(), email, "another-horse-battery"); err != nil {
			t.Fatal(err)
		}
		if page := browser.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("the old session = %d, want 303", page.Status)
		}
		if page := app.Browser(t).Post(t, "/auth/login", credentials(email, "another-horse-battery")); page.Status != http.StatusSeeOther {
			t.Errorf("the new password = %d, want 303", page.Status)
		}
	})
}

// Language and colours are a visitor's choice, kept in a cookie.
func TestChoices(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		if lang := browser.Get(t, "/wire").Find("html").AttrOr("lang", ""); lang != "fr" {
			t.Errorf("first language = %q, want fr", lang)
		}
		page := browser.Post(t, "/ui/language", url.Values{"lang": {"en"}, "next": {"/wire?x=1"}})
		if page.Location() != "/wire?x=1" {
			t.Errorf("the choice leads to %q", page.Location())
		}
		english := browser.Get(t, "/wire")
		if lang := english.Find("html").AttrOr("lang", ""); lang != "en" {
			t.Errorf("chosen language = %q, want en", lang)
		}
		if to := browser.Post(t, "/ui/scheme", url.Values{"scheme": {"dark"}, "next": {"https://evil.example"}}); to.Location() != "/" {
			t.Errorf("a foreign next leads to %q", to.Location())
		}
		if scheme := browser.Get(t, "/wire").Find("html").AttrOr("data-scheme", ""); scheme != string(web.Dark) {
			t.Errorf("scheme = %q, want dark", scheme)
		}
		for path, form := range map[string]url.Values{
			"/ui/language": {"lang": {"tlh"}}, "/ui/scheme": {"scheme": {"<script>"}},
		} {
			if page := browser.Post(t, path, form); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s with %v = %d, want 422", path, form, page.Status)
			}
		}
	})
}
