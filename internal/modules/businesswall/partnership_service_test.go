// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §7.9, §14.7: whom one may invite, what an end takes away, what the
// agency pays for.
func TestPartners(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		media, _ := x.wall("media")
		for what, id := range map[string]int64{"itself": client.ID, "no agency": media.ID, "nothing": 0, "unknown": 99} {
			if err := x.Partners.Invite(ctx, head, client.ID, businesswall.Invitation{AgencyID: id}); !errors.Is(err, businesswall.ErrInvite) {
				x.Errorf("%s is invited: %v", what, err)
			}
		}
		x.refused(x.Partners.Invite(ctx, boss, agency.ID, businesswall.Invitation{AgencyID: agency.ID}), errs.NotFound, "an agency's partner")
		id := x.mandated(client, head, agency, boss)
		if err := x.Partners.Invite(ctx, head, client.ID, businesswall.Invitation{AgencyID: agency.ID}); !errors.Is(err, businesswall.ErrInvite) {
			x.Errorf("invited again: %v", err)
		}
		if x.billing.clients[agency.ID] != 1 {
			x.Errorf("the agency pays for %d", x.billing.clients[agency.ID])
		}
		colleague := x.member(agency.OrganisationID)
		x.must(x.Cockpit.Appoint(ctx, boss, agency.ID, client.ID, colleague.UserID, "BWMe"))
		x.refused(x.Partners.Revoke(ctx, boss, agency.ID, client.ID), errs.Conflict, "revoked by the agency")
		x.must(x.Partners.Revoke(ctx, head, client.ID, agency.ID))
		if err := x.Partners.Revoke(ctx, head, client.ID, agency.ID); !errors.Is(err, businesswall.ErrRevoke) {
			x.Errorf("revoked twice: %v", err)
		}
		if held := append(x.holds(client.ID, boss.UserID), x.holds(client.ID, colleague.UserID)...); len(held) != 0 {
			x.Errorf("after the end the agency holds %v", held)
		}
		_, err := x.Partners.Answer(ctx, head, agency.ID, id, true)
		x.refused(err, errs.Forbidden, "answered by the client")
		x.mandated(client, head, agency, boss)
	})
}

// Spec 07 §15.6: a contract that is over is neither offered nor accepted, and
// gives no right from its end on, whatever the nightly job has done.
func TestPartners_contractOver(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		in := businesswall.Invitation{AgencyID: agency.ID, EndsAt: mandate.Today(x.now).AddDate(0, 0, -1)}
		x.refused(x.Partners.Invite(ctx, head, client.ID, in), errs.Invalid, "invited until yesterday")
		in.EndsAt = mandate.Today(x.now).AddDate(0, 0, 5)
		x.must(x.Partners.Invite(ctx, head, client.ID, in))
		var id int64
		x.must(x.db.Writer().NewSelect().Model((*mandate.Partnership)(nil)).Column("pa.id").Where("pa.client_id = ?", client.ID).Scan(ctx, &id))
		x.now = noon.AddDate(0, 0, 6)
		_, err := x.Partners.Answer(ctx, boss, agency.ID, id, true)
		x.refused(err, errs.Conflict, "accepted after its end")
		_, err = x.Partners.Answer(ctx, boss, agency.ID, id, false)
		x.must(err)
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, []mandate.Mission{mandate.PressReleases}))
		id = x.mandated(client, head, agency, boss)
		colleague := x.member(agency.OrganisationID)
		x.must(x.Cockpit.Appoint(ctx, boss, agency.ID, client.ID, colleague.UserID, "BWPRe"))
		x.refused(x.Partners.SetContract(ctx, head, client.ID, id, noon, noon.AddDate(0, 0, 5), ""), errs.Invalid, "set to end yesterday")
		x.must(x.Partners.SetContract(ctx, head, client.ID, id, noon, noon.AddDate(0, 0, 10), ""))
		deputy := x.member(agency.OrganisationID)
		x.must(x.Cockpit.Appoint(ctx, boss, agency.ID, client.ID, deputy.UserID, "BWMe"))
		_, err = x.Partners.Page(ctx, x.actor(deputy.UserID), client.ID)
		x.must(err)
		usable := func() (may int) {
			for _, who := range []int64{boss.UserID, colleague.UserID} {
				choices, err := x.Walls.Choices(ctx, x.actor(who))
				x.must(err)
				selects := slices.ContainsFunc(choices, func(c businesswall.Choice) bool { return c.WallID == client.ID })
				_, refusal := x.Walls.Select(ctx, x.actor(who), client.ID)
				granted := slices.ContainsFunc(x.actor(who).Grants, func(g access.WallGrant) bool { return g.WallID == client.ID })
				for _, yes := range []bool{x.mayPublish(who, client.OrganisationID), selects, refusal == nil, granted} {
					if yes {
						may++
					}
				}
			}
			return may
		}
		if n := usable(); n != 8 {
			x.Errorf("in force, %d of 8 rights", n)
		}
		x.now = noon.AddDate(0, 0, 11)
		if n := usable(); n != 0 {
			x.Errorf("after the end, before the job: %d rights of 8 remain", n)
		}
		_, err = x.Partners.Page(ctx, x.actor(deputy.UserID), client.ID)
		x.refused(err, errs.Forbidden, "the client's wall, opened by the agency after the end")
		late := x.member(agency.OrganisationID)
		x.refused(x.Cockpit.Appoint(ctx, boss, agency.ID, client.ID, late.UserID, "BWPRe"), errs.Conflict, "appointed after the end")
		clients, err := x.Cockpit.Clients(ctx, boss, agency.ID)
		x.must(err)
		page, err := x.Partners.Page(ctx, head, client.ID)
		x.must(err)
		if clients[0].Status != mandate.PartnershipRevoked || page.InForce[0].Status != mandate.PartnershipRevoked {
			x.Errorf("after the end the agency reads %s, the client %s", clients[0].Status, page.InForce[0].Status)
		}
	})
}

// Spec 07 §14.4: an agency publishes under the missions of the client, owners
// always; the answer is as things are now.
func TestMissions_decideWhoPublishes(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		colleague := x.member(agency.OrganisationID)
		may := func(id int64) bool { return x.mayPublish(id, client.OrganisationID) }
		if may(boss.UserID) || may(colleague.UserID) || !may(head.UserID) {
			x.Error("without mission")
		}
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, []mandate.Mission{mandate.PressReleases}))
		if !may(boss.UserID) || !may(colleague.UserID) {
			x.Error("with the mission")
		}
		err := x.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			return mandate.MayPublishFor(ctx, tx, boss.UserID, client.OrganisationID, mandate.Events, x.now)
		})
		if !errors.Is(err, mandate.ErrMayNotPublish) {
			x.Errorf("under another mission: %v", err)
		}
		x.must(x.Lifecycle.Suspend(ctx, agency.ID, x.now))
		if may(colleague.UserID) {
			x.Error("of a suspended agency")
		}
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, nil))
		if may(boss.UserID) {
			x.Error("after the mission")
		}
	})
}
