// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"errors"
	"slices"
	"testing"

	"aipress24.com/aipress24/internal/core/organisation"
)

// Spec 07 §7.7, §14.5: a removed member loses the roles inside; the owner
// stays; partners from outside keep theirs until they leave the agency.
func TestTeam_RemoveMember(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		inside := x.member(client.OrganisationID)
		_, err := x.Roles.SaveInvitations(ctx, head, client.ID, "BWMi", x.email(inside.UserID))
		x.must(err)
		_, err = x.Roles.Answer(ctx, inside, client.ID, "BWMi", inside.UserID, true)
		x.must(err)
		if err := x.Team.RemoveMember(ctx, x.actor(inside.UserID), client.ID, head.UserID); !errors.Is(err, organisation.ErrOwner) {
			x.Errorf("the owner: %v", err)
		}
		removed, err := x.Team.KeepMembers(ctx, head, client.ID, x.email(head.UserID)+" "+x.email(inside.UserID), "new@x.example")
		x.must(err)
		if removed != 1 || x.works(inside.UserID) != 0 || len(x.holds(client.ID, inside.UserID)) != 0 {
			x.Errorf("removed %d, holds %v", removed, x.holds(client.ID, inside.UserID))
		}
		if got := x.holds(client.ID, boss.UserID); !slices.Equal(got, []string{"BWPRe"}) {
			x.Errorf("the partner holds %v", got)
		}
		agent := x.member(agency.OrganisationID)
		x.must(x.Cockpit.Appoint(ctx, boss, agency.ID, client.ID, agent.UserID, "BWMe"))
		x.must(x.assign(agent.UserID, 0))
		if got := x.holds(client.ID, agent.UserID); len(got) != 0 {
			x.Errorf("who has left the agency holds %v", got)
		}
	})
}

// Spec 07 §7.6: saving is a difference; the same list tells nobody again.
func TestTeam_SaveInvitations(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		for _, step := range []struct {
			text             string
			added, cancelled int
		}{{"a@x.example\nB@x.example nonsense", 2, 0}, {"b@X.example;a@x.example", 0, 0}, {"b@x.example", 0, 1}} {
			added, cancelled, err := x.Team.SaveInvitations(ctx, owner, w.ID, step.text)
			x.must(err)
			if added != step.added || cancelled != step.cancelled {
				x.Errorf("%q: %d added, %d cancelled", step.text, added, cancelled)
			}
		}
		if got := x.counted("organisation.invited"); got != 2 {
			x.Errorf("%d invitations were told", got)
		}
	})
}
