// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/notifications/notificationsweb"
)

// Publishing rings the author's followers, once each, and nobody else.
func TestBell(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, fan, stranger := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert), app.Persona(t, apptest.Academic)
		gone := app.Persona(t, apptest.Inactive)
		app.Follow(t, fan, author)
		app.Follow(t, gone, author)
		app.Follow(t, author, fan) // being followed back rings nothing
		post := app.Published(t, author, nil)
		app.Settle(t)

		browser := app.SignIn(t, fan)
		page := browser.Get(t, "/notifications")
		line := page.Find("#main li")
		if line.Length() != 1 || !strings.Contains(line.Text(), author.Name) || !strings.Contains(line.Text(), post.Title) {
			t.Fatalf("bells = %q", page.Text("#main li"))
		}
		if badge := page.Text("#bell"); !strings.Contains(badge, "1") {
			t.Errorf("the header's bell says %q", badge)
		}
		for name, n := range map[string]int{"stranger": app.BellsOf(t, stranger), "author": app.BellsOf(t, author), "closed account": app.BellsOf(t, gone)} {
			if n != 0 {
				t.Errorf("%s has %d bells", name, n)
			}
		}
		opened := browser.Post(t, line.Find("form").AttrOr("action", ""), nil)
		if opened.Status != http.StatusSeeOther || opened.Location() != postURL(post.ID) {
			t.Errorf("opening it = %d to %q, want the post", opened.Status, opened.Location())
		}
		if badge := browser.Get(t, "/notifications").Text("#bell"); strings.Contains(badge, "1") {
			t.Errorf("read, the bell still says %q", badge)
		}
	})
}

// Corrections ring nothing: the first publication alone does.
func TestBell_updatesAreSilent(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, fan := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		app.Follow(t, fan, author)
		var typed newsroom.ArticleInput
		post := app.Published(t, author, func(in *newsroom.ArticleInput) { typed = *in })
		typed.Title += ", corrigé"
		if _, err := app.Articles.Update(t.Context(), author, post.SourceID, typed); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		if n, updates := app.BellsOf(t, fan), app.Events(t, event.ArticleUpdated{}.Kind()); n != 1 || updates != 1 {
			t.Errorf("bells = %d, updates = %d, want 1 and 1", n, updates)
		}
	})
}

// ring posts n bells to a member by having people they follow publish.
func ring(t *testing.T, app *apptest.App, fan apptest.Persona, n int) {
	t.Helper()
	author := app.Persona(t, apptest.Journalist)
	app.Follow(t, app.Persona(t, fan), author)
	for range n {
		app.Published(t, author, nil)
	}
	app.Settle(t)
}

// The panel holds ten bells, unread first; all can be read at once.
func TestBell_panel(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		ring(t, app, apptest.Expert, 12)
		fan := app.Persona(t, apptest.Expert)
		browser := app.SignIn(t, fan)
		panel := browser.HTMX(t, http.MethodGet, "/notifications/panel", nil)
		if n := panel.Find("li").Length(); n != 10 || strings.Contains(panel.Body, "<html") {
			t.Errorf("the panel has %d lines", n)
		}
		last := panel.Find("li form").Last().AttrOr("action", "")
		browser.Post(t, last, nil)
		if n := app.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND read = FALSE", fan.UserID); n != 11 {
			t.Errorf("unread = %d, want 11", n)
		}
		if first := browser.Get(t, "/notifications").Find("#main li form").First().AttrOr("action", ""); first == last {
			t.Error("a read bell comes first")
		}
		browser.Get(t, "/wire")
		all := browser.Post(t, "/notifications/read", nil)
		if all.Status != http.StatusSeeOther || all.Location() != "/wire" {
			t.Errorf("reading all = %d to %q, want back to the page", all.Status, all.Location())
		}
		if n := app.Count(t, "SELECT count(*) FROM notifications WHERE read = FALSE"); n != 0 {
			t.Errorf("unread = %d, want none", n)
		}
	})
}

// Another's bell, an unknown one: nothing changes and nothing is said. A bell
// never leads to another site.
func TestBell_othersAndElsewhere(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		ring(t, app, apptest.Expert, 1)
		id := app.Count(t, "SELECT id FROM notifications")
		thief := app.SignIn(t, app.Persona(t, apptest.Academic))
		page := thief.Post(t, fmt.Sprintf("/notifications/%d/read", id), nil)
		unknown := thief.Post(t, "/notifications/123456789/read", nil)
		if page.Status != http.StatusSeeOther || unknown.Status != page.Status || unknown.Location() != page.Location() {
			t.Errorf("another's = %d to %q, unknown = %d to %q", page.Status, page.Location(), unknown.Status, unknown.Location())
		}
		if n := app.Count(t, "SELECT count(*) FROM notifications WHERE read = FALSE"); n != 1 {
			t.Error("somebody read another's bell")
		}
		if page := thief.Post(t, "/notifications/pas-un-nombre/read", nil); page.Status != http.StatusNotFound {
			t.Errorf("an unreadable number = %d, want 404", page.Status)
		}
		owner := app.SignIn(t, app.Persona(t, apptest.Expert))
		read := fmt.Sprintf("/notifications/%d/read", id)
		if page := owner.Post(t, read, url.Values{"url": {"/swork/members"}}); !strings.HasPrefix(page.Location(), "/wire/") {
			t.Errorf("the form, not the bell, says where to go: %q", page.Location())
		}
		for _, elsewhere := range []string{"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"} {
			app.Exec(t, "UPDATE notifications SET url = ?", elsewhere)
			if to := owner.Post(t, read, nil).Location(); to != "/" {
				t.Errorf("a bell leads to %q", to)
			}
			r := owner.Request(t, http.MethodPost, "/notifications/read", url.Values{"next": {elsewhere}})
			r.Header.Set("Referer", elsewhere)
			if to := owner.Do(t, r).Location(); to != "/" {
				t.Errorf("reading all leads to %q", to)
			}
		}
	})
}

// A scheduled article rings when it shows, not when it was scheduled, and at
// its new date when its author has moved it.
func TestBell_scheduled(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, fan := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		app.Follow(t, fan, author)
		app.Published(t, author, func(in *newsroom.ArticleInput) { in.ReleaseAt = app.Clock.Now().Add(3 * time.Hour) })
		app.Settle(t)
		if n := app.BellsOf(t, fan); n != 0 {
			t.Errorf("bells before the date = %d", n)
		}
		app.Clock.Advance(3 * time.Hour)
		// The queue has the system's clock: its hour passes at once.
		app.Exec(t, "UPDATE river_job SET state = 'available', scheduled_at = created_at WHERE kind = 'notifications:article.published'")
		apptest.Eventually(t, "the bell rings at the date", func() bool { return app.BellsOf(t, fan) == 1 })
	})
}

// An open page hears the bell, whichever node posted it.
func TestBell_live(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, fan := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		app.Follow(t, fan, author)
		app.Settle(t)
		lines := openStream(t, app, fan.UserID)
		app.Published(t, author, nil)
		deadline := time.After(20 * time.Second)
		for {
			select {
			case line, open := <-lines:
				if !open {
					t.Fatal("the stream ended")
				}
				if strings.HasPrefix(line, "data:") && strings.Contains(line, `id="bell"`) && strings.Contains(line, `class="dot"`) {
					return
				}
			case <-deadline:
				t.Fatal("the open page heard nothing")
			}
		}
	})
}

// A member who has opened many pages gets no more streams, quietly, until one of
// them is closed; others are not concerned (security checklist §8).
func TestBell_streamsAreBounded(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		var closing func()
		for range notificationsweb.StreamsPerMember {
			answer, leave := askStream(t, app, apptest.Expert)
			if answer.StatusCode != http.StatusOK {
				t.Fatalf("stream = %d", answer.StatusCode)
			}
			closing = leave
		}
		refused, _ := askStream(t, app, apptest.Expert)
		body, err := io.ReadAll(refused.Body)
		if err != nil || refused.StatusCode != http.StatusTooManyRequests || refused.Header.Get("Retry-After") == "" || len(body) > 0 || refused.Header.Get("HX-Trigger") != "" {
			t.Errorf("one page too many = %d, says %q, %v", refused.StatusCode, body, err)
		}
		if other, _ := askStream(t, app, apptest.Academic); other.StatusCode != http.StatusOK {
			t.Errorf("another member's stream = %d", other.StatusCode)
		}
		closing()
		apptest.Eventually(t, "a closed page makes room", func() bool {
			answer, _ := askStream(t, app, apptest.Expert)
			return answer.StatusCode == http.StatusOK
		})
	})
}

// openStream opens /live over a real connection and returns its lines, once
// the stream listens.
func openStream(t *testing.T, app *apptest.App, memberID int64) <-chan string {
	t.Helper()
	if memberID == 0 {
		t.Fatal("nobody listens")
	}
	answer, _ := askStream(t, app, apptest.Expert)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("stream = %d", answer.StatusCode)
	}
	lines := make(chan string, 64)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(answer.Body); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	if first := <-lines; !strings.HasPrefix(first, "retry:") {
		t.Fatalf("the stream begins with %q", first)
	}
	return lines
}

// askStream asks for /live over a real connection, which ends with the test or
// when the page is left.
func askStream(t *testing.T, app *apptest.App, persona apptest.Persona) (answer *http.Response, leave func()) {
	t.Helper()
	server := httptest.NewServer(app.Site)
	ctx, stop := context.WithCancel(t.Context())
	browser := app.SignIn(t, app.Persona(t, persona))
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "aipress24", Value: browser.Cookie(t, "aipress24")})
	r.Header.Set("Accept", "text/event-stream")
	answer, err = server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = answer.Body.Close() // cut above
		server.Close()
	})
	return answer, stop
}
