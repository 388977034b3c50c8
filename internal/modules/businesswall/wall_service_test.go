// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §7.3, §14.3: only what may be selected is listed; the rest is refused
// and leaves the selection alone.
func TestWalls_Select(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		choices, err := x.Walls.Choices(ctx, boss)
		x.must(err)
		if len(choices) != 2 {
			x.Fatalf("choices %+v", choices)
		}
		for _, c := range choices {
			manages, err := x.Walls.Select(ctx, boss, c.WallID)
			x.must(err)
			if manages != (c.WallID == agency.ID) || c.Manages != manages {
				x.Errorf("wall of type %s: manages %v, listed %v", c.Type, manages, c.Manages)
			}
		}
		colleague := x.member(agency.OrganisationID)
		if _, err := x.Walls.Select(ctx, colleague, client.ID); !errors.Is(err, businesswall.ErrMayNotSelect) {
			x.Errorf("a colleague without role: %v", err)
		}
		if listed, err := x.Walls.Choices(ctx, colleague); err != nil || len(listed) != 0 {
			x.Errorf("a colleague is offered %v, %v", listed, err)
		}
	})
}

// Spec 07 §10: a manager cancels, a mere administrator does not, nor anybody
// when the provider's portal must be used.
func TestWalls_Cancel(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		admin := x.member(0)
		admin.Admin = true
		x.refused(x.Walls.Cancel(ctx, admin, w.ID), errs.Forbidden, "by an administrator")
		x.billing.portal = true
		x.refused(x.Walls.Cancel(ctx, owner, w.ID), errs.Conflict, "through the portal")
		x.billing.portal = false
		x.must(x.Walls.Cancel(ctx, owner, w.ID))
		x.must(x.Lifecycle.Reactivate(ctx, w.ID, x.now.Add(time.Hour)))
		if o := x.employer(w.OrganisationID); x.read(w.ID).Status != businesswall.Cancelled || o.WallID != 0 || x.actor(owner.UserID).SelectedWallID != 0 {
			x.Errorf("cancelled: %s, mirror %d", x.read(w.ID).Status, o.WallID)
		}
	})
}
