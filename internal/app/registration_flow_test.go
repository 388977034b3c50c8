// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/registration"
)

var withLists = apptest.Options{AllVocabularies: true}

// newApplicant has a browser at the questionnaire of a profile.
func newApplicant(t *testing.T, a *apptest.App, profile, email string) *applicant {
	t.Helper()
	p, ok := mustSurvey(t).Of(profile)
	if !ok {
		t.Fatalf("no profile %s", profile)
	}
	s := &applicant{app: a, browser: a.Browser(t), profile: p, email: email}
	s.browser.Post(t, "/kyc/profile", url.Values{"profile": {profile}})
	return s
}

// fill answers everything, up to the summary.
func (s *applicant) fill(t *testing.T, change func(url.Values)) apptest.Page {
	t.Helper()
	form := s.form(t)
	if change != nil {
		change(form)
	}
	page := s.browser.Post(t, s.path(), form)
	if page.Location() != "/kyc/validation" {
		t.Fatalf("the form: %d %s", page.Status, page.Text(".form-errors"))
	}
	return page
}

// join registers, and is approved.
func (s *applicant) join(t *testing.T) (access.Actor, *apptest.Browser) {
	t.Helper()
	s.fill(t, nil)
	s.browser.Post(t, "/kyc/done", nil)
	s.app.Exec(t, "UPDATE members SET active = TRUE WHERE email = ?", s.email)
	m := s.stored(t)
	actor, err := s.app.Actors.Load(t.Context(), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	return actor, s.app.SignIn(t, actor)
}

func (s *applicant) stored(t *testing.T) *member.Member {
	t.Helper()
	m := new(member.Member)
	if err := s.app.DB.Writer().NewSelect().Model(m).Where("m.email = ?", s.email).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

// A name typed with NUL or control characters reaches neither a row nor the
// heading of a mail as it was typed, on either engine: the form reads it as plain
// text, and what comes another way is refused (Sheet.Check).
func TestRegistration_controlCharacters(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		s := newApplicant(t, a, "P009", "signes@candidat.example")
		s.fill(t, func(form url.Values) { form.Set("first_name", "a\x00b\r\nBcc: x\x1b") })
		s.browser.Post(t, "/kyc/done", nil)
		m := new(member.Member)
		if err := a.DB.Reader().NewSelect().Model(m).Where("m.email = ?", s.email).Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if m.FirstName == "" || !member.IsName(m.FirstName) {
			t.Errorf("the first name is kept as %q", m.FirstName)
		}
	})
}

// Of two who register with one address, in whatever case, the second is told at
// the end, beside the field (spec 02 U4).
func TestRegistration_addressTakenAtTheEnd(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		first, second := newApplicant(t, a, "P009", "une@candidat.example"), newApplicant(t, a, "P009", "UNE@candidat.example")
		first.fill(t, nil)
		second.fill(t, func(form url.Values) { form.Del("email_secours") })
		first.browser.Post(t, "/kyc/done", nil)
		page := second.browser.Post(t, "/kyc/done", nil)
		if page.Status != http.StatusOK || !strings.Contains(page.Text("#F017-err"), "Adresse non permise") {
			t.Errorf("the second: %d %s", page.Status, page.Text("main"))
		}
		third := newApplicant(t, a, "P009", "secours-une@candidat.example") // somebody's recovery address
		page = third.browser.Post(t, third.path(), third.form(t))
		if !strings.Contains(page.Text("#F017-err"), "Adresse non permise") {
			t.Errorf("a recovery address: %s", page.Text(".form-errors"))
		}
		same := newApplicant(t, a, "P009", "deux@candidat.example")
		form := same.form(t)
		form.Set("email_secours", "DEUX@candidat.example")
		if page = same.browser.Post(t, same.path(), form); !page.Has("#F018-err") {
			t.Error("one's own two addresses may be the same")
		}
	})
}

// Two clicks at the same time make one account (spec 02 U5).
func TestRegistration_simultaneousClicks(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		s := newApplicant(t, a, "P032", "double@candidat.example")
		s.fill(t, nil)
		var clicks sync.WaitGroup
		for range 4 {
			clicks.Go(func() {
				if page := s.browser.Post(t, "/kyc/done", nil); !strings.Contains(page.Text("h1"), "Merci !") {
					t.Errorf("a click: %d %s", page.Status, page.Text("main"))
				}
			})
		}
		clicks.Wait()
		if n := a.Count(t, "SELECT count(*) FROM members WHERE email = 'double@candidat.example'"); n != 1 {
			t.Errorf("%d accounts", n)
		}
	})
}

// Giving up, or a week without a sign of life, erases answers and files (U10).
func TestRegistration_draftsAndFilesGo(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		left := func(when string, want int) {
			t.Helper()
			drafts := a.Count(t, "SELECT count(*) FROM registration_drafts")
			files := a.Count(t, "SELECT count(*) FROM media_files")
			if drafts != want || (files > 0) != (want > 0) {
				t.Errorf("%s: %d drafts, %d files", when, drafts, files)
			}
		}
		s := newApplicant(t, a, "P002", "partie@candidat.example")
		s.fill(t, nil)
		if page := s.browser.Get(t, "/kyc/undone"); page.Status != http.StatusOK {
			t.Errorf("GET undone: %d", page.Status)
		}
		left("opening an address erases nothing", 1)
		s.browser.Post(t, "/kyc/undone", nil)
		left("giving up", 0)
		if page := s.browser.Get(t, "/kyc/undone"); !strings.Contains(page.Text("h1"), "Une autre fois peut-être.") {
			t.Errorf("goodbye: %s", page.Text("main"))
		}
		newApplicant(t, a, "P002", "oubli@candidat.example").fill(t, nil)
		a.Clock.Advance(registration.DraftLife - time.Minute)
		if err := a.Registration.ForgetExpired(t.Context()); err != nil {
			t.Fatal(err)
		}
		left("within the week", 1)
		a.Clock.Advance(2 * time.Minute)
		if err := a.Registration.ForgetExpired(t.Context()); err != nil {
			t.Fatal(err)
		}
		left("after the week", 0)
	})
}

var letterLink = regexp.MustCompile(`http://aipress24\.test(/(?:kyc/resume|kyc/verify|auth/reset)/[A-Za-z0-9_-]+)`)

// lastLink is the path in the last letter to an address, or "".
func lastLink(t *testing.T, a *apptest.App, address string) string {
	t.Helper()
	a.Settle(t)
	letters, err := a.Inbox.Captured(t.Context(), 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, letter := range letters {
		if found := letterLink.FindStringSubmatch(letter.Text); letter.Recipient == address && found != nil {
			return found[1]
		}
	}
	return ""
}

// What is typed on the way is kept; a link by mail opens it elsewhere, by a
// button, and closes it here (spec 02 §19.1). Passwords wait nowhere in clear.
func TestRegistration_resumeByMail(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		s := newApplicant(t, a, "P009", "plus-tard@candidat.example")
		page := s.browser.Post(t, s.path()+"/draft", url.Values{"first_name": {"Ève"}, "email": {s.email}, "password": {applicantPassword}, "langues": {"Volapük"}})
		if page.Status != http.StatusNoContent {
			t.Fatalf("keep: %d", page.Status)
		}
		if n := a.Count(t, "SELECT count(*) FROM registration_drafts WHERE password_hash <> '' OR CAST(answers AS TEXT) LIKE '%chevaux%'"); n != 0 {
			t.Error("the password is kept on the way")
		}
		s.browser.Post(t, "/kyc/resume", url.Values{"address": {"Plus-Tard@candidat.example"}})
		path := lastLink(t, a, s.email)
		if path == "" {
			t.Fatal("no letter")
		}
		other := a.Browser(t)
		if page = other.Get(t, path); page.Status != http.StatusOK || page.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("the link: %d %q", page.Status, page.Header.Get("Referrer-Policy"))
		}
		if got, _ := s.browser.Get(t, s.path()).Find("#F005").Attr("value"); got != "Ève" {
			t.Errorf("opening the link changed something: %q", got)
		}
		if page = other.Post(t, path, nil); page.Location() != s.path() {
			t.Fatalf("the button: %d %q", page.Status, page.Location())
		}
		if got, _ := other.Get(t, s.path()).Find("#F005").Attr("value"); got != "Ève" {
			t.Errorf("elsewhere the first name is %q", got)
		}
		if got, _ := s.browser.Get(t, s.path()).Find("#F005").Attr("value"); got != "" {
			t.Errorf("the former browser still sees %q", got)
		}
		if page = other.Get(t, "/kyc/resume/forged"); page.Status != http.StatusNotFound {
			t.Errorf("a forged link: %d", page.Status)
		}
	})
}

// A stranger who begins with somebody else's address and the own password has
// nothing of the account: the owner of the address, who goes on by the link,
// chooses the password, accepts the terms and names the recovery address, and
// nothing the stranger sends later gets into the draft (spec 02 §9.3, §19.1).
func TestRegistration_resumeTakesOverFromStranger(t *testing.T) {
	t.Parallel()
	const own = "trois canards verts au fil de la Marne"
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		stranger := newApplicant(t, a, "P009", "victime@candidat.example")
		stranger.fill(t, nil)
		resume := func(from *apptest.Browser) *apptest.Browser {
			from.Post(t, "/kyc/resume", url.Values{"address": {stranger.email}})
			browser := a.Browser(t)
			if page := browser.Post(t, lastLink(t, a, stranger.email), nil); page.Location() != stranger.path() {
				t.Fatalf("the button: %d %q", page.Status, page.Location())
			}
			return browser
		}
		owner := &applicant{app: a, browser: resume(stranger.browser), profile: stranger.profile, email: stranger.email}
		if page := owner.browser.Get(t, owner.path()); strings.Contains(page.Text("#kyc"), "Votre mot de passe est enregistré") || page.Has("#F069[checked]") {
			t.Error("the stranger's password or acceptance is taken for the owner's")
		}
		if page := owner.browser.Post(t, "/kyc/done", nil); a.Count(t, "SELECT count(*) FROM members WHERE email = ?", owner.email) != 0 {
			t.Fatalf("the stranger's draft is sent as it is: %s", page.Text("h1"))
		}
		form := owner.form(t)
		form.Del("password")
		if page := owner.browser.Post(t, owner.path(), form); page.Location() != "" {
			t.Fatalf("no password was asked: to %q", page.Location())
		}
		form.Set("password", own)
		if page := owner.browser.Post(t, owner.path(), form); page.Location() != "/kyc/validation" {
			t.Fatalf("the owner's form: %d %s", page.Status, page.Text(".form-errors"))
		}
		stranger.browser.Post(t, stranger.path(), stranger.form(t)) // into a draft of the stranger's own
		again := resume(owner.browser)
		if page := again.Get(t, owner.path()); !strings.Contains(page.Text("#kyc"), "Votre mot de passe est enregistré") {
			t.Error("the owner, known by now, has to choose a password again")
		}
		if page := again.Post(t, "/kyc/done", nil); !strings.Contains(page.Text("main"), "déjà confirmée") {
			t.Errorf("who has confirmed the address is told: %s", page.Text("main"))
		}
		m := owner.stored(t)
		if good, err := member.PasswordMatches(t.Context(), m.PasswordHash, own); err != nil || !good || m.EmailVerifiedAt.IsZero() {
			t.Errorf("the account does not open to its owner: %v", err)
		}
	})
}

// A draft's pictures are for its holder; once approved the portrait is for
// members, until then and the press card always for their owner and the staff
// (spec 02 §3.1, §5).
func TestRegistration_picturesArePrivate(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		s := newApplicant(t, a, "P002", "carte@candidat.example")
		s.fill(t, nil)
		for _, field := range []string{"photo", "photo_carte_presse"} {
			if got := s.browser.Get(t, "/kyc/pictures/"+field); got.Status != http.StatusOK || got.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s for its holder: %d %q", field, got.Status, got.Header.Get("Cache-Control"))
			}
			if got := a.Browser(t).Get(t, "/kyc/pictures/"+field); got.Status != http.StatusNotFound {
				t.Errorf("%s for a stranger: %d", field, got.Status)
			}
		}
		other, staff := a.SignIn(t, a.Persona(t, apptest.Journalist)), a.SignIn(t, a.Persona(t, apptest.Administrator))
		s.browser.Post(t, "/kyc/done", nil)
		m := s.stored(t)
		for _, name := range []string{m.Photo, m.PressCard} {
			if got := other.Get(t, media.URL(name)); got.Status != http.StatusNotFound {
				t.Errorf("a member sees %s of an applicant: %d", name, got.Status)
			}
			if got := staff.Get(t, media.URL(name)); got.Status != http.StatusOK || strings.Contains(got.Header.Get("Cache-Control"), "max-age") {
				t.Errorf("the staff sees %s of an applicant: %d, %q", name, got.Status, got.Header.Get("Cache-Control"))
			}
		}
		a.Exec(t, "UPDATE members SET active = TRUE, validation_status = ? WHERE id = ?", member.StatusValidated, m.ID)
		actor, err := a.Actors.Load(t.Context(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		own := a.SignIn(t, actor)
		for _, tt := range []struct {
			who     string
			browser *apptest.Browser
			name    string
			want    int
		}{
			{"owner", own, m.PressCard, http.StatusOK}, {"another member", other, m.PressCard, http.StatusNotFound},
			{"administrator", staff, m.PressCard, http.StatusOK}, {"another member", other, m.Photo, http.StatusOK},
		} {
			if got := tt.browser.Get(t, media.URL(tt.name)); got.Status != tt.want {
				t.Errorf("%s opens %s: %d, want %d", tt.who, tt.name, got.Status, tt.want)
			}
		}
		if n := a.Count(t, "SELECT count(*) FROM media_links WHERE kind = 'registration'"); n != 0 || actor.UserID == 0 {
			t.Errorf("%d links of the draft are left", n)
		}
	})
}

// The probe says « ok » or nothing, and not for long (spec 02 §5, U12).
func TestCheckMail(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		email := a.Email(t, apptest.Journalist)
		b := a.Browser(t)
		for address, want := range map[string]string{
			"libre@candidat.example": "ok", email: "", strings.ToUpper(email): "", "pas une adresse": "", "a@b": "",
		} {
			if page := b.Get(t, "/kyc/check_mail/"+url.PathEscape(address)); page.Status != http.StatusOK || page.Body != want {
				t.Errorf("%q: %d %q, want %q", address, page.Status, page.Body, want)
			}
		}
		status := http.StatusOK
		for range 16 {
			status = b.Get(t, "/kyc/check_mail/libre@candidat.example").Status
		}
		if status != http.StatusTooManyRequests {
			t.Errorf("the twenty-first question in a minute: %d", status)
		}
		if page := b.Get(t, "/kyc/profile"); page.Status != http.StatusOK {
			t.Errorf("the form itself: %d", page.Status)
		}
	})
}

// Pages of registration weigh at most 100 kB on the wire, whatever the profile,
// and no cache keeps them; wrong turns lead back (spec 02 §5).
func TestRegistration_pages(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true, AllVocabularies: true}, func(t *testing.T, a *apptest.App) {
		b := a.Browser(t)
		paths := []string{"/kyc/", "/kyc/profile"}
		for _, p := range mustSurvey(t).Profiles {
			paths = append(paths, "/kyc/wizard/"+p.ID)
		}
		for _, path := range paths {
			page := b.Get(t, path)
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			_, _ = w.Write([]byte(page.Body)) // in memory
			_ = w.Close()
			if page.Status != http.StatusOK || packed.Len() > 100_000 || page.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %d, %d bytes, %q", path, page.Status, packed.Len(), page.Header.Get("Cache-Control"))
			}
		}
		for path, want := range map[string]string{"/kyc/wizard/P034": "/kyc/profile", "/kyc/validation": "/kyc/profile", "/kyc/modify": "/kyc/profile"} {
			if page := b.Get(t, path); page.Location() != want {
				t.Errorf("%s leads to %d %q", path, page.Status, page.Location())
			}
		}
		for _, wrong := range []url.Values{{}, {"profile": {"P099"}}} {
			if page := b.Post(t, "/kyc/profile", wrong); page.Status != http.StatusOK || !page.Has(".form-errors") {
				t.Errorf("choice %v: %d", wrong, page.Status)
			}
		}
	})
}

// Five links an hour to one address, on all nodes together: nobody's letter box
// is filled by others (security checklist §3).
func TestRegistration_linksAreLimited(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		nodes := []*applicant{
			newApplicant(t, a, "P009", "une@candidat.example"),
			newApplicant(t, a.Node(t, apptest.Options{Idle: true, AllVocabularies: true}), "P009", "autre@candidat.example"),
		}
		for i, s := range nodes {
			s.browser.IP = "192.0.2." + strconv.Itoa(140+i)
			if page := s.browser.Post(t, s.path()+"/draft", url.Values{"first_name": {"Ève"}}); page.Status != http.StatusNoContent {
				t.Fatalf("keep: %d", page.Status)
			}
		}
		ask := func(i int, address string) int {
			return nodes[i%2].browser.Post(t, "/kyc/resume", url.Values{"address": {address}}).Status
		}
		for i := range 5 {
			if status := ask(i, "victime@candidat.example"); status != http.StatusOK {
				t.Fatalf("link %d: %d", i, status)
			}
		}
		for i := range nodes {
			if status := ask(i, "victime@candidat.example"); status != http.StatusTooManyRequests {
				t.Errorf("node %d sends a sixth link: %d", i, status)
			}
			if status := ask(i, "voisine@candidat.example"); status != http.StatusOK {
				t.Errorf("another address on node %d: %d", i, status)
			}
		}
		a.Clock.Advance(61 * time.Minute)
		if status := ask(0, "victime@candidat.example"); status != http.StatusOK {
			t.Errorf("an hour later: %d", status)
		}
	})
}
