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
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
)

// The page of a post offers its address to select, to copy and in a letter; each
// choice counts the member once, with and without htmx (spec 03 §12.5).
func TestShare(t *testing.T) {
	onPortals(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App, _ access.Actor, on content.Ref) {
		share := on.Path() + "/share"
		expert, academic := app.SignIn(t, app.Persona(t, apptest.Expert)), app.SignIn(t, app.Persona(t, apptest.Academic))

		page := expert.Get(t, on.Path())
		title := strings.TrimSpace(page.Find("h1").Text())
		address := page.Find("#share input[readonly]").AttrOr("value", "")
		if !strings.HasSuffix(address, on.Path()) || !strings.HasPrefix(address, "http") || page.Text("#share-count") != "0" {
			t.Errorf("the address is %q, shared %q times", address, page.Text("#share-count"))
		}
		if copied := page.Find("#share button").AttrOr("data-copy", ""); copied != address {
			t.Errorf("copied: %q, want %q", copied, address)
		}
		letter, err := url.Parse(page.Find("#share a").AttrOr("href", ""))
		if err != nil || letter.Scheme != "mailto" || strings.Contains(letter.RawQuery, "+") {
			t.Errorf("the letter is %s, %v", letter, err)
		} else if said := letter.Query(); said.Get("subject") != title || !strings.Contains(said.Get("body"), title) || !strings.Contains(said.Get("body"), "\r\n"+address) {
			t.Errorf("the letter says %q", said)
		}

		for range 2 { // a member counts once
			if live := expert.HTMX(t, http.MethodPost, share, nil); live.Status != http.StatusOK || strings.TrimSpace(live.Body) != "1" {
				t.Errorf("shared = %d: %s", live.Status, live.Body)
			}
		}
		plain := academic.Post(t, share, nil)
		if plain.Status != http.StatusSeeOther || plain.Location() != on.Path() {
			t.Errorf("without JavaScript = %d to %q, want back to the page", plain.Status, plain.Location())
		}
		shown := academic.Get(t, plain.Location())
		if shown.Text("#share-count") != "2" || !strings.Contains(shown.Body, "Votre partage est compté") {
			t.Errorf("then the page shows %q", shown.Text("#share-count"))
		}
	})
}

// What is not published is offered to nobody and refused to all, its author
// included (spec 03 §4.2).
func TestShare_unpublished(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		hidden := app.Posts(t, author, 1, func(_ int, p *content.Post) { p.PublishedAt = app.Clock.Now().Add(time.Hour) })[0]
		withdrawn := app.Agendas(t, author, 1, func(_ int, e *events.Event) { e.Status = content.Draft })[0]
		browser := app.SignIn(t, author)
		for _, on := range []content.Ref{hidden.Subject().Ref, withdrawn.Subject().Ref} {
			if page := browser.Get(t, on.Path()); page.Status != http.StatusOK || page.Has("#share") || page.Has("#share-count") {
				t.Errorf("unpublished, %s = %d, offers to share: %v", on.Path(), page.Status, page.Has("#share"))
			}
			if page := browser.HTMX(t, http.MethodPost, on.Path()+"/share", nil); page.Status != http.StatusNotFound {
				t.Errorf("unpublished, shared %s = %d, want 404", on.Path(), page.Status)
			}
		}
	})
}

// The wall goes by shares (spec 03 §4.3, §12.5).
func TestWall_byShares(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		posts := app.Posts(t, author, 3, nil)
		browser := app.SignIn(t, author)
		browser.HTMX(t, http.MethodPost, postURL(posts[1].ID)+"/share", nil)
		wall := browser.Get(t, "/wire/tab/wall?sort=shares")
		if got := titles(wall); len(got) != 3 || got[0] != posts[1].Title || !strings.Contains(wall.Text("#main"), "Popularité (partages)") {
			t.Errorf("the wall = %q", got)
		}
	})
}
