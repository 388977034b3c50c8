// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/mailer"
)

const another = "quatre-girafes-lentes-et-un-tambour"

// letters returns the mails that an address got, the latest first.
func letters(t *testing.T, app *apptest.App, to string) []mailer.Captured {
	t.Helper()
	app.Settle(t)
	all, err := app.Inbox.Captured(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	var found []mailer.Captured
	for _, m := range all {
		if m.Recipient == to {
			found = append(found, m)
		}
	}
	return found
}

// linkIn is the path of the link that a mail leads to.
func linkIn(t *testing.T, m mailer.Captured, path string) string {
	t.Helper()
	found := regexp.MustCompile(regexp.QuoteMeta(path) + `/[A-Za-z0-9_-]{43}`).FindString(m.Text)
	if found == "" {
		t.Fatalf("no link to %s in the mail %q", path, m.Subject)
	}
	return found
}

func askReset(t *testing.T, app *apptest.App, email string) string {
	t.Helper()
	if page := app.Browser(t).Post(t, "/auth/reset", url.Values{"email": {email}}); page.Status != http.StatusOK {
		t.Fatalf("ask = %d", page.Status)
	}
	got := letters(t, app, email)
	if len(got) == 0 {
		t.Fatal("no mail")
	}
	return linkIn(t, got[0], "/auth/reset")
}

func chosen(password string) url.Values {
	return url.Values{"password": {password}, "password_confirm": {password}}
}

// A forgotten password is replaced by a link: opening it changes nothing, it
// serves once, ends all sessions and signs nobody in (spec 02 §9.1).
func TestReset(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		open := app.SignIn(t, app.Persona(t, apptest.Journalist))
		link := askReset(t, app, email)
		browser := app.Browser(t)
		for range 2 { // a scanner of mail, then the reader
			page := browser.Get(t, link)
			if page.Status != http.StatusOK || page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("Referrer-Policy") != "no-referrer" {
				t.Fatalf("the page of the link = %d, %v", page.Status, page.Header)
			}
		}
		if page := browser.Post(t, link, chosen("motdepasse1234")); page.Status != http.StatusUnprocessableEntity || !page.Has("[aria-invalid=true]") {
			t.Errorf("a weak password = %d", page.Status)
		}
		if page := browser.Post(t, link, url.Values{"password": {another}, "password_confirm": {another + "x"}}); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("another confirmation = %d", page.Status)
		}
		if page := browser.Post(t, link, chosen(another)); page.Status != http.StatusOK {
			t.Fatalf("reset = %d", page.Status)
		}
		if page := browser.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("the reset has signed somebody in: %d", page.Status)
		}
		if page := open.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("an old session = %d, want 303", page.Status)
		}
		if page := browser.Post(t, link, chosen(another+"-bis")); page.Status != http.StatusNotFound {
			t.Errorf("the link again = %d, want 404", page.Status)
		}
		if page := browser.Get(t, link); page.Status != http.StatusNotFound {
			t.Errorf("the page of a used link = %d, want 404", page.Status)
		}
		if page := browser.Post(t, "/auth/login", credentials(email, another)); page.Status != http.StatusSeeOther {
			t.Errorf("the new password = %d", page.Status)
		}
		if got := letters(t, app, email); len(got) != 2 || !strings.Contains(got[0].Text, "/auth/reset") {
			t.Errorf("%d mails, want a notice that leads to /auth/reset as well", len(got))
		}
		if n := app.Count(t, "SELECT count(*) FROM audit_entries WHERE action = 'password.reset'"); n != 1 {
			t.Errorf("%d audit entries, want 1", n)
		}
	})
}

// A link is good for a day, and dead after any change of the password (spec 02
// §9.1).
func TestReset_deadLinks(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		member, email := app.Persona(t, apptest.Journalist), app.Email(t, apptest.Journalist)
		old := askReset(t, app, email)
		app.Clock.Advance(24*time.Hour + time.Second)
		if page := app.Browser(t).Post(t, old, chosen(another)); page.Status != http.StatusNotFound {
			t.Errorf("after a day = %d, want 404", page.Status)
		}
		overtaken := askReset(t, app, email)
		change := url.Values{"password": {apptest.Password}, "new_password": {another}, "new_password_confirm": {another}}
		if page := app.SignIn(t, member).Post(t, "/auth/change", change); page.Status != http.StatusSeeOther {
			t.Fatalf("change = %d", page.Status)
		}
		if page := app.Browser(t).Get(t, overtaken); page.Status != http.StatusNotFound {
			t.Errorf("after a change of the password = %d, want 404", page.Status)
		}
		if page := app.Browser(t).Get(t, "/auth/reset/"+strings.Repeat("a", 43)); page.Status != http.StatusNotFound {
			t.Errorf("an invented link = %d", page.Status)
		}
	})
}

// Asking says the same of known, unknown and closed addresses, and writes as
// much; only an active account gets a mail (spec 02 §9.1, U11).
func TestReset_tellsNothing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		known, closed := app.Email(t, apptest.Journalist), app.Email(t, apptest.Inactive)
		var seen []string
		for _, email := range []string{known, closed, "nobody@example.org"} {
			before := app.Events(t, "account_letter.written")
			page := app.Browser(t).Post(t, "/auth/reset", url.Values{"email": {email}})
			seen = append(seen, strconv.Itoa(page.Status)+strings.ReplaceAll(page.Text("main"), email, "@"))
			if wrote := app.Events(t, "account_letter.written") - before; wrote != 1 {
				t.Errorf("%s: %d letters queued, want 1 for all", email, wrote)
			}
		}
		if seen[0] != seen[1] || seen[0] != seen[2] {
			t.Errorf("the answers differ: %q", seen)
		}
		if len(letters(t, app, known)) != 1 || len(letters(t, app, closed)) != 0 || len(letters(t, app, "nobody@example.org")) != 0 {
			t.Error("only the active account is written to")
		}
	})
}

// Five links in half an hour for an address, twenty questions for a network, on
// all nodes together (security checklist §3).
func TestReset_limits(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		nodes := []*apptest.Browser{app.Browser(t), app.Node(t, apptest.Options{Idle: true}).Browser(t)}
		email := app.Email(t, apptest.Journalist)
		for i := range 20 {
			if page := nodes[i%2].Post(t, "/auth/reset", url.Values{"email": {email}}); page.Status != http.StatusOK {
				t.Fatalf("question %d = %d", i, page.Status)
			}
		}
		if n := app.Events(t, "account_letter.written"); n != 5 {
			t.Errorf("%d letters, want 5", n)
		}
		for i, node := range nodes {
			page := node.Post(t, "/auth/reset", url.Values{"email": {"other@example.org"}})
			if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") == "" {
				t.Errorf("node %d = %d, want 429", i, page.Status)
			}
		}
		neighbour := app.Browser(t)
		neighbour.IP = "192.0.2.99"
		if page := neighbour.Post(t, "/auth/reset", url.Values{"email": {"other@example.org"}}); page.Status != http.StatusOK {
			t.Errorf("another network = %d", page.Status)
		}
	})
}

// Changing the password asks for the old one, ends the other sessions and keeps
// this one under a new token (spec 02 §9.3–9.4).
func TestChangePassword(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		here, elsewhere := app.SignIn(t, member), app.SignIn(t, member)
		change := func(old, password, confirm string) apptest.Page {
			return here.Post(t, "/auth/change", url.Values{"password": {old}, "new_password": {password}, "new_password_confirm": {confirm}})
		}
		for name, page := range map[string]apptest.Page{
			"a wrong old one":      change("pas le bon mot de passe", another, another),
			"the same":             change(apptest.Password, apptest.Password, apptest.Password),
			"a short one":          change(apptest.Password, "court", "court"),
			"another confirmation": change(apptest.Password, another, another+" "),
		} {
			if page.Status != http.StatusUnprocessableEntity || page.Has("input[type=password][value]") {
				t.Errorf("%s = %d", name, page.Status)
			}
		}
		if page := change(apptest.Password, another, another); page.Location() != "/auth/change" {
			t.Fatalf("change = %d", page.Status)
		}
		if page := here.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Errorf("this session = %d, want 200", page.Status)
		}
		if page := elsewhere.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("the other session = %d, want 303", page.Status)
		}
		if got := letters(t, app, app.Email(t, apptest.Journalist)); len(got) != 1 {
			t.Errorf("%d mails, want one notice", len(got))
		}
	})
}

// The old password is asked ten times in a quarter of an hour, no more.
func TestChangePassword_guesses(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		guess := url.Values{"password": {"pas le bon mot de passe"}}
		for i := range 10 {
			if page := browser.Post(t, "/auth/verify", guess); page.Status != http.StatusUnprocessableEntity {
				t.Fatalf("guess %d = %d", i, page.Status)
			}
		}
		if page := browser.Post(t, "/auth/verify", url.Values{"password": {apptest.Password}}); page.Status != http.StatusTooManyRequests {
			t.Errorf("then = %d, want 429", page.Status)
		}
	})
}

// A new address counts once it has answered, by a button; the old one is told
// (spec 02 §9.1, U11).
func TestChangeEmail(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		member, old := app.Persona(t, apptest.Journalist), app.Email(t, apptest.Journalist)
		here, elsewhere := app.SignIn(t, member), app.SignIn(t, member)
		const fresh = "claire.neuve@example.org"
		for name, email := range map[string]string{"nonsense": "claire", "the same": strings.ToUpper(old), "another's": app.Email(t, apptest.Expert)} {
			if page := here.Post(t, "/auth/change-email", url.Values{"email": {email}}); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s = %d", name, page.Status)
			}
		}
		if page := here.Post(t, "/auth/change-email", url.Values{"email": {" Claire.Neuve@example.org "}}); page.Status != http.StatusOK {
			t.Fatalf("ask = %d", page.Status)
		}
		got := letters(t, app, fresh)
		if len(got) != 1 {
			t.Fatalf("%d mails to the new address", len(got))
		}
		link := linkIn(t, got[0], "/auth/change-email")
		here.Get(t, link)
		if n := app.Count(t, "SELECT count(*) FROM members WHERE email = ?", old); n != 1 {
			t.Fatal("opening the link has changed the address")
		}
		if page := here.Post(t, link, nil); page.Location() != "/preferences/profile" {
			t.Fatalf("confirm = %d to %q", page.Status, page.Location())
		}
		if page := here.Post(t, link, nil); page.Status != http.StatusNotFound {
			t.Errorf("again = %d, want 404", page.Status)
		}
		if page := elsewhere.Get(t, "/wire"); page.Status != http.StatusSeeOther {
			t.Errorf("the other session = %d, want 303", page.Status)
		}
		if got := letters(t, app, old); len(got) != 1 {
			t.Errorf("%d mails to the old address, want a warning", len(got))
		}
		if page := app.Browser(t).Post(t, "/auth/login", credentials(fresh, apptest.Password)); page.Status != http.StatusSeeOther {
			t.Errorf("signing in with the new address = %d", page.Status)
		}
	})
}

// The link is good for two hours; one taken meanwhile by somebody else changes
// nothing.
func TestChangeEmail_deadLinks(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		const fresh = "claire.neuve@example.org"
		ask := func() string {
			browser.Post(t, "/auth/change-email", url.Values{"email": {fresh}})
			return linkIn(t, letters(t, app, fresh)[0], "/auth/change-email")
		}
		late := ask()
		app.Clock.Advance(2*time.Hour + time.Second)
		if page := browser.Post(t, late, nil); page.Status != http.StatusNotFound {
			t.Errorf("after two hours = %d, want 404", page.Status)
		}
		taken := ask()
		expert := app.Persona(t, apptest.Expert)
		app.Exec(t, "UPDATE members SET email = ? WHERE id = ?", fresh, expert.UserID)
		if page := browser.Post(t, taken, nil); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("taken meanwhile = %d, want 422", page.Status)
		}
	})
}

// A recovery address is nobody's first or recovery address, whatever its case,
// counts once it has answered, and the account's address is told (spec 02 §3.1,
// §4.3, U9).
func TestRecoveryAddress(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		who, own := app.Persona(t, apptest.Journalist), app.Email(t, apptest.Journalist)
		app.Exec(t, "UPDATE members SET recovery_email = 'de-secours@example.org' WHERE id = ?", app.Persona(t, apptest.Expert).UserID)
		here := app.SignIn(t, who)
		set := func(email string) apptest.Page {
			app.Clock.Advance(15 * time.Minute) // five an hour
			return here.Post(t, "/auth/change-email/recovery", url.Values{"recovery_email": {email}})
		}
		for name, email := range map[string]string{
			"nonsense": "claire", "the account's": strings.ToUpper(own), "another's": strings.ToUpper(app.Email(t, apptest.Expert)),
			"another's recovery address": "De-Secours@Example.org",
		} {
			if page := set(email); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s = %d", name, page.Status)
			}
		}
		kept := func(email string) bool {
			return app.Count(t, "SELECT count(*) FROM members WHERE id = ? AND recovery_email = ?", who.UserID, email) == 1
		}
		const fresh = "claire.secours@example.org"
		if page := set(" Claire.Secours@example.org "); page.Status != http.StatusOK || kept(fresh) {
			t.Fatalf("ask = %d, kept %v", page.Status, kept(fresh))
		}
		link := linkIn(t, letters(t, app, fresh)[0], "/auth/change-email")
		if page := here.Get(t, link); page.Status != http.StatusOK || kept(fresh) {
			t.Fatalf("opening the link = %d, kept %v", page.Status, kept(fresh))
		}
		if page := here.Post(t, link, nil); page.Location() != "/auth/change-email" || !kept(fresh) {
			t.Fatalf("confirm = %d to %q, kept %v", page.Status, page.Location(), kept(fresh))
		}
		if page := here.Post(t, link, nil); page.Status != http.StatusNotFound {
			t.Errorf("again = %d, want 404", page.Status)
		}
		if got := letters(t, app, own); len(got) != 1 {
			t.Errorf("%d mails to the account's address, want a notice", len(got))
		}
		if page := set(""); page.Location() != "/auth/change-email" || !kept("") {
			t.Errorf("take away = %d, gone %v", page.Status, kept(""))
		}
		if got := letters(t, app, own); len(got) != 2 {
			t.Errorf("%d mails to the account's address, want a second notice", len(got))
		}
	})
}

// An address claimed meanwhile is not kept as a recovery address, and five an
// hour may be asked for.
func TestRecoveryAddress_claimedMeanwhile(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		here := app.SignIn(t, app.Persona(t, apptest.Journalist))
		const fresh = "claire.secours@example.org"
		ask := func() int {
			return here.Post(t, "/auth/change-email/recovery", url.Values{"recovery_email": {fresh}}).Status
		}
		ask()
		link := linkIn(t, letters(t, app, fresh)[0], "/auth/change-email")
		app.Exec(t, "UPDATE members SET recovery_email = ? WHERE id = ?", fresh, app.Persona(t, apptest.Expert).UserID)
		if page := here.Post(t, link, nil); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("claimed meanwhile = %d, want 422", page.Status)
		}
		status := 0
		for range 5 {
			status = ask()
		}
		if status != http.StatusTooManyRequests {
			t.Errorf("the sixth = %d, want 429", status)
		}
	})
}

// Sensitive pages ask for the password again when the sign-in is older than a
// day; a page opened before may be sent for an hour more (spec 02 §9.1).
func TestVerify(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		browser := app.Browser(t)
		browser.Post(t, "/auth/login", url.Values{"email": {email}, "password": {apptest.Password}, "remember": {"1"}})
		recovery := url.Values{"recovery_email": {"secours@example.org"}}
		if page := browser.Get(t, "/auth/change-email"); page.Status != http.StatusOK {
			t.Fatalf("at first = %d", page.Status)
		}
		app.Clock.Advance(24*time.Hour + time.Minute)
		if page := browser.Get(t, "/auth/change-email"); page.Location() != "/auth/verify?next=%2Fauth%2Fchange-email" {
			t.Errorf("a day later = %d to %q", page.Status, page.Location())
		}
		if page := browser.Post(t, "/auth/change-email/recovery", recovery); page.Status != http.StatusOK {
			t.Errorf("sent within the hour of grace = %d to %q", page.Status, page.Location())
		}
		app.Clock.Advance(time.Hour)
		if page := browser.Post(t, "/auth/change-email/recovery", recovery); !strings.HasPrefix(page.Location(), "/auth/verify") {
			t.Errorf("after it = %d to %q", page.Status, page.Location())
		}
		answer := url.Values{"password": {apptest.Password}, "next": {"/auth/change-email"}}
		if page := browser.Post(t, "/auth/verify", answer); page.Location() != "/auth/change-email" {
			t.Fatalf("verify = %d to %q", page.Status, page.Location())
		}
		if page := browser.Get(t, "/auth/change-email"); page.Status != http.StatusOK {
			t.Errorf("afterwards = %d", page.Status)
		}
		answer.Set("next", "//evil.example")
		if page := browser.Post(t, "/auth/verify", answer); page.Location() != "/" {
			t.Errorf("a forged next leads to %q", page.Location())
		}
	})
}

// enrol sets up codes for a member and returns their secret, and the recovery
// codes.
func enrol(t *testing.T, app *apptest.App, browser *apptest.Browser) (secret string, recovery []string) {
	t.Helper()
	page := browser.Get(t, "/preferences/security/codes")
	secret = strings.ReplaceAll(page.Text("[data-testid=secret]"), " ", "")
	if again := strings.ReplaceAll(browser.Get(t, "/preferences/security/codes").Text("[data-testid=secret]"), " ", ""); again != secret || secret == "" {
		t.Fatalf("secret %q, then %q: reloading must spoil nothing", secret, again)
	}
	if wrong := browser.Post(t, "/preferences/security/codes", url.Values{"code": {"000000"}}); wrong.Status != http.StatusUnprocessableEntity {
		t.Fatalf("a wrong first code = %d", wrong.Status)
	}
	page = browser.Post(t, "/preferences/security/codes", url.Values{"code": {codeOf(t, app, secret)}})
	for _, code := range page.Find("[data-testid=recovery-codes] code").EachIter() {
		recovery = append(recovery, code.Text())
	}
	if page.Status != http.StatusOK || len(recovery) != 10 {
		t.Fatalf("enrolment = %d with %d recovery codes", page.Status, len(recovery))
	}
	return secret, recovery
}

func codeOf(t *testing.T, app *apptest.App, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, app.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// With codes the password alone lets nobody in; a code serves once, on any node,
// and so does a recovery code (spec 02 §19.5, security checklist §11).
func TestSecondFactor_codes(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		member, email := app.Persona(t, apptest.Journalist), app.Email(t, apptest.Journalist)
		secret, recovery := enrol(t, app, app.SignIn(t, member))
		if n := app.Count(t, "SELECT count(*) FROM one_time_codes WHERE secret LIKE ?", "%"+secret+"%"); n != 0 {
			t.Error("the secret is kept in clear")
		}
		other := app.Node(t, apptest.Options{Idle: true})
		begin := func(a *apptest.App) *apptest.Browser {
			browser := a.Browser(t)
			form := credentials(email, apptest.Password)
			form.Set("next", "/swork/members")
			if page := browser.Post(t, "/auth/login", form); page.Location() != "/auth/second" {
				t.Fatalf("the password leads to %q", page.Location())
			}
			if page := browser.Get(t, "/wire"); page.Status != http.StatusSeeOther {
				t.Fatalf("the password alone opens the wall: %d", page.Status)
			}
			return browser
		}
		app.Clock.Advance(time.Minute)
		code := url.Values{"code": {codeOf(t, app, secret)}}
		if page := begin(app).Post(t, "/auth/second", code); page.Location() != "/swork/members" {
			t.Fatalf("the right code = %d to %q", page.Status, page.Location())
		}
		if page := begin(other).Post(t, "/auth/second", code); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("the same code on another node = %d, want 422", page.Status)
		}
		spare := url.Values{"code": {strings.ToUpper(recovery[3])}}
		if page := begin(other).Post(t, "/auth/second", spare); page.Status != http.StatusSeeOther {
			t.Errorf("a recovery code = %d", page.Status)
		}
		if page := begin(app).Post(t, "/auth/second", spare); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("the same recovery code = %d, want 422", page.Status)
		}
		late := begin(app)
		app.Clock.Advance(11 * time.Minute)
		if page := late.Post(t, "/auth/second", url.Values{"code": {codeOf(t, app, secret)}}); page.Location() != "/auth/login" {
			t.Errorf("eleven minutes after the password = %d to %q", page.Status, page.Location())
		}
		if got := letters(t, app, email); len(got) != 1 {
			t.Errorf("%d mails, want one that tells of the second factor", len(got))
		}
	})
}

// Five codes in five minutes may be tried, on all nodes together, by those who
// know the password (security checklist §3).
func TestSecondFactor_guesses(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		secret, _ := enrol(t, app, app.SignIn(t, app.Persona(t, apptest.Journalist)))
		app.Clock.Advance(6 * time.Minute)
		nodes := []*apptest.Browser{app.Browser(t), app.Node(t, apptest.Options{Idle: true}).Browser(t)}
		for _, node := range nodes {
			node.Post(t, "/auth/login", credentials(email, apptest.Password))
		}
		for i := range 5 {
			if page := nodes[i%2].Post(t, "/auth/second", url.Values{"code": {"00000" + strconv.Itoa(i)}}); page.Status != http.StatusUnprocessableEntity {
				t.Fatalf("guess %d = %d", i, page.Status)
			}
		}
		for i, node := range nodes {
			page := node.Post(t, "/auth/second", url.Values{"code": {codeOf(t, app, secret)}})
			if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") == "" {
				t.Errorf("node %d, the sixth = %d, want 429", i, page.Status)
			}
		}
	})
}

// Who knows the password and guesses codes waits, on every node, and with a crowd
// of networks all strangers do; the owner comes in from elsewhere, and from a
// known browser always (security checklist §3, ADR 13).
func TestSecondFactor_guessesDoNotLockTheOwnerOut(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		usual := app.Browser(t)
		usual.IP = "198.51.100.7"
		usual.Post(t, "/auth/login", credentials(email, apptest.Password))
		secret, _ := enrol(t, app, usual)
		usual.Post(t, "/auth/logout", nil)
		app.Clock.Advance(time.Minute)
		other := app.Node(t, apptest.Options{Idle: true})
		try := func(b *apptest.Browser, ip, code string) int {
			b.IP = ip
			b.Post(t, "/auth/login", credentials(email, apptest.Password))
			return b.Post(t, "/auth/second", url.Values{"code": {code}}).Status
		}
		guess := func(a *apptest.App, network int) int {
			return try(a.Browser(t), fmt.Sprintf("203.0.113.%d", network), "000000")
		}
		for i := range 5 {
			if got := guess([]*apptest.App{app, other}[i%2], 1); got != http.StatusUnprocessableEntity {
				t.Fatalf("guess %d = %d", i, got)
			}
		}
		for name, node := range map[string]*apptest.App{"this": app, "the other": other} {
			if got := guess(node, 1); got != http.StatusTooManyRequests {
				t.Errorf("the guesser on %s node = %d, want 429", name, got)
			}
		}
		if got := try(other.Browser(t), "192.0.2.99", codeOf(t, app, secret)); got != http.StatusSeeOther {
			t.Errorf("the owner in a new browser beside a guesser = %d, want 303", got)
		}
		for i := range 44 { // with the five guesses and the owner's own try, fifty
			guess([]*apptest.App{app, other}[i%2], 2+i/5)
		}
		app.Clock.Advance(time.Minute)
		if got := try(app.Browser(t), "192.0.2.98", codeOf(t, app, secret)); got != http.StatusTooManyRequests {
			t.Errorf("a new browser beside a crowd = %d, want 429", got)
		}
		if got := try(usual, "192.0.2.97", codeOf(t, app, secret)); got != http.StatusSeeOther {
			t.Errorf("the owner's browser beside a crowd = %d, want 303", got)
		}
	})
}

// A known browser guesses no more than others, on all nodes together.
func TestSecondFactor_guessesOfKnownBrowser(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		usual := app.Browser(t)
		usual.Post(t, "/auth/login", credentials(app.Email(t, apptest.Journalist), apptest.Password))
		enrol(t, app, usual)
		usual.Post(t, "/auth/logout", nil)
		usual.Post(t, "/auth/login", credentials(app.Email(t, apptest.Journalist), apptest.Password))
		status := 0
		for range 6 {
			usual.IP = fmt.Sprintf("203.0.113.%d", status%251) // wherever it goes
			status = usual.Post(t, "/auth/second", url.Values{"code": {"000000"}}).Status
		}
		if status != http.StatusTooManyRequests {
			t.Errorf("the sixth guess = %d, want 429", status)
		}
	})
}

// An administrator shows a second factor before any page of the administration,
// sets one up if there is none, and keeps the last one (architecture §10).
func TestSecondFactor_administrators(t *testing.T) {
	t.Parallel()
	options := apptest.Options{Idle: true, Configure: map[string]string{"security.admin_second_factor": "true"}}
	apptest.EachWith(t, options, func(t *testing.T, app *apptest.App) {
		admin, email := app.Persona(t, apptest.Administrator), app.Email(t, apptest.Administrator)
		browser := app.SignIn(t, admin)
		asked := 0
		for _, route := range app.Table(t) {
			if !strings.HasPrefix(route.Pattern, "/admin") {
				continue
			}
			asked++
			path := regexp.MustCompile(`\{[^}]*\}|\*`).ReplaceAllString(route.Pattern, "1")
			next := "/admin/dashboard"
			if route.Method == http.MethodGet {
				next = path
			}
			if page := browser.Do(t, browser.Request(t, route.Method, path, nil)); page.Location() != "/auth/second?next="+url.QueryEscape(next) {
				t.Errorf("%s %s without second factor = %d to %q", route.Method, path, page.Status, page.Location())
			}
		}
		if asked < 20 {
			t.Errorf("only %d pages of the administration were asked for", asked)
		}
		if page := browser.Get(t, "/auth/second?next=/admin/dashboard"); page.Location() != "/preferences/security" {
			t.Errorf("without any = %d to %q", page.Status, page.Location())
		}
		if page := browser.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Errorf("the wall = %d", page.Status)
		}
		if page := app.SignIn(t, app.Persona(t, apptest.Journalist)).Get(t, "/admin/dashboard"); page.Status != http.StatusForbidden {
			t.Errorf("a journalist = %d, want 403 still", page.Status)
		}
		secret, _ := enrol(t, app, browser)
		if page := browser.Get(t, "/admin/dashboard"); page.Status != http.StatusOK {
			t.Errorf("once set up = %d", page.Status)
		}
		browser.Post(t, "/preferences/security/codes/delete", nil)
		if n := app.Count(t, "SELECT count(*) FROM one_time_codes"); n != 1 {
			t.Error("the last second factor of an administrator was taken away")
		}
		app.Clock.Advance(time.Minute)
		fresh := app.SignIn(t, admin) // as before the rule was switched on
		if page := fresh.Get(t, "/auth/second?next=/admin/dashboard"); page.Status != http.StatusOK {
			t.Errorf("the question = %d", page.Status)
		}
		answer := url.Values{"code": {codeOf(t, app, secret)}, "next": {"/admin/dashboard"}}
		if page := fresh.Post(t, "/auth/second", answer); page.Location() != "/admin/dashboard" {
			t.Errorf("the answer = %d to %q (%s)", page.Status, page.Location(), email)
		}
		if page := fresh.Get(t, "/admin/dashboard"); page.Status != http.StatusOK {
			t.Errorf("after it = %d", page.Status)
		}
	})
}

// Until the second factor is shown, an administrator sees of others what members
// see: no press cards, to begin with (architecture §10, spec 02 §11).
func TestSecondFactor_notStaffWithout(t *testing.T) {
	t.Parallel()
	options := apptest.Options{Idle: true, Configure: map[string]string{"security.admin_second_factor": "true"}}
	apptest.EachWith(t, options, func(t *testing.T, app *apptest.App) {
		other := app.Persona(t, apptest.Journalist)
		card, err := app.Media.StoreFor(t.Context(), media.OfPressCard, other.UserID, media.DocumentShape, apptest.Picture(t, 600, 400))
		if err != nil {
			t.Fatal(err)
		}
		browser := app.SignIn(t, app.Persona(t, apptest.Administrator))
		see := func() int { return browser.Get(t, "/media/"+card.Name).Status }
		if got := see(); got != http.StatusNotFound {
			t.Errorf("a press card without second factor = %d, want 404", got)
		}
		if !browser.Get(t, "/wire").Has("a[href='/admin/dashboard']") {
			t.Error("no way to the administration in the menu")
		}
		enrol(t, app, browser)
		if got := see(); got != http.StatusOK {
			t.Errorf("with it = %d", got)
		}
	})
}

// An administrator is told of a sign-in from a browser never used before, and of
// no other (spec 02 §19.6).
func TestNewDevice(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		admin, member := app.Email(t, apptest.Administrator), app.Email(t, apptest.Journalist)
		usual := app.Browser(t)
		for range 2 {
			usual.Post(t, "/auth/login", credentials(admin, apptest.Password))
			usual.Post(t, "/auth/logout", nil)
		}
		if got := letters(t, app, admin); len(got) != 0 {
			t.Errorf("%d mails about the usual browser", len(got))
		}
		app.Browser(t).Post(t, "/auth/login", credentials(admin, apptest.Password))
		if got := letters(t, app, admin); len(got) != 1 {
			t.Errorf("%d mails about a new browser, want 1", len(got))
		}
		for range 2 {
			app.Browser(t).Post(t, "/auth/login", credentials(member, apptest.Password))
		}
		if got := letters(t, app, member); len(got) != 0 {
			t.Errorf("%d mails to a member", len(got))
		}
	})
}

// Open sessions are listed and can be ended from elsewhere, one or all others;
// another's cannot (spec 02 §19.6).
func TestOwnSessions(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		here, second, third := app.SignIn(t, member), app.SignIn(t, member), app.SignIn(t, member)
		stranger := app.SignIn(t, app.Persona(t, apptest.Expert))
		page := here.Get(t, "/preferences/security")
		if n := page.Find("input[name=session]").Length(); n != 2 || page.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d other sessions, %q", n, page.Header.Get("Cache-Control"))
		}
		one := page.Find("input[name=session]").First().AttrOr("value", "")
		stranger.Post(t, "/preferences/security/sessions", url.Values{"session": {one}})
		if n := app.Count(t, "SELECT count(*) FROM sessions WHERE member_id = ?", member.UserID); n != 3 {
			t.Errorf("%d sessions after a stranger's request, want 3", n)
		}
		here.Post(t, "/preferences/security/sessions", url.Values{"session": {one}})
		if n := app.Count(t, "SELECT count(*) FROM sessions WHERE member_id = ?", member.UserID); n != 2 {
			t.Errorf("%d sessions after one was ended, want 2", n)
		}
		here.Post(t, "/preferences/security/sessions", nil)
		for name, browser := range map[string]*apptest.Browser{"second": second, "third": third} {
			if page := browser.Get(t, "/wire"); page.Status != http.StatusSeeOther {
				t.Errorf("the %s = %d, want 303", name, page.Status)
			}
		}
		if page := here.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Errorf("this one = %d", page.Status)
		}
	})
}

// What no device has signed opens nothing, and says so.
func TestPasskey_refusals(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		for _, answer := range []string{"", "{}", "null", `{"id":"AA","rawId":"AA","type":"public-key","response":{}}`} {
			browser := app.Browser(t)
			if page := browser.Post(t, "/auth/passkey/begin", nil); page.Status != http.StatusOK {
				t.Fatalf("begin = %d", page.Status)
			}
			if page := browser.Post(t, "/auth/passkey", url.Values{"answer": {answer}}); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("signing in with %q = %d, want 422", answer, page.Status)
			}
			signedIn := app.SignIn(t, member)
			signedIn.Post(t, "/preferences/security/passkeys/begin", nil)
			if page := signedIn.Post(t, "/preferences/security/passkeys", url.Values{"name": {"Bureau"}, "answer": {answer}}); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("keeping %q = %d, want 422", answer, page.Status)
			}
		}
		if _, err := app.Security.FinishPasskeySignIn(t.Context(), 0, "", []byte("{}")); !errors.Is(err, account.ErrPasskey) {
			t.Errorf("without a question: %v", err)
		}
		if err := app.Security.DropPasskey(t.Context(), access.Actor{UserID: member.UserID}, "", 42); err == nil {
			t.Error("a key that is nobody's was dropped")
		}
	})
}
