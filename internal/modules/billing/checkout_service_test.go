// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing_test

import (
	"errors"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
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
