// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closingweb_test

import (
	"archive/zip"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/modules/events"
)

// Spec 02 §13: the copy is made by a job, announced by mail, for 24 hours, for
// the member alone; it holds all of the member's and nothing of others'.
func TestArchive(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		who := nora(t, a)
		other := a.Member(t, func(p *apptest.Person) {
			p.FirstName, p.LastName, p.Email = "Autre", "Étranger", "etranger@example.org"
		})
		a.Exec(t, "UPDATE members SET mobile = '+33 6 11 11 11 11' WHERE id = ?", who.UserID)
		a.Exec(t, "UPDATE members SET mobile = '+33 6 22 22 22 22' WHERE id = ?", other.UserID)
		for _, m := range []access.Actor{who, other} {
			a.Article(t, m, nil)
			file, err := a.Media.Store(t.Context(), m.UserID, apptest.Picture(t, 200+int(m.UserID%50), 200))
			if err != nil {
				t.Fatal(err)
			}
			a.Exec(t, "UPDATE members SET photo = ? WHERE id = ?", file.Name, m.UserID)
			a.Exec(t, "INSERT INTO media_links (media_name, kind, object_id) VALUES (?, 'member', ?)", file.Name, m.UserID)
		}
		a.Follow(t, who, other)
		a.Follow(t, other, who)
		mine, theirs := sendPictures(t, a, who, 200), sendPictures(t, a, other, 300)
		browser := a.SignIn(t, who)
		for range 2 { // a double click asks once
			if page := browser.Post(t, accountPath+"/archive", nil); page.Location() != accountPath {
				t.Fatalf("asking answers %d", page.Status)
			}
		}
		letters := mails(t, a, "nora@example.org", "archive")
		if len(letters) != 1 {
			t.Fatalf("%d mails", len(letters))
		}
		link := linkIn(t, letters[0], "/preferences/account/archive/")
		if page := a.SignIn(t, other).Get(t, link); page.Status != http.StatusNotFound {
			t.Errorf("another member gets %d", page.Status)
		}
		if page := a.Browser(t).Get(t, link); !strings.HasPrefix(page.Location(), "/auth/login") {
			t.Errorf("a visitor gets %d", page.Status)
		}
		if page := browser.Get(t, accountPath); !page.Has(`a[href="` + link + `"]`) {
			t.Error("the page does not lead to the copy")
		}
		page := browser.Get(t, link)
		if page.Status != http.StatusOK || page.Header.Get("Content-Type") != "application/zip" ||
			!strings.HasPrefix(page.Header.Get("Content-Disposition"), "attachment") || !strings.Contains(page.Header.Get("Cache-Control"), "no-store") {
			t.Fatalf("the copy answers %d %v", page.Status, page.Header)
		}
		texts := checkCopy(t, a, page.Body, who, other)
		for kind, name := range mine {
			if texts["files/"+name] == "" {
				t.Errorf("the copy lacks the picture of %s", kind)
			}
			if texts["files/"+theirs[kind]] != "" {
				t.Errorf("the copy holds another’s picture of %s", kind)
			}
		}
		a.Clock.Advance(closing.ArchiveLife + time.Minute)
		if page := a.SignIn(t, who).Get(t, link); page.Status != http.StatusNotFound {
			t.Errorf("a day later the copy answers %d", page.Status)
		}
		file := ""
		if err := a.DB.Writer().NewRaw("SELECT file FROM data_archives").Scan(t.Context(), &file); err != nil {
			t.Fatal(err)
		}
		if err := a.Closing.ForgetArchives(t.Context()); err != nil || a.Count(t, "SELECT count(*) FROM data_archives") != 0 {
			t.Errorf("the copy is not forgotten: %v", err)
		}
		if held, err := a.Blobs.Has(t.Context(), "private", file); err != nil || held {
			t.Errorf("the file is not deleted: %v", err)
		}
	})
}

// checkCopy compares a copy with what the database holds of the two members.
func checkCopy(t *testing.T, a *apptest.App, body string, who, other access.Actor) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	texts, all := map[string]string{}, ""
	for _, entry := range archive.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		texts[entry.Name] = string(raw)
		all += string(raw)
		if strings.HasSuffix(entry.Name, ".json") && !json.Valid(raw) {
			t.Errorf("%s is no JSON: %s", entry.Name, raw)
		}
	}
	m, o := stored(t, a, who.UserID), stored(t, a, other.UserID)
	for _, want := range []string{m.Email, m.Mobile, m.LastName, m.Photo} {
		if !strings.Contains(texts["data/members.json"], want) {
			t.Errorf("the copy lacks %q", want)
		}
	}
	for _, not := range []string{m.PasswordHash, o.Email, o.Mobile, o.LastName, o.Photo} {
		if strings.Contains(all, not) {
			t.Errorf("the copy holds %q", not)
		}
	}
	for _, table := range closing.Tables() {
		text, there := texts["data/"+table.Name+".json"]
		if there != (table.Copied != "") {
			t.Errorf("table %s: in the copy %v", table.Name, there)
		}
		for _, hidden := range table.Hidden {
			if strings.Contains(text, `"`+hidden+`"`) {
				t.Errorf("the copy tells %s.%s", table.Name, hidden)
			}
		}
	}
	for name, want := range map[string]int{"articles": 2, "follows": 1, "members": 1, "profiles": 1, "sessions": 1} {
		if got := strings.Count(texts["data/"+name+".json"], "\n  {"); got != want {
			t.Errorf("%d rows of %s, want %d", got, name, want)
		}
	}
	if texts["files/"+m.Photo] == "" || texts["LISEZ-MOI.txt"] == "" {
		t.Error("the copy lacks the photo or the explanations")
	}
	return texts
}

// sendPictures gives a member one picture of each kind, and returns their names:
// those that only rows of content or of a Business Wall name are not known as
// sent any more.
func sendPictures(t *testing.T, a *apptest.App, who access.Actor, width int) map[string]string {
	t.Helper()
	names := map[string]string{}
	send := func(kind string) string {
		width++
		file, err := a.Media.Store(t.Context(), who.UserID, apptest.Picture(t, width, 200))
		if err != nil {
			t.Fatal(err)
		}
		names[kind] = file.Name
		return file.Name
	}
	only := func(kind string, object int64) {
		name := send(kind)
		a.Exec(t, "DELETE FROM media_links WHERE media_name = ?", name)
		a.Exec(t, "INSERT INTO media_links (media_name, kind, object_id) VALUES (?, ?, ?)", name, strings.Fields(kind)[0], object)
	}
	send("upload")
	only("member banner", who.UserID)
	only("press_card", who.UserID)
	only("proposal", who.UserID)
	wall := a.Organisation(t, "Maison "+strconv.Itoa(width), "media").WallID
	a.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", who.UserID, wall)
	only("wall", wall)
	now := a.Clock.Now().UTC()
	article, release := a.Article(t, who, nil).ID, a.Release(t, who, nil).ID
	event, err := a.Agenda.Room.Create(t.Context(), who, events.EventInput{
		Title: "Visite", Body: "<p>Du port.</p>", Type: "Presse / Point presse", Sector: "ARTS, CULTURE, MEDIAS / Architecture",
	})
	if err != nil {
		t.Fatal(err)
	}
	for kind, content := range map[string]int64{"article": article, "press_release": release, "event": event.ID} {
		only(kind, content)
		a.Exec(t, "INSERT INTO "+kind+"_images (id, "+strings.TrimPrefix(kind, "press_")+"_id, owner_id, media_name, position, created_at, modified_at) VALUES (?, ?, ?, ?, 0, ?, ?)",
			a.IDs.Next(), content, who.UserID, names[kind], now, now)
	}
	a.Exec(t, "INSERT INTO wall_images (id, wall_id, media_name, position, created_at) VALUES (?, ?, ?, 0, ?)", a.IDs.Next(), wall, names["wall"], now)
	only("wall gallery", wall)
	return names
}
