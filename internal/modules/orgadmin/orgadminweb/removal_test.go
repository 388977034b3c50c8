// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb_test

import (
	"context"
	"errors"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/modules/orgadmin"
)

// silentProvider is a payment provider that does not answer about one wall.
type silentProvider struct {
	orgadmin.Removal

	about int64
	asked map[int64]int
}

func (p *silentProvider) End(_ context.Context, wallID int64) error {
	p.asked[wallID]++
	if wallID == p.about {
		return errors.New("no answer")
	}
	return nil
}

// « Delete BWs » ends subscriptions as far as it goes: a provider that does not
// answer blocks nothing, and what is over already is not asked about (spec 08
// §5.13). Nobody but administrators may.
func TestDeleteWalls(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		silent, paid, over := o.Organisation(t, "Muette", "pr"), o.Organisation(t, "Payée", "pr"), o.Organisation(t, "Finie", "pr")
		for wall, status := range map[int64]string{silent.WallID: "active", paid.WallID: "past_due", over.WallID: "cancelled"} {
			o.Exec(t, "INSERT INTO subscriptions (id, wall_id, status, provider_id, created_at, modified_at) VALUES (?0, ?1, ?2, ?3, ?4, ?4)",
				o.IDs.Next(), wall, status, "sub_"+status, o.Clock.Now())
		}
		needs := o.Organisations.Needs
		provider := &silentProvider{needs.Removal, silent.WallID, map[int64]int{}}
		needs.Removal = provider
		desk := orgadmin.New(needs)
		stranger := o.by
		stranger.Actor = o.Persona(t, apptest.Journalist)
		if _, err := desk.DeleteWalls(t.Context(), stranger); err == nil || len(provider.asked) != 0 {
			t.Fatal("a member may")
		}
		if _, err := desk.CountWalls(t.Context(), stranger); err == nil {
			t.Error("a member may count")
		}
		want, err := desk.CountWalls(t.Context(), o.by)
		if err != nil {
			t.Fatal(err)
		}
		done, err := desk.DeleteWalls(t.Context(), o.by)
		if err != nil || done != (orgadmin.Removed{Walls: want, Ended: 1, Failed: 1}) || provider.asked[over.WallID] != 0 {
			t.Errorf("done = %+v, %v, asked %v", done, err, provider.asked)
		}
		if n := o.Count(t, "SELECT count(*) FROM business_walls") + o.Count(t, "SELECT count(*) FROM subscriptions"); n != 0 {
			t.Errorf("%d rows are left", n)
		}
	})
}
