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
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/ui"
)

// newTerms has an administrator publish an edition of the terms, and returns its
// name.
func newTerms(t *testing.T, app *apptest.App, french, english string) string {
	t.Helper()
	const edit = "/admin/cms/cgu/fr"
	admin := app.SignIn(t, app.Persona(t, apptest.Administrator))
	sheet := admin.Get(t, edit)
	saved := admin.Post(t, edit, url.Values{
		"version": {sheet.Find("[name=version]").AttrOr("value", "")}, "title": {"Nos règles"}, "body": {"## Règle\n\nNouvelle."},
		"edition": {"true"}, "changes": {french}, "changes_en": {english},
	})
	if saved.Status != http.StatusSeeOther {
		t.Fatalf("publish = %d: %s", saved.Status, saved.Text(".form-errors"))
	}
	edition, err := terms.Current(t.Context(), app.DB.Writer())
	if err != nil {
		t.Fatal(err)
	}
	app.Clock.Advance(time.Minute)
	return edition
}

// Spec 02 §19.11: members who have accepted an earlier edition meet one page
// before anything else, whatever they ask for and however; what lets them leave
// stays open, and their answer is kept with its instant.
func TestTerms_acceptedAgain(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		who := app.Persona(t, apptest.Journalist)
		post := app.Published(t, who, nil)
		browser := app.SignIn(t, who)
		if page := browser.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Fatalf("before = %d", page.Status)
		}
		edition := newTerms(t, app, "- Les réponses arrivent en un jour.\n\nLe for est Rennes.", "")

		wall := browser.Get(t, "/wire?tab=all")
		if want := ui.TermsPath + "?next=" + url.QueryEscape("/wire?tab=all"); wall.Status != http.StatusSeeOther || wall.Location() != want {
			t.Fatalf("wall = %d to %q, want %q", wall.Status, wall.Location(), want)
		}
		page := browser.Get(t, wall.Location())
		if got := page.Text(`[data-testid=changes]`); page.Status != http.StatusOK || got != "Les réponses arrivent en un jour.Le for est Rennes." {
			t.Errorf("page = %d, changes %q", page.Status, got)
		}
		if page.Has("#live") || page.Has("header nav a") {
			t.Error("the page offers what is closed")
		}
		closedMeanwhile(t, browser, postURL(post.ID))
		for _, open := range []string{"/page/cgu", "/page/confidentialite", "/preferences/account", "/auth/verify"} {
			if page := browser.Get(t, open); page.Status != http.StatusOK || page.Has("#live") || page.Has("#bell") {
				t.Errorf("%s = %d, live %v", open, page.Status, page.Has("#live"))
			}
		}

		answer := url.Values{"edition": {terms.Bundled}, "next": {page.Find("[name=next]").AttrOr("value", "")}}
		if other := browser.Post(t, ui.TermsPath, answer); other.Status != http.StatusConflict || !other.Has("[role=alert]") {
			t.Errorf("accepting another edition = %d", other.Status)
		}
		answer.Set("edition", page.Find("[name=edition]").AttrOr("value", ""))
		for range 2 { // a double click
			if accepted := browser.Post(t, ui.TermsPath, answer); accepted.Status != http.StatusSeeOther || accepted.Location() != "/wire?tab=all" {
				t.Errorf("accepting = %d to %q", accepted.Status, accepted.Location())
			}
		}
		if page := browser.Get(t, "/wire?tab=all"); page.Status != http.StatusOK || !page.Has("#live") {
			t.Errorf("afterwards = %d", page.Status)
		}
		if done := browser.Get(t, ui.TermsPath+"?next=/search/"); done.Location() != "/search/" {
			t.Errorf("the page of who has accepted leads to %q", done.Location())
		}
		if n := app.Count(t, "SELECT count(*) FROM members WHERE id = ? AND terms_version = ? AND terms_accepted_at = ?", who.UserID, edition, app.Clock.Now().UTC()); n != 1 {
			t.Error("the answer is not kept with its instant")
		}
		if n := app.Count(t, "SELECT count(*) FROM audit_entries WHERE action = 'terms.accepted' AND actor_id = ?", who.UserID); n != 1 {
			t.Errorf("%d entries in the trail", n)
		}
	})
}

// closedMeanwhile asks for everything but pages: none of it is led anywhere, so
// that nothing goes round in circles and no words are lost.
func closedMeanwhile(t *testing.T, browser *apptest.Browser, article string) {
	t.Helper()
	if page := browser.Get(t, "/kyc/profile"); !strings.HasPrefix(page.Location(), ui.TermsPath) {
		t.Errorf("the own profile = %d to %q", page.Status, page.Location())
	}
	fragment := browser.HTMX(t, http.MethodGet, "/notifications/panel", nil)
	if fragment.Status != http.StatusForbidden || fragment.Header.Get("HX-Redirect") != "" || fragment.Header.Get("HX-Reswap") != "none" {
		t.Errorf("fragment = %d, %v", fragment.Status, fragment.Header)
	}
	like := browser.HTMX(t, http.MethodPost, article+"/like", url.Values{})
	if like.Status != http.StatusForbidden || !strings.Contains(like.Header.Get("HX-Trigger"), ui.TermsPath) {
		t.Errorf("like = %d: %v", like.Status, like.Header)
	}
	plain := browser.Post(t, article+"/like", url.Values{})
	if plain.Status != http.StatusForbidden || !plain.Has(`a[href^="`+ui.TermsPath+`"]`) {
		t.Errorf("like without scripts = %d", plain.Status)
	}
	for path, accept := range map[string]string{
		"/live": "text/event-stream", "/search/suggest?qs=port": "application/json", "/live/follow/toggle": "text/html",
	} {
		r := browser.Request(t, http.MethodGet, path, nil)
		if strings.HasSuffix(path, "toggle") {
			r = browser.Request(t, http.MethodPost, path, url.Values{})
		}
		r.Header.Set("Accept", accept)
		r.Header.Set("Sec-Fetch-Dest", "empty")
		if answer := browser.Do(t, r); answer.Status != http.StatusForbidden || answer.Location() != "" {
			t.Errorf("%s = %d to %q", path, answer.Status, answer.Location())
		}
	}
}

// The destination of a sign-in is kept past the page; the list of changes is in
// the reader's language, or else in French.
func TestTerms_atSignIn(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		first := newTerms(t, app, "Un.", "One.")
		accept(t, app.SignIn(t, app.Persona(t, apptest.Administrator)))
		second := newTerms(t, app, "Deux.", "")
		if second == first {
			t.Errorf("both editions are called %s", first)
		}
		browser := app.Browser(t)
		browser.Language = "en"
		form := credentials(email, apptest.Password)
		form.Set("next", "/wip/newsroom")
		in := browser.Post(t, "/auth/login", form)
		to := browser.Get(t, in.Location())
		page := browser.Get(t, to.Location())
		if got := page.Text(`[data-testid=changes]`); got != "One.Deux." {
			t.Errorf("changes = %q", got)
		}
		if to := accept(t, browser, to.Location()); to != "/wip/newsroom" {
			t.Errorf("leads to %q", to)
		}
		if page := browser.Get(t, "/wip/newsroom"); page.Status != http.StatusOK {
			t.Errorf("newsroom = %d", page.Status)
		}
	})
}

// accept accepts the terms in force, and returns where that leads.
func accept(t *testing.T, browser *apptest.Browser, path ...string) string {
	t.Helper()
	page := browser.Get(t, append(path, ui.TermsPath)[0])
	return browser.Post(t, ui.TermsPath, url.Values{
		"edition": {page.Find("[name=edition]").AttrOr("value", "")}, "next": {page.Find("[name=next]").AttrOr("value", "")},
	}).Location()
}

// Who was registered by an operator has accepted nothing, and is asked at first
// sign-in; who refuses closes the account.
func TestTerms_neverAccepted(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		who := app.Member(t, nil)
		app.Exec(t, "UPDATE members SET terms_version = '', terms_accepted_at = NULL WHERE id = ?", who.UserID)
		browser := app.SignIn(t, who)
		page := browser.Get(t, ui.TermsPath)
		if got := page.Text("h1"); got != "Avant de commencer" || page.Has("[data-testid=changes]") {
			t.Errorf("title %q", got)
		}
		closed := browser.Post(t, "/preferences/account/close", url.Values{"password": {apptest.Password}})
		if closed.Status != http.StatusSeeOther || app.Count(t, "SELECT count(*) FROM members WHERE id = ? AND closing_at IS NOT NULL", who.UserID) != 1 {
			t.Errorf("closing = %d", closed.Status)
		}
	})
}
