// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
)

// Spec 07 §15.3: the owner offers, the successor accepts, the former owner
// stays a member without the role.
func TestRoles_ownership(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		next, other := x.member(w.OrganisationID), x.member(w.OrganisationID)
		x.refused(x.Roles.OfferOwnership(ctx, next, w.ID, x.email(next.UserID)), errs.Forbidden, "by a member")
		x.must(x.Roles.OfferOwnership(ctx, owner, w.ID, x.email(other.UserID)))
		x.must(x.Roles.OfferOwnership(ctx, owner, w.ID, x.email(next.UserID)))
		_, err := x.Roles.Answer(ctx, other, w.ID, "BW_OWNER", other.UserID, true)
		x.refused(err, errs.NotFound, "an offer that was replaced")
		_, err = x.Roles.Answer(ctx, next, w.ID, "BW_OWNER", next.UserID, true)
		x.must(err)
		if w = x.read(w.ID); w.OwnerID != next.UserID || len(x.holds(w.ID, owner.UserID)) != 0 || x.works(owner.UserID) != w.OrganisationID {
			x.Errorf("owner %d, the former holds %v", w.OwnerID, x.holds(w.ID, owner.UserID))
		}
	})
}
