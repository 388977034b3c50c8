// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing_test

import (
	"context"
	"errors"
	"strings"
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

// Spec 06 §7.2: who may activate, with the terms accepted in this attempt, and
// only what is not paid already.
func TestStartCheckout_refused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, owner := d.draft(t, organisation.WallTransformers)
		stranger := d.member(t, 0)
		admin := access.Actor{UserID: stranger.UserID, Admin: true}
		paid, paidOwner, _ := d.active(t, organisation.WallTransformers)
		second := *paid
		second.ID, second.Type, second.Status = d.ids.Next(), organisation.WallMedia, "draft"
		d.insert(t, &second)
		without := order(wall, 1)
		without.TermsAccepted = false
		tests := []struct {
			name  string
			by    access.Actor
			order billing.Order
			want  string
		}{
			{"no terms", owner, without, "billing.terms_missing"},
			{"stranger", stranger, order(wall, 1), "billing.not_manager"},
			{"nobody", access.Actor{}, order(wall, 1), "billing.not_manager"},
			{"paid already", paidOwner, order(paid, 1), "billing.already_active"},
			{"organisation has another", paidOwner, order(&second, 1), "billing.already_active"},
			{"no such wall", owner, billing.Order{WallID: 1, TermsAccepted: true}, "error.not_found"},
		}
		for _, tt := range tests {
			_, err := d.StartCheckout(t.Context(), tt.by, tt.order)
			var refused *errs.Error
			if !errors.As(err, &refused) || refused.Message != tt.want {
				t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
			}
		}
		if _, err := d.StartCheckout(t.Context(), admin, order(wall, 1)); err != nil {
			t.Errorf("administrator: %v", err)
		}
		d.Provider = nil
		if _, err := d.StartCheckout(t.Context(), owner, order(wall, 1)); errs.KindOf(err) != errs.Unavailable {
			t.Errorf("nothing is sold: %v", err)
		}
	})
}

// Spec 07 §5.1, §6.1: the pending subscription keeps what was ordered and is
// reused; a second attempt closes the first page; a declined card changes
// nothing; a page that is paid is not replaced.
func TestStartCheckout_again(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, owner := d.draft(t, organisation.WallPR)
		first := d.checkout(t, owner, order(wall, 1))
		o := order(wall, 3)
		o.Cycle = billing.Annual
		second := d.checkout(t, owner, o)
		if _, err := d.sandbox.Pay(t.Context(), first, sandbox.Accepted, sandbox.Payer{}); errs.KindOf(err) != errs.Conflict {
			t.Errorf("the first page is still open: %v", err)
		}
		if _, err := d.sandbox.Pay(t.Context(), second, sandbox.Refused, sandbox.Payer{}); !errors.Is(err, sandbox.ErrDeclined) {
			t.Errorf("refused card: %v", err)
		}
		standing, err := d.Status(t.Context(), wall.ID)
		if err != nil || standing.Status != billing.Pending || standing.Quantity != 3 || standing.Cycle != billing.Annual || standing.Measure != organisation.Clients {
			t.Errorf("pending %+v, %v", standing, err)
		}
		bill, err := d.sandbox.Bill(t.Context(), second)
		if err != nil || bill.Session.Checkout.Quantity != 3 || bill.Price.Total(3).Cents != 3*39000 || bill.Session.Checkout.PayerEmail == "" {
			t.Errorf("bill %+v, %v", bill, err)
		}
		d.pay(t, second)
		if _, err := d.StartCheckout(t.Context(), owner, o); !strings.Contains(err.Error(), "billing.in_progress") {
			t.Errorf("paid, not told yet: %v", err)
		}
	})
}

// Spec 07 §6.1: the organisation's customer is used only with the payer's own
// e-mail; one that the provider has forgotten is forgotten, and the e-mail
// given instead.
func TestStartCheckout_customer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, owner := d.draft(t, organisation.WallTransformers)
		d.insert(t, &billing.Details{OrganisationID: wall.OrganisationID, CustomerID: "cus_gone", Email: "Compta@maison.example"})
		o := order(wall, 1)
		o.PayerEmail = "autre@maison.example"
		if bill, err := d.sandbox.Bill(t.Context(), d.checkout(t, owner, o)); err != nil || bill.Session.CustomerID != "" || bill.Session.Checkout.PayerEmail != o.PayerEmail {
			t.Errorf("another payer: %+v, %v", bill.Session, err)
		}
		o.PayerEmail = "compta@maison.example"
		if bill, err := d.sandbox.Bill(t.Context(), d.checkout(t, owner, o)); err != nil || bill.Session.CustomerID != "" || bill.Session.Checkout.PayerEmail != o.PayerEmail {
			t.Errorf("forgotten customer: %+v, %v", bill.Session, err)
		}
		if n := d.count(t, "SELECT count(*) FROM billing_details WHERE customer_id IS NOT NULL"); n != 0 {
			t.Error("the forgotten customer is kept")
		}
	})
}

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

// Spec 06 §12: verification tells differences both ways, and mends nothing.
func TestVerify(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		ctx := t.Context()
		_, _, session := d.active(t, organisation.WallTransformers)
		if drifts, err := d.Verify(ctx); err != nil || len(drifts) != 0 {
			t.Errorf("nothing differs: %v, %v", drifts, err)
		}
		for _, change := range []string{
			"UPDATE billing_prices SET unit_cents = 1 WHERE id = 'price_sandbox_BW4T_Solo_monthly'",
			"UPDATE billing_prices SET id = 'price_ours' WHERE id = 'price_sandbox_BW4T_TPE_monthly'",
			"UPDATE billing_details SET customer_id = 'cus_gone'",
		} {
			if _, err := d.db.Writer().NewRaw(change).Exec(ctx); err != nil {
				t.Fatal(err)
			}
		}
		d.happen(t, session, sandbox.CancelNow) // and we are not told
		var problems []string
		for range 2 {
			drifts, err := d.Verify(ctx)
			if err != nil {
				t.Fatal(err)
			}
			problems = problems[:0]
			for _, drift := range drifts {
				problems = append(problems, drift.Resource+" "+drift.Problem)
			}
		}
		got := strings.Join(problems, ", ")
		for _, want := range []string{"price amount", "price missing_locally", "price not_found", "subscription status_mismatch", "customer not_found"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s is not told: %s", want, got)
			}
		}
		if len(problems) != 5 {
			t.Errorf("differences: %s", got)
		}
		if _, err := d.SyncCatalogue(ctx); err != nil {
			t.Fatal(err)
		}
		if drifts, err := d.Verify(ctx, "prices"); err != nil || len(drifts) != 0 {
			t.Errorf("after the copy: %v, %v", drifts, err)
		}
	})
}
