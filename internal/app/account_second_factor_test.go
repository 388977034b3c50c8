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
)

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
