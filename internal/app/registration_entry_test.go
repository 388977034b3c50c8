// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/ids"
)

// approved has the staff approve who has registered, by a double click: who has
// waited in vain signs in at last (spec 02 §6.1).
func (s *applicant) approved(t *testing.T, staff *apptest.Browser) {
	t.Helper()
	id := s.stored(t).ID
	if page := s.browser.Post(t, "/auth/login", credentials(s.email, applicantPassword)); page.Status != http.StatusUnprocessableEntity {
		t.Errorf("signing in before approval: %d to %q", page.Status, page.Location())
	}
	before := s.app.Count(t, "SELECT count(*) FROM audit_entries WHERE object_id = ?", id)
	for range 2 {
		page := staff.Post(t, "/admin/validation_profile/"+ids.Encode(id), url.Values{"action": {"validate"}, "back": {"/admin/new_users"}})
		if page.Location() != "/admin/new_users" {
			t.Fatalf("approval: %d to %q", page.Status, page.Location())
		}
	}
	if n := s.app.Count(t, "SELECT count(*) FROM audit_entries WHERE object_id = ?", id) - before; n != 1 {
		t.Errorf("%d traces of one approval", n)
	}
}

// spaces are the pages of Work and who may open them (spec 02 §10).
var spaces = []struct {
	path string
	open func(access.Community) bool
}{
	{"/wip/newsroom", func(c access.Community) bool { return c == access.PressMedia }},
	{"/wip/comroom", func(c access.Community) bool { return c != access.PressMedia }},
	{"/wip/dashboard", func(c access.Community) bool { return c == access.PressMedia || c == access.Academic }},
	{"/wip/eventroom", func(access.Community) bool { return true }},
	{"/admin/users", func(access.Community) bool { return false }},
}

// entersFirst signs in for the first time: the landing page is News, the role is
// that of the profile, and menus show exactly the spaces that are open.
func (s *applicant) entersFirst(t *testing.T) {
	t.Helper()
	page := s.browser.Post(t, "/auth/login", credentials(s.email, applicantPassword))
	for range 3 {
		landing := page.Location()
		if landing == "" {
			break
		}
		if page = s.browser.Get(t, landing); page.Status == http.StatusOK && landing != "/wire" && landing != "/wire/" {
			t.Errorf("the first page is %q", landing)
		}
	}
	if page.Status != http.StatusOK || page.Has("form[action='/auth/login']") {
		t.Fatalf("the first sign-in ends with %d to %q", page.Status, page.Location())
	}
	actor, err := s.app.Actors.Load(t.Context(), s.stored(t).ID)
	community := access.CommunityOf(s.profile.Community)
	if err != nil || actor.Community != community || actor.Admin {
		t.Errorf("enters as %+v, %v; want %s", actor, err, community)
	}
	menu := s.browser.Get(t, "/wip")
	if menu.Status != http.StatusOK {
		menu = s.browser.Get(t, menu.Location())
	}
	for _, space := range spaces {
		want := space.open(community)
		if got := s.browser.Get(t, space.path).Status == http.StatusOK; got != want {
			t.Errorf("%s open: %v", space.path, got)
		}
		if shown := menu.Has(`a[href="` + space.path + `"]`); shown != want {
			t.Errorf("%s in the menu: %v", space.path, shown)
		}
	}
}
