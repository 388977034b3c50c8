// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// world is an installation with people in it, and a view of its database from
// outside its processes.
type world struct {
	*apptest.App

	settings settings
	author   access.Actor
	fan      access.Actor // follows the author
}

// newWorld fills a database that processes will use.
func newWorld(t *testing.T, engine database.Engine) world {
	t.Helper()
	address := dbtest.URL(t, engine)
	db, err := database.Open(t.Context(), address, database.Options{MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	app := apptest.New(t, db, apptest.Options{Idle: true, Clock: apptest.NewClockAt(time.Now())})
	w := world{App: app, settings: installation(t, address)}
	w.author, w.fan = app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
	app.Follow(t, w.fan, w.author)
	return w
}

// draft is an article of the author to publish, found by its one odd word.
func (w world) draft(t *testing.T, word string) *newsroom.Article {
	t.Helper()
	return w.Article(t, w.author, func(in *newsroom.ArticleInput) { in.Title = "Le " + word + " est en fleur" })
}

// visitor is a person's browser on a running process.
type visitor struct {
	client *http.Client
	site   string
}

// enter signs a persona in through the form.
func (w world) enter(t *testing.T, site string, name apptest.Persona) visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := visitor{site: site, client: &http.Client{
		Jar: jar, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	form := url.Values{"email": {w.Email(t, name)}, "password": {apptest.Password}}
	if status, _ := v.post(t, "/auth/login", form); status != http.StatusSeeOther {
		t.Fatalf("sign in = %d", status)
	}
	return v
}

// get opens a page; a status of 0 means that nobody answers.
func (v visitor) get(t *testing.T, path string) (int, string) {
	t.Helper()
	return v.do(t, http.MethodGet, path, nil)
}

func (v visitor) post(t *testing.T, path string, form url.Values) (int, string) {
	t.Helper()
	return v.do(t, http.MethodPost, path, form)
}

func (v visitor) do(t *testing.T, method, path string, form url.Values) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, v.site+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Origin", v.site)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := v.client.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = answer.Body.Close() }() // read to its end
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// publish presses the button of the newsroom.
func (v visitor) publish(t *testing.T, article *newsroom.Article) {
	t.Helper()
	if status, body := v.post(t, "/wip/articles/"+ids.Encode(article.ID)+"/publish", nil); status != http.StatusSeeOther {
		t.Fatalf("publish = %d: %s", status, body)
	}
}

// finds reports whether a search shows the article.
func (v visitor) finds(t *testing.T, word string) bool {
	t.Helper()
	return v.findsIn(t, "articles", word)
}

// findsIn reports whether a search of a category shows a publication.
func (v visitor) findsIn(t *testing.T, category, word string) bool {
	t.Helper()
	status, body := v.get(t, "/search/?filter="+category+"&qs="+url.QueryEscape(word))
	if status != http.StatusOK {
		t.Errorf("search = %d", status)
	}
	return strings.Contains(body, `href="/wire/x`) || strings.Contains(body, `href="/events/x`)
}

// settled returns once no event waits and no job is to do, whichever process
// does them.
func (w world) settled(t *testing.T) {
	t.Helper()
	apptest.Eventually(t, "events and jobs are done", func() bool {
		return w.Count(t, "SELECT count(*) FROM outbox_events WHERE position IS NULL") == 0 &&
			w.Count(t, "SELECT count(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded')") == 0
	})
}
