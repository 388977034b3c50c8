// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/platform/ids"
)

// secrets are the answers that a text must not hold for a reader: contacts, which
// the profile page alone shows, and what the level keeps back; by field.
func (x *exposed) secrets(level int64) map[string]string {
	secret := map[string]string{}
	for _, q := range x.asked.Questions() {
		open := q.VisibleAtLevel != nil && int64(*q.VisibleAtLevel) <= level && q.ContactMaskChannel == ""
		if value := x.answers.Text(q.Name); value != "" && !open {
			secret[q.Name] = value
		}
		if q.Detail != nil && (!open || q.Name == "pays_zip_ville") {
			_, item, _ := strings.Cut(x.answers.Text(q.Detail.Name), " / ")
			secret[q.Detail.Name] = item
		}
	}
	return secret
}

// places are the pages, fragments, programs' answers and feeds where a member
// appears besides the own page: address, and what the request accepts.
func (x *exposed) places(t *testing.T, reader *apptest.Browser) map[string]string {
	t.Helper()
	post := x.Published(t, x.owner, nil)
	x.Reindex(t)
	name := url.QueryEscape(x.answers.Text("last_name"))
	feed := reader.Post(t, "/preferences/integration", url.Values{"action": {"open"}})
	secret := ""
	if i := strings.Index(feed.Body, "/feeds/wall/"); i >= 0 {
		secret = strings.FieldsFunc(feed.Body[i:], func(r rune) bool { return strings.ContainsRune("\"' <", r) })[0]
	}
	if secret == "" {
		t.Fatalf("no feed: %d %s", feed.Status, feed.Text("main"))
	}
	return map[string]string{
		"/search/?qs=" + name: "text/html", "/search/suggest?qs=" + name: "text/html", "/search/suggest?qs=" + name + "&json": "application/json",
		"/swork/members": "text/html", "/swork/organisations/" + ids.Encode(x.owner.OrganisationID): "text/html",
		"/wire": "text/html", postURL(post.ID): "text/html", "/notifications/panel": "text/html", secret: "application/atom+xml",
		"/kyc/profil_groups/2": "application/json", "/reference/organisations/media?q=journal": "application/json",
	}
}

// Every type of reader × channel × level, one canary per field, in everything
// but the member's page: lists, search, suggestions, programs' answers, feeds
// (spec 02 §11, issue 3). No contact is there, whatever is allowed, and nothing
// that the level keeps back.
func TestDisclosure_everywhereElse(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		x := expose(t, app)
		x.store(t, 2, x.grants(false))
		stranger, friend := app.Member(t, nil), app.Member(t, nil)
		app.Follow(t, x.owner, friend)
		app.Follow(t, stranger, x.owner)
		browsers := []*apptest.Browser{app.SignIn(t, stranger), app.SignIn(t, friend)}
		places := x.places(t, browsers[0])
		shown := false
		for level := range int64(3) {
			for _, inverted := range []bool{false, true} {
				x.store(t, level, x.grants(inverted))
				x.Reindex(t)
				secrets := x.secrets(level)
				for _, kind := range append(x.questions.ContactTypes, x.questions.ContactTypes[0]) {
					app.Exec(t, "UPDATE profiles SET contact_type = ? WHERE member_id IN (?, ?)", kind.Code, stranger.UserID, friend.UserID)
					for i, browser := range browsers {
						for path, accept := range places {
							r := browser.Request(t, http.MethodGet, path, nil)
							r.Header.Set("Accept", accept)
							answer := browser.Do(t, r)
							shown = shown || strings.Contains(answer.Body, x.answers.Text("last_name"))
							for field, value := range secrets {
								if strings.Contains(answer.Body, value) {
									t.Errorf("%s, level %d, %s, followed %v: shows %s", path, level, kind.Code, i == 1, field)
								}
							}
						}
					}
				}
			}
		}
		if !shown {
			t.Error("the member appears nowhere: nothing was proved")
		}
	})
}

// copyOf is all that the copy of a member's data holds.
func copyOf(t *testing.T, app *apptest.App, who access.Actor) string {
	t.Helper()
	by := closing.By{ID: who.UserID}
	if err := app.Closing.AskArchive(t.Context(), by); err != nil {
		t.Fatal(err)
	}
	app.Settle(t)
	archive, err := app.Closing.ArchiveOf(t.Context(), by)
	if err != nil || archive == nil || !archive.Ready {
		t.Fatalf("archive %+v, %v", archive, err)
	}
	file, err := app.Closing.OpenArchive(t.Context(), by, archive.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // read only
	raw, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, entry := range opened.File {
		part, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(entry.Name + "\n" + string(text) + "\n")
		_ = part.Close()
	}
	return all.String()
}

// Exports: the copy of one's own data holds every answer, whatever the level; the
// copy of somebody else's who follows the member and is allowed every channel
// holds none (spec 02 §13, issue 3).
func TestDisclosure_exports(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		x := expose(t, app)
		all := x.grants(false)
		for key := range all {
			all[key] = true
		}
		x.store(t, 0, all)
		reader := app.Member(t, nil)
		app.Exec(t, "UPDATE profiles SET contact_type = 'PRESSE' WHERE member_id = ?", reader.UserID)
		app.Follow(t, reader, x.owner)
		app.Follow(t, x.owner, reader)
		app.Published(t, x.owner, nil)
		secrets := x.secrets(0)
		theirs, own := copyOf(t, app, reader), copyOf(t, app, x.owner)
		for _, q := range x.asked.Questions() {
			value := x.answers.Text(q.Name)
			if value == "" {
				continue
			}
			if _, secret := secrets[q.Name]; secret && strings.Contains(theirs, value) { // the name is in a bell
				t.Errorf("the copy of another member's data holds %s", q.Name)
			}
			if !strings.Contains(own, value) {
				t.Errorf("the copy of one's own data lacks %s", q.Name)
			}
		}
	})
}
