// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/app/apptest"
)

// Who opens the administration where it listens alone arrives at it: from the
// address that the process prints, after signing in, and by way of the second
// factor that is missing. No link of these pages leads to nothing.
func TestAdministrationAlone(t *testing.T) {
	t.Parallel()
	options := apptest.Options{Idle: true, Configure: map[string]string{"security.admin_second_factor": "true"}}
	apptest.EachWith(t, options, func(t *testing.T, a *apptest.App) {
		var err error
		if a.Site, err = a.Handler(app.Administration); err != nil {
			t.Fatal(err)
		}
		member, email := a.Persona(t, apptest.Administrator), a.Email(t, apptest.Administrator)
		visitor := a.Browser(t)
		for _, path := range []string{"/", "/wire"} {
			if page := visitor.Get(t, path); page.Location() != "/admin/dashboard" {
				t.Errorf("%s = %d to %q", path, page.Status, page.Location())
			}
		}
		if page := visitor.Get(t, "/admin/dashboard"); !strings.HasPrefix(page.Location(), "/auth/login?") {
			t.Errorf("a visitor at the dashboard: %d to %q", page.Status, page.Location())
		}
		page, path := visitor.Post(t, "/auth/login", credentials(email, apptest.Password)), ""
		for range 5 { // as a browser does
			if page.Location() == "" {
				break
			}
			path = page.Location()
			page = visitor.Get(t, path)
		}
		if page.Status != http.StatusOK || path != "/preferences/security" {
			t.Fatalf("signing in leads to %s: %d", path, page.Status)
		}
		browser := a.SignIn(t, member)
		for _, link := range page.Find("main a[href^='/'], header a[href^='/'], footer a[href^='/']").EachIter() {
			path, _ := link.Attr("href")
			if found := browser.Get(t, path); found.Status == http.StatusNotFound {
				t.Errorf("the page has a link to %s, which is not there", path)
			}
		}
		enrol(t, a, browser)
		if page := browser.Get(t, "/admin/dashboard"); page.Status != http.StatusOK {
			t.Errorf("the dashboard after enrolment: %d to %q", page.Status, page.Location())
		}
		if page := browser.Get(t, "/wip/articles"); page.Status != http.StatusNotFound {
			t.Errorf("the newsroom here: %d", page.Status)
		}
	})
}
