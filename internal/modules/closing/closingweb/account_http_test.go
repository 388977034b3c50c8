// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closingweb_test

import (
	"archive/zip"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
)

const (
	accountPath = "/preferences/account"
	closePath   = accountPath + "/close"
)

// mails returns what an address got, the newest first, whose subject holds a
// text.
func mails(t *testing.T, a *apptest.App, to, subject string) []mailer.Captured {
	t.Helper()
	a.Settle(t)
	all, err := a.Inbox.Captured(t.Context(), 0, 200)
	if err != nil {
		t.Fatal(err)
	}
	var found []mailer.Captured
	for _, m := range all {
		if m.Recipient == to && strings.Contains(m.Subject, subject) {
			found = append(found, m)
		}
	}
	return found
}

// linkIn is the path of the link of a mail.
func linkIn(t *testing.T, m mailer.Captured, prefix string) string {
	t.Helper()
	path := regexp.MustCompile(regexp.QuoteMeta(prefix) + `[0-9A-Za-z]+`).FindString(m.Text)
	if path == "" {
		t.Fatalf("no link %s in %q", prefix, m.Text)
	}
	return path
}

func stored(t *testing.T, a *apptest.App, id int64) *member.Member {
	t.Helper()
	m := new(member.Member)
	if err := a.DB.Writer().NewSelect().Model(m).Where("m.id = ?", id).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

func nora(t *testing.T, a *apptest.App) access.Actor {
	t.Helper()
	return a.Member(t, func(p *apptest.Person) { p.FirstName, p.Email = "Nora", "nora@example.org" })
}

var password = url.Values{"password": {apptest.Password}}

// Spec 02 §13: closing asks for the password again, deactivates at once, ends
// every session and every link; the mailed link shows on GET and acts on POST.
func TestClose_andReopen(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		who := nora(t, a)
		browser, second := a.SignIn(t, who), a.SignIn(t, who)
		if page := browser.Get(t, accountPath); !page.Has(`a[href="`+closePath+`"]`) || !page.Has(".side-d a[aria-current]") {
			t.Errorf("the page offers no way out: %s", page.Text("main"))
		}
		if page := browser.Get(t, closePath); !page.Has("#close-form button.btn-error") {
			t.Error("the button that closes does not look dangerous")
		}
		page := browser.Post(t, closePath, url.Values{"password": {"a wrong password, surely"}})
		if page.Status != http.StatusUnprocessableEntity || !page.Has("[aria-invalid=true]") || !stored(t, a, who.UserID).Active {
			t.Fatalf("a wrong password answers %d: %s", page.Status, page.Text("main"))
		}
		page = browser.Post(t, closePath, password)
		if page.Location() != "/auth/account/closed" {
			t.Fatalf("closing answers %d to %q: %s", page.Status, page.Location(), page.Text("main"))
		}
		if page = browser.Get(t, page.Location()); page.Status != http.StatusOK {
			t.Errorf("the good-bye answers %d", page.Status)
		}
		m := stored(t, a, who.UserID)
		if m.Active || m.ValidationStatus != member.StatusClosing || m.ClosingAt.Sub(a.Clock.Now()) != closing.Delay {
			t.Errorf("the account is %+v", m)
		}
		for _, b := range []*apptest.Browser{browser, second} {
			if page := b.Get(t, accountPath); !strings.HasPrefix(page.Location(), "/auth/login") {
				t.Errorf("a session goes on: %d", page.Status)
			}
		}
		letters := mails(t, a, "nora@example.org", "Votre compte est fermé")
		if len(letters) != 1 || letters[0].HTML == "" {
			t.Fatalf("%d mails", len(letters))
		}
		link := linkIn(t, letters[0], "/auth/account/reopen/")
		visitor := a.Browser(t)
		if page := visitor.Get(t, link); page.Status != http.StatusOK || stored(t, a, who.UserID).Active {
			t.Errorf("reading the link answers %d, or acts", page.Status)
		}
		if page := visitor.Post(t, link, nil); page.Location() != "/auth/login" || !stored(t, a, who.UserID).Active {
			t.Errorf("coming back answers %d to %q", page.Status, page.Location())
		}
		if page := visitor.Post(t, link, nil); page.Status != http.StatusNotFound {
			t.Errorf("the link serves twice: %d", page.Status)
		}
		if len(mails(t, a, "nora@example.org", "rouvert")) != 1 {
			t.Error("no mail tells that the account is open again")
		}
		if err := a.Closing.AnonymiseDue(t.Context()); err != nil || stored(t, a, who.UserID).FirstName != "Nora" {
			t.Errorf("who came back is anonymised: %v", err)
		}
	})
}

// Spec 02 §13: refused while owning an active Business Wall or holding a live
// subscription, with an explanation; the last administrator stays.
func TestClose_obstacles(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		who, staff := nora(t, a), a.Persona(t, apptest.Administrator)
		wall := who.WallID
		for _, c := range []struct {
			name, say string
			by        access.Actor
			hinder    string
			free      string
		}{
			{"wall", "Business Wall en service", who, "UPDATE business_walls SET owner_id = ? WHERE id = ?", "UPDATE business_walls SET status = 'cancelled' WHERE owner_id = ? AND id = ?"},
			{"subscription", "abonnement en cours", who, "INSERT INTO subscriptions (id, wall_id, status, created_at, modified_at) SELECT ?, ?, 'active', created_at, created_at FROM members LIMIT 1", ""},
		} {
			args := []any{who.UserID, wall}
			a.Exec(t, c.hinder, args...)
			browser := a.SignIn(t, c.by)
			page := browser.Get(t, accountPath)
			if page.Has(`a[href="`+closePath+`"]`) || !strings.Contains(page.Text("main"), c.say) {
				t.Errorf("%s: the page says %q", c.name, page.Text("main"))
			}
			page = browser.Post(t, closePath, password)
			if page.Status != http.StatusConflict || !strings.Contains(page.Text("main"), c.say) || !stored(t, a, who.UserID).Active {
				t.Errorf("%s: closing answers %d: %s", c.name, page.Status, page.Text("main"))
			}
			if c.free != "" {
				a.Exec(t, c.free, args...)
			}
		}
		page := a.SignIn(t, staff).Post(t, closePath, password)
		if page.Status != http.StatusConflict || !strings.Contains(page.Text("main"), "dernier administrateur") {
			t.Errorf("the last administrator leaves: %d", page.Status)
		}
	})
}

// Spec 02 §13: administrators may close an account, and have a closed one
// anonymised.
func TestClose_byAdministrator(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		who := nora(t, a)
		browser := a.SignIn(t, a.Persona(t, apptest.Administrator))
		path := "/admin/show_user/" + ids.Encode(who.UserID)
		act := func(action string) apptest.Page {
			return browser.Post(t, path, url.Values{"action": {action}, "confirmed": {"yes"}})
		}
		if page := act("anonymise"); page.Status != http.StatusSeeOther || !stored(t, a, who.UserID).Active {
			t.Errorf("an open account is anonymised by one action: %d", page.Status)
		}
		act("close")
		if m := stored(t, a, who.UserID); m.Active || m.ClosingAt.IsZero() {
			t.Fatal("the account is not closed")
		}
		if got := mails(t, a, "nora@example.org", "Votre compte est fermé"); len(got) != 1 || !strings.Contains(got[0].Text, "équipe éditoriale") {
			t.Errorf("%d mails", len(got))
		}
		if page := browser.Get(t, path); !page.Has(`input[name="action"][value="anonymise"]`) {
			t.Error("the page does not offer to anonymise")
		}
		act("anonymise")
		a.Settle(t)
		if m := stored(t, a, who.UserID); m.FullName() != "Membre supprimé" || m.AnonymisedAt.IsZero() {
			t.Errorf("the account is %+v", m)
		}
		if page := browser.Get(t, path); page.Status != http.StatusOK || page.Has(`input[name="action"][value="anonymise"]`) {
			t.Errorf("the page of the placeholder answers %d", page.Status)
		}
	})
}

// An account that was deactivated before it was closed is not for its owner to
// reopen.
func TestClose_deactivatedStaysSo(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		who := nora(t, a)
		a.Exec(t, "UPDATE members SET active = ?, validation_status = ? WHERE id = ?", false, member.StatusDeactivated, who.UserID)
		if err := a.Closing.CloseOf(t.Context(), closing.By{}, who.UserID); err != nil {
			t.Fatal(err)
		}
		letters := mails(t, a, "nora@example.org", "Votre compte est fermé")
		if len(letters) != 1 || strings.Contains(letters[0].Text, "/reopen/") {
			t.Errorf("%d mails, or one with a link", len(letters))
		}
	})
}

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

// Spec 02 §13: a copy and closing need a recent proof of identity.
func TestAccount_recentSignIn(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true, Configure: map[string]string{"session.idle": "72h"}}, func(t *testing.T, a *apptest.App) {
		browser := a.SignIn(t, nora(t, a))
		a.Clock.Advance(26 * time.Hour)
		for _, path := range []string{closePath, accountPath + "/archive"} {
			if page := browser.Post(t, path, password); !strings.HasPrefix(page.Location(), "/auth/verify") {
				t.Errorf("%s answers %d to %q", path, page.Status, page.Location())
			}
		}
		if page := browser.Get(t, accountPath); page.Status != http.StatusOK {
			t.Errorf("the page answers %d", page.Status)
		}
	})
}

// Spec 02 §13: 24 months without signing in give a mail, 30 days later the
// account is closed, unless the member has come back.
func TestInactivity(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		who := nora(t, a)
		back := a.Member(t, func(p *apptest.Person) { p.Email = "retour@example.org" })
		watch := func() {
			t.Helper()
			if err := a.Closing.WatchInactive(t.Context()); err != nil {
				t.Fatal(err)
			}
			a.Settle(t)
		}
		start := a.Clock.Now()
		a.Clock.Advance(start.AddDate(0, 24, 0).Sub(start) - time.Hour)
		watch()
		if len(mails(t, a, "nora@example.org", "va être fermé")) != 0 {
			t.Error("a mail before 24 months")
		}
		a.Clock.Advance(2 * time.Hour)
		watch()
		watch()
		if got := mails(t, a, "nora@example.org", "va être fermé"); len(got) != 1 {
			t.Fatalf("%d mails at 24 months", len(got))
		}
		a.Exec(t, "UPDATE members SET last_login_at = ? WHERE id = ?", a.Clock.Now().Add(time.Hour), back.UserID)
		a.Clock.Advance(closing.Notice - time.Hour)
		watch()
		if !stored(t, a, who.UserID).Active {
			t.Error("closed before the 30 days")
		}
		a.Clock.Advance(2 * time.Hour)
		watch()
		if stored(t, a, who.UserID).Active || !stored(t, a, back.UserID).Active {
			t.Error("who came back is closed, or who did not is open")
		}
		if got := mails(t, a, "nora@example.org", "Votre compte est fermé"); len(got) != 1 || !strings.Contains(got[0].Text, "/auth/account/reopen/") {
			t.Errorf("%d mails at the closing", len(got))
		}
	})
}
