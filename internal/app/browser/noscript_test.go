// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"net/http"
	"testing"

	"aipress24.com/aipress24/internal/app/browser"
)

// Without JavaScript one signs in, reads, likes, shares, follows, goes on, searches,
// looks at one's notifications, writes a draft and signs out.
func TestWithoutScripts(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	tab := site.NewTab(t, browser.Desktop)
	tab.WithoutScripts()
	tab.SignIn("journalist")
	tab.Pictures()
	tab.Shot("noscript-wall")

	t.Log("read, like, follow")
	tab.Follow(".news-grid .news:nth-child(2) .news-t a")
	tab.At("/wire/x")
	title := tab.Text("h1")
	before := tab.Text("form .cnt[aria-pressed]")
	tab.Follow("form .cnt[aria-pressed]")
	tab.See("article.article h1", title)
	if after := tab.Text("form .cnt[aria-pressed]"); after == before {
		t.Errorf("likes after a click = %q, as before", after)
	}
	button := tab.Text("aside form button")
	tab.Follow("aside form button")
	tab.See("article.article h1", title)
	if got := tab.Text("aside form button"); got == button {
		t.Errorf("the button to follow says %q still", got)
	}

	t.Log("share")
	tab.Click("[popovertarget=share]")
	tab.Follow("#share button")
	tab.See("article.article h1", title)
	tab.See(".toast1", "Votre partage est compté")

	t.Log("like from the wall")
	tab.Open("/wire")
	const liked = `document.querySelector(".news-grid .news:nth-child(3) .cnt").ariaPressed`
	pressed := browser.Ask[string](tab, liked)
	tab.Follow(".news-grid .news:nth-child(3) button.cnt")
	tab.At("/wire")
	if again := browser.Ask[string](tab, liked); again == pressed { // its count may be two seconds old
		t.Errorf("a click on the wall leaves aria-pressed at %q", pressed)
	}

	t.Log("go on")
	first := tab.Text(".news-grid .news-t")
	tab.Follow(".more a")
	if next := tab.Text(".news-grid .news-t"); next == "" || next == first {
		t.Errorf("the next page of the wall begins with %q", next)
	}

	t.Log("search")
	tab.Open("/search/")
	tab.Type("#qs", "fret")
	tab.Follow("main form button")
	tab.At("/search/?qs=fret")
	tab.See("main h3 mark", "fret")
	tab.Shot("noscript-search")

	t.Log("notifications")
	tab.Follow("#bell")
	tab.At("/notifications")
	tab.See("main h1")

	draftWithoutScripts(t, tab)

	t.Log("sign out")
	tab.Click("[popovertarget=menu-account]")
	tab.Follow(`#menu-account form[action="/auth/logout"] button`)
	tab.At("/auth/login")
}

// draftWithoutScripts writes an article in plain fields.
func draftWithoutScripts(t *testing.T, tab *browser.Tab) {
	t.Helper()
	t.Log("write")
	tab.Open("/wip/articles/new")
	tab.Type("#f-title", "Écrit sans le moindre script")
	tab.Allow(http.StatusUnprocessableEntity)
	tab.Follow("#article-form .form-actions .btn-primary")
	tab.See(".form-errors")
	tab.Type("#f-body", "<p>Un texte nu.</p>")
	for _, field := range []string{"genre", "section", "topic", "sector"} {
		choose(tab, field)
	}
	tab.Fill("#f-issue_at", "2031-05-04")
	tab.Fill("#f-issue_at-time", "09:30")
	tab.Shot("noscript-form")
	tab.Follow("#article-form .form-actions .btn-primary")
	tab.At("/wip/articles")
	tab.See("tbody tr:first-child", "Écrit sans le moindre script")
}
