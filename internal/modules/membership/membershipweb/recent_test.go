// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb_test

import (
	"net/url"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
)

// Who decides about registrations, accounts and rights has given the password
// within a day (security checklist §2).
func TestDecisionsNeedARecentProof(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		waiting, member := o.applicant(t, nil), o.colleague(t, nil)
		login := url.Values{"email": {o.Email(t, apptest.Administrator)}, "password": {apptest.Password}, "remember": {"1"}}
		browser := o.Browser(t)
		browser.Post(t, "/auth/login", login)
		o.Clock.Advance(26 * time.Hour)
		ask := func(path string) string { return "/auth/verify?next=" + url.QueryEscape(path) }
		for _, path := range []string{waiting.review(), member.page()} {
			if page := browser.Get(t, path); page.Location() != ask(path) {
				t.Errorf("%s = %d to %q", path, page.Status, page.Location())
			}
		}
		for path, action := range map[string]string{waiting.review(): "validate", member.page(): "grant_admin"} {
			if page := browser.Post(t, path, form("action", action, "confirmed", "1")); page.Location() != ask(path) {
				t.Errorf("%s %s = %d to %q", path, action, page.Status, page.Location())
			}
		}
		if o.stored(t, waiting.ID).Active || o.roles(t, member.ID) != "PRESS_MEDIA" {
			t.Fatal("something was decided without a recent proof")
		}
		browser.Post(t, "/auth/verify", url.Values{"password": {apptest.Password}})
		wantRedirect(t, browser.Post(t, waiting.review(), form("action", "validate")), "/admin/new_users")
	})
}
