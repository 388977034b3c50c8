// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
)

// each tests on both engines with a town of its own.
func each(t *testing.T, test func(t *testing.T, o *town)) {
	t.Helper()
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) { test(t, build(t, app)) })
}

func build(t *testing.T, app *apptest.App) *town {
	t.Helper()
	o := &town{App: app, people: map[string]access.Actor{}}
	o.wall, o.agency = app.Organisation(t, "Verreries du Nord", "leaders_experts"), app.Organisation(t, "Agence du Port", "pr")
	gone := app.Organisation(t, "Agence partie", "pr")
	join := func(name, employer, wallType string, admin bool) access.Actor {
		o.people[name] = app.Member(t, func(p *apptest.Person) {
			p.Employer, p.WallType, p.Code, p.Survey, p.Admin = employer, wallType, "XP_ANY", "LEADERS_EXPERTS", admin
		})
		return o.people[name]
	}
	home, port := "Verreries du Nord", "Agence du Port"
	o.hold(t, o.wall.WallID, join("owner", home, "leaders_experts", false), access.WallOwner)
	app.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", o.people["owner"].UserID, o.wall.WallID)
	o.hold(t, o.wall.WallID, join("BWMi", home, "leaders_experts", false), access.InternalManager)
	o.hold(t, o.wall.WallID, join("BWPRi with mission", home, "leaders_experts", false), access.InternalPROfficer, "press_release")
	o.hold(t, o.wall.WallID, join("BWPRi without mission", home, "leaders_experts", false), access.InternalPROfficer)
	join("member", home, "leaders_experts", false)
	o.hold(t, o.wall.WallID, join("BWMe", port, "pr", false), access.ExternalManager)
	o.hold(t, o.wall.WallID, join("BWPRe with mission", port, "pr", false), access.ExternalPROfficer, "press_release")
	o.hold(t, o.wall.WallID, join("BWPRe without mission", port, "pr", false), access.ExternalPROfficer)
	agencyOwner := join("agency owner", port, "pr", false)
	o.hold(t, o.agency.WallID, agencyOwner, access.WallOwner)
	app.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", agencyOwner.UserID, o.agency.WallID)
	join("agency colleague", port, "pr", false)
	join("revoked partner", "Agence partie", "pr", false)
	join("stranger", "Commune voisine", "academics", false)
	join("administrator", home, "leaders_experts", true)
	o.partner(t, o.agency.WallID, mandate.PartnershipActive)
	o.partner(t, gone.WallID, mandate.PartnershipRevoked)
	return o
}

func (o *town) hold(t *testing.T, wall int64, who access.Actor, role access.WallRole, missions ...string) int64 {
	t.Helper()
	if missions == nil {
		missions = []string{}
	}
	r := &mandate.Role{
		ID: o.IDs.Next(), WallID: wall, MemberID: who.UserID, Role: string(role), Status: mandate.Accepted,
		Missions: missions, InvitedAt: o.Clock.Now(), AnsweredAt: o.Clock.Now(),
	}
	if _, err := o.DB.Writer().NewInsert().Model(r).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r.ID
}

func (o *town) partner(t *testing.T, agency int64, status string) int64 {
	t.Helper()
	p := &mandate.Partnership{
		ID: o.IDs.Next(), ClientID: o.wall.WallID, AgencyID: agency, Status: status,
		InvitedBy: o.people["owner"].UserID, InvitedAt: o.Clock.Now(), AnsweredAt: o.Clock.Now(),
	}
	if _, err := o.DB.Writer().NewInsert().Model(p).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p.ID
}
