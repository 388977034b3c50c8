// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Spec 07 §14.6, §14.15, §14.21: activation writes the owner's role and the
// date, keeps the boxes that were ticked, and expels nobody.
func TestLifecycle_Activate(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx, home := x.Context(), x.organisation("Maison")
		by, colleague := x.member(home), x.member(home)
		x.must(x.Funnel.Choose(ctx, by, "academics"))
		x.must(x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerIsOwner: true, OwnerJobTitle: "Doyenne", OwnerPhone: "01"}))
		x.must(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Accepted: true, ManagesAlone: true, PublishesAlone: true, AllMissions: true}))
		w, err := x.Funnel.Draft(ctx, by)
		x.must(err)
		for range 2 {
			x.must(x.Lifecycle.Activate(ctx, w.ID, x.now))
		}
		w = x.read(w.ID)
		if w.Status != businesswall.Active || w.ActivatedAt.IsZero() || w.OwnerJobTitle != "Doyenne" || len(w.Granted()) != 7 {
			x.Errorf("activated: %+v", w)
		}
		if got := x.holds(w.ID, by.UserID); !slices.Equal(got, []string{"BWMi", "BWPRi", "BW_OWNER"}) {
			x.Errorf("the owner holds %v", got)
		}
		if x.works(colleague.UserID) != home || x.counted("wall.activated") != 1 {
			x.Errorf("colleague works for %d, %d events", x.works(colleague.UserID), x.counted("wall.activated"))
		}
	})
}

// Spec 07 §14.12: a second wall of another type replaces the first and keeps
// its content, roles and partnerships; the first is over.
func TestLifecycle_conversion(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, []mandate.Mission{mandate.PressReleases}))
		colleague := x.member(client.OrganisationID)
		x.refused(x.Funnel.Choose(ctx, colleague, "transformers"), errs.Forbidden, "conversion by a colleague")
		next := x.draft(head, "transformers")
		x.must(x.Lifecycle.Activate(ctx, next.ID, x.now))
		if now := x.read(next.ID); now.Status != businesswall.Active || x.read(client.ID).Status != businesswall.Cancelled || !now.Missions["press_release"] {
			x.Errorf("converted to %s, the former is %s", now.Status, x.read(client.ID).Status)
		}
		if !x.mayPublish(boss.UserID, client.OrganisationID) || !slices.Equal(x.billing.cancelled, []int64{client.ID}) {
			x.Errorf("agency publishes %v, cancelled %v", x.mayPublish(boss.UserID, client.OrganisationID), x.billing.cancelled)
		}
		if o := x.employer(client.OrganisationID); o.WallID != next.ID || o.WallType != "transformers" {
			x.Errorf("mirror %d %q", o.WallID, o.WallType)
		}
	})
}

// Spec 07 §5.1, §14.14: the staff's suspension is lifted by the staff alone.
func TestLifecycle_Block(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		admin := x.member(0)
		x.refused(x.Lifecycle.Block(ctx, owner, w.ID), errs.Forbidden, "blocked by the owner")
		admin.Admin = true
		x.must(x.Lifecycle.Block(ctx, admin, w.ID))
		x.must(x.Lifecycle.Reactivate(ctx, w.ID, x.now.Add(time.Hour)))
		if o := x.employer(w.OrganisationID); x.read(w.ID).Status != businesswall.Suspended || o.WallID != w.ID || o.WallType != "" {
			x.Errorf("paid while blocked: %s, mirror %d %q", x.read(w.ID).Status, o.WallID, o.WallType)
		}
		x.must(x.Lifecycle.Unblock(ctx, admin, w.ID))
		if x.read(w.ID).Status != businesswall.Active {
			x.Error("not reactivated")
		}
	})
}

// Spec 07 §15.9: three days and one day before suspension, once each.
func TestLifecycle_Countdown(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, _ := x.wall("media")
		x.must(x.Lifecycle.MarkPastDue(ctx, w.ID, x.now, x.now.AddDate(0, 0, 7)))
		x.must(x.Lifecycle.MarkPastDue(ctx, w.ID, x.now.Add(time.Hour), x.now.AddDate(0, 0, 8)))
		for day, want := range []int{0, 0, 0, 0, 1, 1, 2, 2} {
			x.now = noon.AddDate(0, 0, day)
			x.must(x.Lifecycle.Countdown(ctx))
			if got := x.counted("wall.suspension_near"); got != want {
				x.Errorf("day %d: %d warnings, want %d", day, got, want)
			}
		}
		if x.counted("wall.payment_failed") != 1 {
			x.Error("the episode was told twice")
		}
	})
}

// Spec 07 §15.6: a contract « jusqu’au » a day holds through that day in Paris,
// the job included, and may last one day only.
func TestLifecycle_Expire_lastDay(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		id := x.mandated(client, head, agency, boss)
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, []mandate.Mission{mandate.PressReleases}))
		last := time.Date(2026, 12, 1, 0, 0, 0, 0, i18n.Paris())
		x.must(x.Partners.SetContract(ctx, head, client.ID, id, last, last, ""))
		for _, at := range []time.Duration{0, 24*time.Hour - time.Second} {
			x.now = last.Add(at)
			x.must(x.Lifecycle.Expire(ctx))
			if !x.mayPublish(boss.UserID, client.OrganisationID) {
				x.Errorf("%v into its last day, a contract is over", at)
			}
		}
		x.now = last.Add(24 * time.Hour)
		if x.mayPublish(boss.UserID, client.OrganisationID) {
			x.Error("the day after, before the job, the agency publishes")
		}
		x.must(x.Lifecycle.Expire(ctx))
		if len(x.holds(client.ID, boss.UserID)) != 0 || x.counted("partnership.ended") != 1 {
			x.Error("the job does not end the contract the day after")
		}
	})
}

// Spec 07 §15.6: a partnership ends with its contract, and both are told a
// month before, once.
func TestLifecycle_Expire_contracts(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		id := x.mandated(client, head, agency, boss)
		x.must(x.Partners.SetContract(ctx, head, client.ID, id, x.now, x.now.AddDate(0, 0, 40), "Lot 2"))
		for _, day := range []int{0, 20, 21, 41} {
			x.now = noon.AddDate(0, 0, day)
			x.must(x.Lifecycle.Expire(ctx))
		}
		if len(x.holds(client.ID, boss.UserID)) != 0 || x.counted("partnership.ending") != 1 || x.counted("partnership.ended") != 1 {
			x.Errorf("holds %v, %d, %d", x.holds(client.ID, boss.UserID), x.counted("partnership.ending"), x.counted("partnership.ended"))
		}
	})
}
