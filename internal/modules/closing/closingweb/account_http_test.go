// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closingweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/closing"
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
