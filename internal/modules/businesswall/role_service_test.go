// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §7.8: the outcome for each kind of address, and what a list takes
// back.
func TestRoles_SaveInvitations(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		inside, outside, idle := x.member(w.OrganisationID), x.member(0), x.member(w.OrganisationID)
		if _, err := x.db.Writer().NewRaw("UPDATE members SET active = ? WHERE id = ?", false, idle.UserID).Exec(ctx); err != nil {
			x.Fatal(err)
		}
		text := strings.ToUpper(x.email(inside.UserID)) + " \n" + x.email(outside.UserID) + ", " + x.email(idle.UserID) + "; nobody@x.example"
		save := func(text string) *businesswall.Changes {
			x.Helper()
			changes, err := x.Roles.SaveInvitations(ctx, owner, w.ID, "BWMi", text)
			x.must(err)
			return changes
		}
		var got []businesswall.Outcome
		for _, r := range save(text).Replies {
			got = append(got, r.Outcome)
		}
		if want := []businesswall.Outcome{"created", "not_member", "inactive", "unknown"}; !slices.Equal(got, want) {
			x.Errorf("outcomes %v, want %v", got, want)
		}
		if again := save(x.email(inside.UserID)).Replies[0]; again.Outcome != businesswall.AlreadyInvited {
			x.Errorf("again: %s", again.Outcome)
		}
		offer, err := x.Roles.Answer(ctx, inside, w.ID, "BWMi", inside.UserID, false)
		x.must(err)
		if again := save(x.email(inside.UserID)).Replies[0]; offer.Status != mandate.Rejected || again.Outcome != businesswall.InvitedAgain {
			x.Errorf("after a refusal: %s, %s", offer.Status, again.Outcome)
		}
		_, err = x.Roles.Answer(ctx, inside, w.ID, "BWMi", inside.UserID, true)
		x.must(err)
		if changes := save(""); len(changes.Withdrawn) != 0 || !slices.Equal(x.holds(w.ID, inside.UserID), []string{"BWMi"}) {
			x.Errorf("an accepted holder was removed by a list: %+v", changes)
		}
		_, err = x.Roles.SaveInvitations(ctx, outside, w.ID, "BWMi", "")
		x.refused(err, errs.Forbidden, "by a stranger")
	})
}

// Spec 07 §9, §14.16: only the invitee answers, once, within thirty days.
func TestRoles_Answer(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		x.must(x.Walls.AssignMissions(ctx, owner, w.ID, []mandate.Mission{mandate.Events}))
		first, late := x.member(w.OrganisationID), x.member(w.OrganisationID)
		_, err := x.Roles.SaveInvitations(ctx, owner, w.ID, "BWPRi", x.email(first.UserID)+" "+x.email(late.UserID))
		x.must(err)
		_, err = x.Roles.Answer(ctx, late, w.ID, "BWPRi", first.UserID, true)
		x.refused(err, errs.Forbidden, "for another")
		for _, accepts := range []bool{true, false} {
			offer, err := x.Roles.Answer(ctx, first, w.ID, "BWPRi", first.UserID, accepts)
			x.must(err)
			if offer.Status != mandate.Accepted {
				x.Errorf("answered: %s", offer.Status)
			}
		}
		if a := x.actor(first.UserID); len(a.Grants) != 1 || !slices.Equal(a.Grants[0].Missions, []string{"events"}) {
			x.Errorf("grants %+v", a.Grants)
		}
		x.now = noon.Add(mandate.InvitationLasts)
		offer, err := x.Roles.Answer(ctx, late, w.ID, "BWPRi", late.UserID, true)
		x.must(err)
		if offer.Status != mandate.Expired || len(x.holds(w.ID, late.UserID)) != 0 {
			x.Errorf("after thirty days: %s", offer.Status)
		}
	})
}

// Spec 07 §14.2: a role from outside comes with a partnership in force; an offer
// that outlives it may only be refused.
func TestRoles_Answer_withoutPartnership(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		colleague := x.member(agency.OrganisationID)
		for _, role := range []string{"BWMe", "BWPRe"} {
			x.insert(&mandate.Role{
				ID: x.ids.Next(), WallID: client.ID, MemberID: colleague.UserID, Role: role, Status: mandate.Pending,
				Missions: []string{}, InvitedBy: head.UserID, InvitedAt: x.now,
			})
			_, err := x.Roles.Answer(ctx, colleague, client.ID, role, colleague.UserID, true)
			x.refused(err, errs.Conflict, role+" accepted without a partnership")
		}
		_, err := x.Roles.Answer(ctx, colleague, client.ID, "BWMe", colleague.UserID, false)
		x.must(err)
		x.mandated(client, head, agency, boss)
		_, err = x.Roles.Answer(ctx, colleague, client.ID, "BWPRe", colleague.UserID, true)
		x.must(err)
	})
}
