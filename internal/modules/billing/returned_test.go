// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing_test

import (
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
)

// Spec 06 §7.2, 07 §14.12: of two checkouts of an organisation that are both
// paid, the second gives nothing: its subscription is ended, the money goes
// back, and nothing says that it is active.
func TestReturn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		ctx := t.Context()
		first, owner := d.draft(t, organisation.WallTransformers)
		second := *first
		second.ID, second.Type = d.ids.Next(), organisation.WallLeadersExperts
		d.insert(t, &second)
		one, two := d.checkout(t, owner, order(first, 1)), d.checkout(t, owner, order(&second, 1))
		d.pay(t, one)
		d.clock.add(time.Second)
		lost := d.pay(t, two)
		d.deliver(t, d.waiting(t)...)
		if got := d.state(t, first); got.Wall != "active" || got.Subscription != "active" {
			t.Errorf("who was first has %+v", got)
		}
		if got := d.state(t, &second); got.Wall != "cancelled" || got.Subscription == "active" {
			t.Errorf("who was second has %+v", got)
		}
		var told string
		if err := d.db.Writer().NewRaw("SELECT CAST(payload AS TEXT) FROM outbox_events WHERE kind = 'subscription.payment_returned'").Scan(ctx, &told); err != nil || !strings.Contains(told, lost.SubscriptionID) {
			t.Fatalf("told %q, %v", told, err)
		}
		for range 2 {
			if err := d.Return(ctx, lost.SubscriptionID); err != nil {
				t.Fatal(err)
			}
			d.deliver(t, d.waiting(t)...)
		}
		if theirs, err := d.sandbox.Subscription(ctx, lost.SubscriptionID); err != nil || theirs.Status != "canceled" {
			t.Errorf("at the provider: %+v, %v", theirs, err)
		}
		if drifts, err := d.Verify(ctx, "subscriptions"); err != nil || len(drifts) != 0 {
			t.Errorf("differences: %v, %v", drifts, err)
		}
	})
}

// Spec 07 §5.1: a payment that the staff has made impossible meanwhile is given
// back as well, and the page of a draft that was dropped is closed.
func TestReturn_blocked(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		ctx := t.Context()
		wall, owner, _ := d.active(t, organisation.WallTransformers)
		next, dropped := *wall, *wall
		next.ID, next.Type = d.ids.Next(), organisation.WallLeadersExperts
		d.insert(t, &next)
		if _, err := d.db.Writer().NewRaw("UPDATE business_walls SET replaces_id = ? WHERE id = ?", wall.ID, next.ID).Exec(ctx); err != nil {
			t.Fatal(err)
		}
		d.pay(t, d.checkout(t, owner, order(&next, 1)))
		if _, err := d.db.Writer().NewRaw("UPDATE business_walls SET status = 'suspended', blocked_at = ? WHERE id = ?", d.clock.Now(), wall.ID).Exec(ctx); err != nil {
			t.Fatal(err)
		}
		d.deliver(t, d.waiting(t)...)
		if got, was := d.state(t, &next), d.state(t, wall); got.Wall != "cancelled" || got.Subscription != "cancelled" || was.Wall != "suspended" || was.Subscription != "active" {
			t.Errorf("paid %+v, blocked %+v", got, was)
		}
		dropped.ID, dropped.Type, dropped.OrganisationID = d.ids.Next(), organisation.WallMedia, d.member(t, 0).OrganisationID
		d.insert(t, &dropped)
		open := d.checkout(t, owner, order(&dropped, 1))
		if _, err := d.db.Writer().NewRaw("UPDATE business_walls SET status = 'cancelled' WHERE id = ?", dropped.ID).Exec(ctx); err != nil {
			t.Fatal(err)
		}
		if err := d.EndAtProvider(ctx, dropped.ID); err != nil {
			t.Fatal(err)
		}
		if bill, err := d.sandbox.Bill(ctx, open); err == nil && bill.Session.IsOpen() {
			t.Error("the page of a dropped draft is open")
		}
		if standing, err := d.Status(ctx, dropped.ID); err != nil || standing.Status != billing.Cancelled {
			t.Errorf("dropped: %+v, %v", standing, err)
		}
	})
}
