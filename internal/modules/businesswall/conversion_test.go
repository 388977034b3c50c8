// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// notConverted checks that a draft that is paid does not take the place of the
// wall in force, which stays as it is.
func (x *town) notConverted(old, draft int64, status businesswall.Status, what string) {
	x.Helper()
	x.refused(x.Lifecycle.Activate(x.Context(), draft, x.now), errs.Conflict, what)
	if was, next := x.read(old), x.read(draft); was.Status != status || next.Status != businesswall.Draft {
		x.Errorf("%s: the wall is %s, its draft %s", what, was.Status, next.Status)
	}
	if o := x.employer(x.read(old).OrganisationID); o.WallID != old {
		x.Errorf("%s: the organisation shows %d", what, o.WallID)
	}
}

// colleague is an internal manager of a wall.
func (x *town) colleague(w *businesswall.Wall, owner access.Actor) access.Actor {
	x.Helper()
	them := x.member(w.OrganisationID)
	_, err := x.Roles.SaveInvitations(x.Context(), owner, w.ID, "BWMi", x.email(them.UserID))
	x.must(err)
	_, err = x.Roles.Answer(x.Context(), them, w.ID, "BWMi", them.UserID, true)
	x.must(err)
	return x.actor(them.UserID)
}

// Spec 07 §14.12, §14.22: what forbids a change of type forbids it still when it
// is paid: a wall blocked meanwhile, a manager who is none any more, clients
// that an agency has found.
func TestLifecycle_conversionPaidTooLate(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx, admin := x.Context(), x.member(0)
		admin.Admin = true

		blocked, owner := x.wall("leaders_experts")
		draft := x.draft(owner, "media")
		x.must(x.Lifecycle.Block(ctx, admin, blocked.ID))
		x.notConverted(blocked.ID, draft.ID, businesswall.Suspended, "blocked by the staff")

		left, owner := x.wall("leaders_experts")
		manager := x.colleague(left, owner)
		draft = x.draft(manager, "media")
		var role int64
		x.must(x.db.Writer().NewRaw("SELECT id FROM wall_roles WHERE wall_id = ? AND member_id = ?", left.ID, manager.UserID).Scan(ctx, &role))
		x.must(x.Roles.Remove(ctx, owner, left.ID, role))
		x.notConverted(left.ID, draft.ID, businesswall.Active, "drafted by who manages no more")

		agency, boss := x.wall("pr")
		draft = x.draft(boss, "media")
		client, head := x.wall("leaders_experts")
		x.mandated(client, head, agency, boss)
		x.notConverted(agency.ID, draft.ID, businesswall.Active, "an agency with a client")
	})
}

// Spec 07 §14.12: a wall that comes into force drops the other drafts of its
// organisation, and no others.
func TestLifecycle_Activate_dropsOtherDrafts(t *testing.T) {
	eachTown(t, func(x *town) {
		home := x.organisation("Maison")
		first, second := x.draft(x.member(home), "media"), x.draft(x.member(home), "academics")
		elsewhere := x.draft(x.member(x.organisation("Ailleurs")), "media")
		x.must(x.Lifecycle.Activate(x.Context(), first.ID, x.now))
		if a, b, c := x.read(first.ID).Status, x.read(second.ID).Status, x.read(elsewhere.ID).Status; a != businesswall.Active || b != businesswall.Cancelled || c != businesswall.Draft {
			x.Errorf("paid %s, other draft %s, elsewhere %s", a, b, c)
		}
		x.must(x.Lifecycle.Activate(x.Context(), second.ID, x.now))
		if x.read(second.ID).Status != businesswall.Cancelled || x.counted("subscription.ended") != 1 {
			x.Errorf("dropped draft is %s", x.read(second.ID).Status)
		}
	})
}
