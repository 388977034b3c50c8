// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/member"
)

// The applicant is written to and confirms the address once, by a button and the
// password chosen before (spec 02 §16, §19.2).
func TestRegistration_verifyAddress(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		s := newApplicant(t, a, "P032", "verifie@candidat.example")
		s.fill(t, nil)
		s.browser.Post(t, "/kyc/done", nil)
		path := lastLink(t, a, s.email)
		if !strings.HasPrefix(path, "/kyc/verify/") {
			t.Fatalf("the letter leads to %q", path)
		}
		if page := s.browser.Get(t, path); !strings.Contains(page.Text("main"), s.stored(t).FullName()) {
			t.Errorf("the page does not say whose registration it is: %s", page.Text("main"))
		}
		if !s.stored(t).EmailVerifiedAt.IsZero() {
			t.Error("opening the link confirmed the address")
		}
		s.browser.Post(t, path, url.Values{"password": {applicantPassword}})
		if s.stored(t).EmailVerifiedAt.IsZero() {
			t.Error("the button confirmed nothing")
		}
		if page := s.browser.Post(t, path, url.Values{"password": {applicantPassword}}); page.Status != http.StatusNotFound {
			t.Errorf("the link a second time: %d", page.Status)
		}
	})
}

// A stranger who registers with somebody else's address does not get it confirmed
// by its owner, who knows nothing of the password; guessing ends soon. Once the
// account is open, its owner takes it by choosing a new password, and the
// stranger's is worthless (spec 02 §19.2).
func TestRegistration_addressOfSomebodyElse(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		stranger := newApplicant(t, a, "P032", "victime@candidat.example")
		stranger.fill(t, nil)
		stranger.browser.Post(t, "/kyc/done", nil)
		path, owner := lastLink(t, a, stranger.email), a.Browser(t)
		for try := range 11 {
			page, want := owner.Post(t, path, url.Values{"password": {"une phrase que je crois bonne"}}), http.StatusUnprocessableEntity
			if try == 10 {
				want = http.StatusTooManyRequests
			}
			if page.Status != want || !page.Has("input[name=password]") {
				t.Errorf("try %d = %d: %s", try, page.Status, page.Text("main"))
			}
		}
		if page := owner.Post(t, path, nil); page.Status != http.StatusTooManyRequests || !stranger.stored(t).EmailVerifiedAt.IsZero() {
			t.Errorf("pressing the button confirmed the address: %d", page.Status)
		}

		a.Exec(t, "UPDATE members SET active = TRUE, validation_status = ? WHERE email = ?", member.StatusValidated, stranger.email)
		owner.Post(t, "/auth/reset", url.Values{"email": {stranger.email}})
		const own = "trois canards verts au fil de la Marne"
		owner.Post(t, lastLink(t, a, stranger.email), url.Values{"password": {own}, "password_confirm": {own}})
		if stranger.stored(t).EmailVerifiedAt.IsZero() {
			t.Error("who chose a password by a link sent there reads the address")
		}
		signIn := func(password string) int {
			return a.Browser(t).Post(t, "/auth/login", url.Values{"email": {stranger.email}, "password": {password}}).Status
		}
		if got := signIn(applicantPassword); got != http.StatusUnprocessableEntity {
			t.Errorf("the stranger's password: %d", got)
		}
		if got := signIn(own); got != http.StatusSeeOther && got != http.StatusFound {
			t.Errorf("the owner's password: %d", got)
		}
	})
}
