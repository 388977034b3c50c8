// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package access

import (
	"errors"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
)

// Who passes which guard (spec 04 §2.2–2.4, 08 §4).
func TestGuards(t *testing.T) {
	t.Parallel()
	journalist := Actor{UserID: 1, Community: PressMedia, ProfileCode: "PM_DIR", WallID: 7}
	change := func(f func(*Actor)) Actor { a := journalist; f(&a); return a }
	tests := []struct {
		name  string
		actor Actor
		guard Guard
		want  error
	}{
		{"anybody on an open page", Actor{}, Anyone, nil},
		{"a visitor on a member page", Actor{}, Members, errs.ErrUnauthenticated},
		{"a member who owes the terms", change(func(a *Actor) { a.TermsOwed = true }), Members, errs.ErrTermsOwed},
		{"a journalist who owes the terms", change(func(a *Actor) { a.TermsOwed = true }), Articles, errs.ErrTermsOwed},
		{"an administrator who owes the terms", change(func(a *Actor) { a.Admin, a.TermsOwed = true, true }), Administrators, errs.ErrTermsOwed},
		{"a member who owes the terms where visitors are", change(func(a *Actor) { a.TermsOwed = true }), Visitors, errs.ErrTermsOwed},
		{"a member who owes the terms at the own account", change(func(a *Actor) { a.TermsOwed = true }), Account, nil},
		{"a visitor where visitors are", Actor{}, Visitors, nil},
		{"a visitor at an account", Actor{}, Account, errs.ErrUnauthenticated},
		{"a visitor in the administration", Actor{}, Administrators, errs.ErrUnauthenticated},
		{"a member in the administration", journalist, Administrators, errs.ErrForbidden},
		{"an administrator", change(func(a *Actor) { a.Admin = true }), Administrators, nil},
		{"a journalist in the newsroom", journalist, Newsroom, nil},
		{"a communicant in the newsroom", change(func(a *Actor) { a.Community = PressRelations }), Newsroom, errs.ErrForbidden},
		{"an administrator in the newsroom", Actor{UserID: 2, Admin: true, Community: Expert}, Newsroom, errs.ErrForbidden},
		{"a journalist at the articles", journalist, Articles, nil},
		{"an institutional journalist", change(func(a *Actor) { a.ProfileCode = "PM_JR_INST" }), Articles, errs.ErrForbidden},
		{"a journalist without wall", change(func(a *Actor) { a.WallID = 0 }), Articles, errs.ErrForbidden},
		{"a journalist who selected a wall in force", change(func(a *Actor) {
			a.WallID, a.SelectedWallID, a.selectedWallUsable = 0, 9, true
		}), Articles, nil},
		{"a journalist who selected a cancelled wall", change(func(a *Actor) { a.WallID, a.SelectedWallID = 0, 9 }), Articles, errs.ErrForbidden},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.guard.Check(tt.actor); !errors.Is(got, tt.want) {
				t.Errorf("Check = %v, want %v", got, tt.want)
			}
			if got := tt.guard.Allows(tt.actor); got != (tt.want == nil) {
				t.Errorf("Allows = %v", got)
			}
		})
	}
}

// Acting for another needs a selected wall and one's own accepted PR role on
// it; a manager's role alone does not do (spec 04 §2.3).
func TestActor_IsActingPROfficer(t *testing.T) {
	t.Parallel()
	grant := func(wall int64, role WallRole) []WallGrant { return []WallGrant{{WallID: wall, Role: role}} }
	tests := []struct {
		name  string
		actor Actor
		want  bool
	}{
		{"nothing selected", Actor{WallID: 1, Grants: grant(2, ExternalPROfficer)}, false},
		{"one's own wall", Actor{WallID: 1, SelectedWallID: 1, Grants: grant(1, InternalPROfficer)}, false},
		{"a client, as PR officer", Actor{WallID: 1, SelectedWallID: 2, Grants: grant(2, ExternalPROfficer)}, true},
		{"a client, as manager", Actor{WallID: 1, SelectedWallID: 2, Grants: grant(2, ExternalManager)}, false},
		{"a client, with a role elsewhere", Actor{WallID: 1, SelectedWallID: 2, Grants: grant(3, ExternalPROfficer)}, false},
	}
	for _, tt := range tests {
		if got := tt.actor.IsActingPROfficer(); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestReadRoles(t *testing.T) {
	t.Parallel()
	tests := []struct {
		roles     string
		community Community
		admin     bool
	}{
		{"", NoCommunity, false},
		{"EXPERT ADMIN", Expert, true},
		{"ACADEMIC PRESS_MEDIA LEADER", PressMedia, false}, // the first in order of precedence
		{"ADMIN", NoCommunity, true},
	}
	for _, tt := range tests {
		var a Actor
		a.readRoles(tt.roles)
		if a.Community != tt.community || a.Admin != tt.admin {
			t.Errorf("%q: %q, %v", tt.roles, a.Community, a.Admin)
		}
	}
}

func TestReadGrants(t *testing.T) {
	t.Parallel()
	got, err := readGrants("1|10|BWPRe|active|[\"events\"]\n2|20|BW_OWNER|suspended|[]")
	if err != nil || len(got) != 2 || got[0].Missions[0] != "events" || got[1].Role != WallOwner || got[1].OrganisationID != 20 || !got[0].InForce || got[1].InForce {
		t.Errorf("grants = %+v, %v", got, err)
	}
	for _, broken := range []string{"1|2|BWPRe", "1|2|BWPRe|active", "x|2|BWPRe|active|[]", "1|y|BWPRe|active|[]", "1|2|BWPRe|active|{"} {
		if _, err := readGrants(broken); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
}

// Spec 07 §8: the owner has every mission on the wall acted for, others those
// granted; nobody while it is suspended; for the employer none is needed.
func TestActor_HasMission(t *testing.T) {
	t.Parallel()
	acting := func(role WallRole, inForce bool, missions ...string) Actor {
		return Actor{UserID: 1, WallID: 5, SelectedWallID: 9, Grants: []WallGrant{{WallID: 9, Role: role, InForce: inForce, Missions: missions}}}
	}
	tests := []struct {
		name string
		by   Actor
		want bool
	}{
		{"for the employer", Actor{UserID: 1, WallID: 5, SelectedWallID: 5}, true},
		{"with the mission", acting(ExternalPROfficer, true, "events"), true},
		{"with another mission", acting(ExternalPROfficer, true, "projects"), false},
		{"the owner", acting(WallOwner, true), true},
		{"suspended", acting(WallOwner, false), false},
		{"without a role", Actor{UserID: 1, WallID: 5, SelectedWallID: 9}, false},
	}
	for _, tt := range tests {
		if got := tt.by.HasMission("events"); got != tt.want {
			t.Errorf("%s: HasMission() = %v, want %v", tt.name, got, tt.want)
		}
	}
}
