// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
)

// password gives address and password, which must not be enough.
func password(t *testing.T, site *browser.Site, tab *browser.Tab, p demo.Persona) {
	t.Helper()
	tab.Open("/auth/login")
	tab.Type("#email", site.Email(t, p))
	tab.Type("#password", demo.Password)
	tab.Follow("form.grid button.btn-primary")
	tab.At("/auth/second")
}

// signOut forgets the session as closing the account menu does.
func signOut(tab *browser.Tab) {
	tab.Open("/wire")
	browser.Ask[bool](tab, `(document.querySelector('form[action="/auth/logout"]').requestSubmit(), true)`)
	tab.At("/auth/login")
}

// A device makes a passkey, and signs in with it: instead of a password, and
// after one (spec 02 §19.5).
func TestPasskey(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	tab := site.NewTab(t, browser.Desktop)
	tab.Authenticator()
	tab.SignIn("journalist")

	tab.Open("/preferences/security/passkeys")
	tab.See("pass-key:not([hidden]) form")
	tab.Axe()
	tab.Follow("pass-key button[type=submit]")
	tab.See("[data-testid=recovery-codes] li:nth-child(10)")
	tab.Open("/preferences/security")
	tab.Axe()
	tab.Shot("security")

	signOut(tab)
	tab.See("pass-key:not([hidden]) form")
	tab.Axe()
	tab.Follow("pass-key button[type=submit]")
	tab.At("/wire")

	signOut(tab)
	password(t, site, tab, "journalist")
	tab.See("pass-key:not([hidden]) form")
	tab.Axe()
	tab.Shot("second-factor")
	tab.Follow("pass-key button[type=submit]")
	tab.At("/wire")
}

// An application is set up by hand, and its codes are asked for after the
// password (spec 02 §19.5).
func TestOneTimeCodes(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	tab := site.NewTab(t, browser.Phone)
	tab.SignIn("expert")
	tab.Open("/preferences/security/codes")
	tab.Axe()
	tab.Shot("one-time-codes")
	secret := strings.ReplaceAll(tab.Text("[data-testid=secret]"), " ", "")
	code := func(at time.Time) string {
		text, err := totp.GenerateCode(secret, at)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	tab.Type("#f-code", code(time.Now()))
	tab.Follow("#enrol button[type=submit]")
	tab.See("[data-testid=recovery-codes] li:nth-child(10)")
	tab.Axe()

	signOut(tab)
	password(t, site, tab, "expert")
	tab.Type("#f-code", code(time.Now().Add(30*time.Second))) // the next one: none serves twice
	tab.Follow("#second button[type=submit]")
	tab.At("/wire")
}
