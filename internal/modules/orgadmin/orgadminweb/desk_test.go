// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/ids"
)

// office is the program with an administrator at work.
type office struct {
	*apptest.App

	staff   access.Actor
	by      orgadmin.Staffer
	browser *apptest.Browser
}

func each(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		o := &office{App: a, staff: a.Persona(t, apptest.Administrator)}
		o.by = orgadmin.Staffer{Actor: o.staff, IP: "192.0.2.9"}
		o.browser = a.SignIn(t, o.staff)
		test(t, o)
	})
}

func page(id int64) string { return "/admin/show_org/" + ids.Encode(id) }

// colleague is an active member of an organisation, official when a type of
// wall is given.
func (o *office) colleague(t *testing.T, employer, wallType string) access.Actor {
	t.Helper()
	return o.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = employer, wallType })
}

// owner makes a member the owner of the wall of an organisation.
func (o *office) owner(t *testing.T, org *organisation.Organisation) access.Actor {
	t.Helper()
	who := o.colleague(t, org.Name, org.WallType)
	o.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", who.UserID, org.WallID)
	o.insert(t, &mandate.Role{
		ID: o.IDs.Next(), WallID: org.WallID, MemberID: who.UserID, Role: string(access.WallOwner), Status: mandate.Accepted,
		Missions: []string{}, InvitedAt: o.Clock.Now(), AnsweredAt: o.Clock.Now(),
	})
	return who
}

func (o *office) insert(t *testing.T, row any) {
	t.Helper()
	if _, err := o.DB.Writer().NewInsert().Model(row).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (o *office) email(t *testing.T, who access.Actor) string {
	t.Helper()
	return o.member(t, who).Email
}

func (o *office) member(t *testing.T, who access.Actor) *member.Member {
	t.Helper()
	m := new(member.Member)
	if err := o.DB.Writer().NewSelect().Model(m).Where("m.id = ?", who.UserID).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

func (o *office) employer(t *testing.T, who access.Actor) int64 {
	t.Helper()
	return o.member(t, who).OrganisationID
}

func (o *office) audited(t *testing.T, action string, id int64) int {
	t.Helper()
	return o.Count(t, "SELECT count(*) FROM audit_entries WHERE action = ? AND object_id = ? AND actor_id = ?", action, id, o.staff.UserID)
}

func (o *office) status(t *testing.T, wallID int64) string {
	t.Helper()
	var status string
	if err := o.DB.Writer().NewRaw("SELECT status FROM business_walls WHERE id = ?", wallID).Scan(t.Context(), &status); err != nil {
		t.Fatal(err)
	}
	return status
}

// command is a click on a button that a dialogue has confirmed.
func (o *office) command(t *testing.T, id int64, action string) apptest.Page {
	t.Helper()
	return o.post(t, page(id), "action", action, "confirmed", "yes")
}

// post sends a form, which must be answered by a redirection.
func (o *office) post(t *testing.T, path string, pairs ...string) apptest.Page {
	t.Helper()
	p := o.browser.Post(t, path, form(pairs...))
	if p.Status != http.StatusSeeOther {
		t.Fatalf("%s = %d: %s", path, p.Status, p.Text("main"))
	}
	return p
}

// toast is what the next page says of what was done.
func (o *office) toast(t *testing.T, p apptest.Page) string {
	t.Helper()
	return o.browser.Get(t, p.Location()).Text(".toast1")
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func wantHas(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not in %q", w, text)
		}
	}
}
