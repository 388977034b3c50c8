// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Spec 07 §14.19, §15.5: who asks for a role is heard once an hour; what was
// done is told to managers only.
func TestHistory(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		colleague := x.member(w.OrganisationID)
		for range 2 {
			x.must(x.Roles.Request(ctx, colleague, w.ID))
		}
		rows, err := x.Walls.History(ctx, owner, w.ID, 0)
		x.must(err)
		if x.counted("wall_role.requested") != 1 || len(rows) < 2 || rows[0].Action != businesswall.ActionRoleRequested {
			x.Errorf("history %+v", rows)
		}
		if whole, err := x.Walls.ExportHistory(ctx, owner, w.ID); err != nil || len(whole) != len(rows) || whole[0].Actor == "" {
			x.Errorf("exported %+v, %v", whole, err)
		}
		_, err = x.Walls.History(ctx, colleague, w.ID, 0)
		x.refused(err, errs.Forbidden, "history by a member")
	})
}

// Spec 07 §14.12, §15.5: a change of type is told of who asked for it, and the
// years before stay in the history.
func TestHistory_afterChangeOfType(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		former, owner := x.wall("leaders_experts")
		x.must(x.Walls.AssignMissions(ctx, owner, former.ID, []mandate.Mission{mandate.PressReleases}))
		manager := x.colleague(former, owner)
		next := x.draft(manager, "transformers")
		x.must(x.Lifecycle.Activate(ctx, next.ID, x.now))
		rows, err := x.Walls.History(ctx, owner, next.ID, 0)
		x.must(err)
		said := map[string]string{}
		for _, row := range rows {
			said[row.Action] = row.Actor
		}
		if _, kept := said[businesswall.ActionMissionsAssigned]; !kept {
			t.Errorf("the years before are lost: %v", said)
		}
		if name := "Ada " + ids.Encode(manager.UserID); said[businesswall.ActionConverted] != name {
			t.Errorf("converted by %q, want %q", said[businesswall.ActionConverted], name)
		}
	})
}
