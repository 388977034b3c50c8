// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §13: what is stored is read again; nonsense is the default; a wall
// that holds no rights has no policy.
func TestWalls_SetPolicy(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		other, boss := x.wall("pr")
		x.refused(x.Walls.SetPolicy(ctx, owner, w.ID, businesswall.Policy{Option: "maybe"}), errs.Invalid, "an unknown option")
		x.refused(x.Walls.SetPolicy(ctx, boss, other.ID, businesswall.Policy{Option: businesswall.Nobody}), errs.NotFound, "an agency")
		x.must(x.Walls.SetPolicy(ctx, owner, w.ID, businesswall.Policy{Option: businesswall.Whitelist, Media: []int64{w.ID, other.ID}}))
		p, _, err := x.Walls.Policy(ctx, owner, w.ID)
		x.must(err)
		if !p.Allows(w.ID) || p.Allows(other.ID) {
			x.Errorf("policy %+v", p)
		}
		if got := businesswall.ParsePolicy([]byte("{")); got.Option != businesswall.AllSubscribed || !got.Allows(1) {
			x.Errorf("nonsense is %+v", got)
		}
	})
}
