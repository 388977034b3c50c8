// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/modules/businesswall"
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
		if n := o.Count(t, "SELECT count(*) FROM audit_entries WHERE action = ? AND actor_id = ?", businesswall.ActionDeleted, o.by.UserID); n != 1 {
			t.Errorf("%d lines in the audit trail", n)
		}
	})
}

// The page of « Delete BWs » says how many there are and warns; who does not
// type their number, or where the configuration does not allow it, deletes
// nothing (spec 08 §5.13).
func TestDeleteWalls_page(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.Organisation(t, "Payée", "pr")
		o.Organisation(t, "Muette", "media")
		const path = "/admin/delete-bws"
		walls := func() int { return o.Count(t, "SELECT count(*) FROM business_walls") }
		held := walls()
		p := o.browser.Get(t, path)
		wantHas(t, p.Text("main"), strconv.Itoa(held)+" Business Walls", "On ne peut pas revenir en arrière")
		for _, typed := range []string{"", "oui", strconv.Itoa(held + 1)} {
			if p := o.browser.Post(t, path, form("count", typed)); p.Status != http.StatusUnprocessableEntity || walls() != held {
				t.Fatalf("%q = %d, %d walls of %d are left", typed, p.Status, walls(), held)
			}
		}
		o.Organisations.MayDeleteWalls = false
		if p := o.browser.Post(t, path, form("count", strconv.Itoa(held))); p.Status != http.StatusForbidden || walls() != held {
			t.Errorf("where it is closed = %d, %d walls of %d are left", p.Status, walls(), held)
		}
		if o.browser.Get(t, path).Has("input[name=count]") {
			t.Error("where it is closed, the page offers it")
		}
		o.Organisations.MayDeleteWalls = true
		wantHas(t, o.toast(t, o.post(t, path, "count", strconv.Itoa(held))), "supprimés : "+strconv.Itoa(held))
		if walls() != 0 || o.browser.Get(t, path).Has("main form[method=post]") {
			t.Errorf("%d walls are left", walls())
		}
	})
}
