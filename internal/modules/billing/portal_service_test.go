// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing_test

import (
	"context"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
)

// Spec 07 §10: the portal is for managers and administrators, and where there is
// a customer; what the provider has is not ended behind its back.
func TestPortalAndCancel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		ctx := t.Context()
		wall, owner, _ := d.active(t, organisation.WallTransformers)
		draft, draftOwner := d.draft(t, organisation.WallMedia)
		stranger := d.member(t, wall.OrganisationID)
		if _, err := d.PortalURL(ctx, owner, wall.ID, "/BW/dashboard"); err != nil {
			t.Errorf("owner: %v", err)
		}
		if _, err := d.PortalURL(ctx, access.Actor{UserID: stranger.UserID, Admin: true}, wall.ID, "/BW/dashboard"); err != nil {
			t.Errorf("administrator: %v", err)
		}
		if _, err := d.PortalURL(ctx, stranger, wall.ID, "/BW/dashboard"); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("colleague: %v", err)
		}
		if _, err := d.PortalURL(ctx, draftOwner, draft.ID, "/BW/dashboard"); errs.KindOf(err) != errs.Conflict {
			t.Errorf("no customer: %v", err)
		}
		if err := d.CancelLocally(ctx, owner, wall.ID); errs.KindOf(err) != errs.Conflict {
			t.Errorf("cancelled behind the provider's back: %v", err)
		}
		session := d.checkout(t, draftOwner, order(draft, 1))
		if err := d.CancelLocally(ctx, access.Actor{UserID: stranger.UserID, Admin: true}, draft.ID); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("administrator cancels: %v", err)
		}
		if err := d.CancelLocally(ctx, draftOwner, draft.ID); err != nil {
			t.Errorf("local cancellation: %v", err)
		}
		if _, err := d.sandbox.Pay(ctx, session, sandbox.Accepted, sandbox.Payer{}); errs.KindOf(err) != errs.Conflict {
			t.Errorf("the page of a cancelled wall is open: %v", err)
		}
		if got := d.state(t, draft); got.Wall != "cancelled" || got.Subscription != "cancelled" {
			t.Errorf("cancelled: %+v", got)
		}
	})
}

// Spec 07 §11: the nightly job suspends what has been late for the days of
// grace, the boundary included, once; a payment opens the wall again, a
// cancelled one stays so (§14.22).
func TestSuspendOverdue(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		suspend := func(want int) {
			t.Helper()
			if n, err := d.SuspendOverdue(t.Context(), billing.GraceDays); err != nil || n != want {
				t.Errorf("%d suspended, %v; want %d", n, err, want)
			}
		}
		wall, _, session := d.active(t, organisation.WallTransformers)
		gone, _, goneSession := d.active(t, organisation.WallTransformers)
		d.happen(t, goneSession, sandbox.FailPayment)
		d.happen(t, session, sandbox.FailPayment)
		d.deliver(t, d.waiting(t)...)
		if err := d.Walls.Cancel(t.Context(), gone.ID, d.clock.Now()); err != nil {
			t.Fatal(err)
		}
		d.clock.add(7*day - time.Second)
		suspend(0)
		d.clock.add(time.Second)
		suspend(1)
		suspend(0)
		if got := d.state(t, wall); got.Wall != "suspended" || got.Subscription != "past_due" || got.SuspendedFor != "overdue" {
			t.Errorf("overdue: %+v", got)
		}
		d.happen(t, session, sandbox.FailPayment) // another attempt in vain
		d.deliver(t, d.waiting(t)...)
		if got := d.state(t, wall); got.Wall != "suspended" {
			t.Errorf("failed again: %+v", got)
		}
		d.happen(t, session, sandbox.PayInvoice)
		d.deliver(t, d.waiting(t)...)
		if got := d.state(t, wall); got.Wall != "active" || got.Subscription != "active" || got.SuspendedFor != "" || !got.Bound {
			t.Errorf("paid: %+v", got)
		}
		if got := d.state(t, gone); got.Wall != "cancelled" {
			t.Errorf("cancelled: %+v", got)
		}
	})
}

// Spec 07 §14.7, 06 §7.3: an agency pays for its clients in force, at least
// one; the job may run twice.
func TestFollowClients(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		ctx := t.Context()
		agency, owner, session := d.active(t, organisation.WallPR)
		client := func(status string) {
			wall, _ := d.draft(t, organisation.WallMedia)
			d.insert(t, &mandate.Partnership{
				ID: d.ids.Next(), ClientID: wall.ID, AgencyID: agency.ID, Status: status, InvitedBy: owner.UserID, InvitedAt: d.clock.Now(),
			})
		}
		pays := func(want int64) {
			t.Helper()
			for range 2 {
				if err := d.FollowClients(ctx, agency.ID); err != nil {
					t.Fatal(err)
				}
			}
			theirs, err := d.sandbox.Subscription(ctx, session.SubscriptionID)
			if err != nil || theirs.Quantity != want {
				t.Errorf("the provider charges %d, %v; want %d", theirs.Quantity, err, want)
			}
			d.deliver(t, d.waiting(t)...)
			if got := d.state(t, agency); got.Quantity != want {
				t.Errorf("we say %d, want %d", got.Quantity, want)
			}
		}
		pays(1)
		client("active")
		client("accepted")
		client("invited")
		client("revoked")
		pays(2)
		client("active")
		pays(3)
		if n := d.count(t, "SELECT count(*) FROM outbox_events WHERE kind = 'subscription.quantity_changed'"); n != 2 {
			t.Errorf("%d notices of 2 changes", n)
		}
		if _, err := d.db.Writer().NewUpdate().Table("partnerships").Set("status = 'revoked'").Where("agency_id = ?", agency.ID).Exec(ctx); err != nil {
			t.Fatal(err)
		}
		pays(1)
		other, _, _ := d.active(t, organisation.WallTransformers)
		if err := d.FollowClients(ctx, other.ID); err != nil {
			t.Errorf("not an agency: %v", err)
		}
	})
}

// Spec 06 §7.3: a new headcount recommends a product with its price; it is
// switched when somebody agrees.
func TestSwitchPlan(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		ctx := t.Context()
		wall, owner, session := d.active(t, organisation.WallTransformers)
		if r, err := d.Recommend(ctx, owner, wall.ID, 9); err != nil || r.Change {
			t.Errorf("same size: %+v, %v", r, err)
		}
		r, err := d.Recommend(ctx, owner, wall.ID, 60)
		if err != nil || !r.Change || r.Current.Reference != "BW4T-Solo" || r.Recommended.Reference != "BW4T-PME" || r.Recommended.Net.Cents <= r.Current.Net.Cents {
			t.Errorf("recommendation %+v, %v", r, err)
		}
		if err := d.SwitchPlan(ctx, d.member(t, 0), wall.ID, 60); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("stranger: %v", err)
		}
		if err := d.SwitchPlan(ctx, owner, wall.ID, 60); err != nil {
			t.Fatal(err)
		}
		d.deliver(t, d.waiting(t)...)
		theirs, err := d.sandbox.Subscription(ctx, session.SubscriptionID)
		if err != nil || theirs.PriceID != r.Recommended.PriceID {
			t.Errorf("at the provider: %+v, %v", theirs, err)
		}
		if standing, err := d.Status(ctx, wall.ID); err != nil || standing.Reference != "BW4T-PME" || standing.Quantity != 60 || standing.Net != r.Recommended.Net {
			t.Errorf("standing %+v, %v", standing, err)
		}
	})
}

// What the Business Wall says: the wish of a draft is kept until it is paid, and
// a wall that is over ends what is paid for it.
func TestWallSide(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		ctx := t.Context()
		inTx := func(do func(tx bun.Tx) error) {
			t.Helper()
			if err := d.db.Writer().RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error { return do(tx) }); err != nil {
				t.Fatal(err)
			}
		}
		wall, owner := d.draft(t, organisation.WallTransformers)
		for _, n := range []int64{12, 30} {
			inTx(func(tx bun.Tx) error {
				return d.KeepWish(ctx, tx, billing.Wish{WallID: wall.ID, By: organisation.Employees, Quantity: n, PayerEmail: "compta@maison.example", TermsAcceptedAt: d.clock.Now()})
			})
		}
		if got := d.state(t, wall); got.Subscription != "pending" || got.Quantity != 30 {
			t.Errorf("wish %+v", got)
		}
		session := d.checkout(t, owner, order(wall, 30))
		if bill, err := d.sandbox.Bill(ctx, session); err != nil || bill.Session.Checkout.PayerEmail != "compta@maison.example" {
			t.Errorf("payer of the wish: %+v, %v", bill.Session.Checkout, err)
		}
		paid := d.pay(t, session)
		d.deliver(t, d.waiting(t)...)
		inTx(func(tx bun.Tx) error { return d.EmployeesChanged(ctx, tx, wall.ID, 300) })
		if portal, err := d.ThroughPortal(ctx, d.db.Writer(), wall.ID); err != nil || !portal {
			t.Errorf("through the portal: %v, %v", portal, err)
		}
		if standing, err := d.Status(ctx, wall.ID); err != nil || standing.Declared != 300 || standing.Quantity != 30 {
			t.Errorf("declared %+v, %v", standing, err)
		}
		inTx(func(tx bun.Tx) error { return d.WallCancelled(ctx, tx, wall.ID) })
		for range 2 {
			if err := d.EndAtProvider(ctx, wall.ID); err != nil {
				t.Fatal(err)
			}
			d.deliver(t, d.waiting(t)...)
		}
		if theirs, err := d.sandbox.Subscription(ctx, paid.SubscriptionID); err != nil || theirs.Status != "canceled" {
			t.Errorf("at the provider: %+v, %v", theirs, err)
		}
	})
}
