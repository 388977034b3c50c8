// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
)

// Spec 07 §14.2: a large agency finds any of its members to appoint, whatever
// the accents; nobody else's are listed.
func TestCockpit_Colleagues(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		agency, boss := x.wall("pr")
		for range 101 {
			x.member(agency.OrganisationID)
		}
		rename := func(id int64, first, last string) {
			if _, err := x.db.Writer().NewRaw("UPDATE members SET first_name = ?, last_name = ? WHERE id = ?", first, last, id).Exec(ctx); err != nil {
				x.Fatal(err)
			}
		}
		wanted, elsewhere := x.member(agency.OrganisationID), x.member(0)
		rename(wanted.UserID, "Élise", "Zérubabel")
		rename(elsewhere.UserID, "Élise", "Zérubabel")
		first, others, err := x.Cockpit.Colleagues(ctx, boss, agency.ID, "")
		x.must(err)
		if len(first) != 100 || !others {
			x.Errorf("%d listed, others %v", len(first), others)
		}
		found, _, err := x.Cockpit.Colleagues(ctx, boss, agency.ID, "zeru eli")
		x.must(err)
		if len(found) != 1 || found[0].ID != wanted.UserID {
			x.Errorf("found %+v", found)
		}
		_, _, err = x.Cockpit.Colleagues(ctx, elsewhere, agency.ID, "")
		x.refused(err, errs.Forbidden, "by somebody else")
	})
}
