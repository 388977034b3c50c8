// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/modules/billing/signature"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// Spec 06 §7.1, §7.3: paying activates nothing; only what the provider tells
// does. Then the wall is active, the organisation shows it and is the customer.
func TestReceive_activates(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, owner := d.draft(t, organisation.WallLeadersExperts)
		session := d.checkout(t, owner, order(wall, 120))
		if got := d.state(t, wall); got.Wall != "draft" || got.Subscription != "pending" {
			t.Errorf("before it is paid: %+v", got)
		}
		d.pay(t, session)
		if got := d.state(t, wall); got.Wall != "draft" || got.Subscription != "pending" {
			t.Errorf("paid, and nothing told: %+v", got)
		}
		d.deliver(t, d.waiting(t)...)
		want := state{Wall: "active", Subscription: "active", Bound: true, Customer: true, Quantity: 120}
		if got := d.state(t, wall); got != want {
			t.Errorf("told: %+v, want %+v", got, want)
		}
		standing, err := d.Status(t.Context(), wall.ID)
		if err != nil || standing.Reference != "BW4L&E-PME" || standing.Net.Cents == 0 || !standing.HasPortal || standing.PeriodEnd.IsZero() {
			t.Errorf("standing %+v, %v", standing, err)
		}
		details, err := d.BillingDetails(t.Context(), wall.OrganisationID)
		if err != nil || details.City != "Le Havre" || details.Email == "" {
			t.Errorf("billing details %+v, %v", details, err)
		}
	})
}

// Spec 06 §8: forged, outdated, unsigned or unreadable events are refused and
// leave nothing.
func TestReceive_forged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, owner := d.draft(t, organisation.WallMedia)
		d.checkout(t, owner, order(wall, 1))
		payload := fmt.Appendf(nil, `{"id":"evt_x","type":"checkout.session.completed","created":%d,"data":{"object":{"id":"cs_x","mode":"subscription","client_reference_id":"%d","subscription":"sub_x","payment_status":"paid"}}}`, d.clock.Now().Unix(), wall.ID)
		now, secret := d.clock.Now(), d.sandbox.Secret
		for name, tt := range map[string]struct {
			payload []byte
			header  string
		}{
			"no signature":   {payload, ""},
			"another secret": {payload, signature.Sign(payload, "whsec_other", now)},
			"another body":   {append([]byte(" "), payload...), signature.Sign(payload, secret, now)},
			"too old":        {payload, signature.Sign(payload, secret, now.Add(-signature.Tolerance-time.Second))},
			"of the future":  {payload, signature.Sign(payload, secret, now.Add(signature.Tolerance+time.Second))},
			"only t":         {payload, fmt.Sprintf("t=%d", now.Unix())},
			"no JSON":        {[]byte("{"), signature.Sign([]byte("{"), secret, now)},
			"no event":       {[]byte("{}"), signature.Sign([]byte("{}"), secret, now)},
		} {
			if _, err := d.Receive(t.Context(), tt.payload, tt.header); errs.KindOf(err) != errs.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := d.count(t, "SELECT count(*) FROM billing_events"); n != 0 {
			t.Errorf("%d events kept", n)
		}
		if got := d.state(t, wall); got.Wall != "draft" {
			t.Errorf("wall %+v", got)
		}
		// The same, signed: the test would otherwise prove nothing.
		if outcome, err := d.Receive(t.Context(), payload, signature.Sign(payload, secret, now.Add(-signature.Tolerance))); err != nil || outcome != billing.Applied {
			t.Errorf("signed: %s, %v", outcome, err)
		}
		if outcome, err := d.Receive(t.Context(), payload, signature.Sign(payload, secret, now)); err != nil || outcome != billing.Duplicate {
			t.Errorf("replayed: %s, %v", outcome, err)
		}
	})
}

// Spec 06 §8: what names nothing of ours, or is of no interest, is accepted
// without effect.
func TestReceive_ignored(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, _ := d.draft(t, organisation.WallMedia)
		session := func(fields string) string {
			return `"checkout.session.completed","data":{"object":{"id":"cs_y","payment_status":"paid","subscription":"sub_y",` + fields + `}}`
		}
		for i, tt := range []struct {
			body string
			want billing.Outcome
		}{
			{session(`"mode":"subscription"`), billing.Ignored},
			{session(`"mode":"subscription","client_reference_id":"12 rue"`), billing.Ignored},
			{session(`"mode":"subscription","client_reference_id":"999"`), billing.Ignored},
			{session(fmt.Sprintf(`"mode":"setup","client_reference_id":"%d"`, wall.ID)), billing.Ignored},
			{session(fmt.Sprintf(`"mode":"payment","client_reference_id":"%d"`, wall.ID)), billing.Ignored},
			{`"checkout.session.completed","data":{"object":{"id":"cs_z","mode":"subscription","payment_status":"unpaid","subscription":"sub_z","metadata":{"bw_id":"` + fmt.Sprint(wall.ID) + `"}}}`, billing.Ignored},
			{`"invoice.payment_failed","data":{"object":{"subscription":"sub_unknown"}}`, billing.Waiting},
			{`"customer.updated","data":{"object":{"id":"cus_unknown","email":"a@b.example"}}`, billing.Waiting},
			{`"invoice_payment.paid","data":{"object":{}}`, billing.Ignored},
			{`"subscription_schedule.created","data":{"object":{}}`, billing.Ignored},
		} {
			payload := fmt.Appendf(nil, `{"id":"evt_%d","created":%d,"type":%s}`, i, d.clock.Now().Unix(), tt.body)
			outcome, err := d.Receive(t.Context(), payload, signature.Sign(payload, d.sandbox.Secret, d.clock.Now()))
			if err != nil || outcome != tt.want {
				t.Errorf("%s: %s, %v; want %s", tt.body, outcome, err, tt.want)
			}
		}
		if got := d.state(t, wall); got.Wall != "draft" || got.Subscription != "" {
			t.Errorf("wall %+v", got)
		}
	})
}

// Spec 06 §8: replayed and reordered, the events of a subscription leave wall,
// organisation and subscription in the same state.
func TestReceive_anyOrder(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			d := newTill(dbtest.Open(t, engine))
			rapid.Check(t, func(rt *rapid.T) { reordered(rt, d) })
		})
	}
}

var lives = [][]sandbox.Action{
	nil,
	{sandbox.FailPayment},
	{sandbox.FailPayment, sandbox.FailPayment},
	{sandbox.FailPayment, sandbox.PayInvoice},
	{sandbox.FailPayment, sandbox.PayInvoice, sandbox.FailPayment},
	{sandbox.FailPayment, sandbox.GiveUp},
	{sandbox.FailPayment, sandbox.GiveUp, sandbox.PayInvoice},
	{sandbox.Pause},
	{sandbox.Pause, sandbox.Resume},
	{sandbox.CancelLater},
	{sandbox.CancelNow},
	{sandbox.FailPayment, sandbox.GiveUp, sandbox.CancelNow},
	{sandbox.Pause, sandbox.Resume, sandbox.FailPayment, sandbox.CancelNow},
}

func reordered(t *rapid.T, d *till) {
	life := rapid.SampledFrom(lives).Draw(t, "life")
	var want state
	for i, shuffled := range []bool{false, true} {
		wall, owner := d.draft(t, organisation.WallTransformers)
		session := d.pay(t, d.checkout(t, owner, order(wall, 12)))
		d.happen(t, session, life...)
		events := d.waiting(t)
		if shuffled {
			events = rapid.Permutation(events).Draw(t, "order")
			events = append(events, events[:rapid.IntRange(0, len(events)).Draw(t, "replayed")]...)
		}
		d.deliver(t, events...)
		if got := d.state(t, wall); i == 0 {
			want = got
		} else if got != want {
			t.Fatalf("%v, out of order: %+v, in order: %+v", life, got, want)
		}
	}
}

// Two processes hear events of one subscription at the same time: none is lost.
func TestReceive_concurrent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, owner := d.draft(t, organisation.WallTransformers)
		session := d.pay(t, d.checkout(t, owner, order(wall, 12)))
		d.happen(t, session, sandbox.FailPayment, sandbox.PayInvoice, sandbox.FailPayment)
		events := d.waiting(t)
		failures := make([]error, 2*len(events))
		var all sync.WaitGroup
		for i := range failures {
			all.Go(func() { failures[i] = d.sandbox.Deliver(context.Background(), events[i%len(events)]) })
		}
		all.Wait()
		if err := errors.Join(failures...); err != nil {
			t.Fatal(err)
		}
		if got := d.state(t, wall); got.Wall != "active" || got.Subscription != "past_due" {
			t.Errorf("state %+v", got)
		}
		if n := d.count(t, "SELECT count(*) FROM billing_events"); n != len(events) {
			t.Errorf("%d events kept of %d", n, len(events))
		}
	})
}

// Spec 06 §7.3, 07 §14.13 and §14.22, seen from the wall.
func TestReceive_lifecycle(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, _, session := d.active(t, organisation.WallTransformers)
		step := func(want state, actions ...sandbox.Action) {
			t.Helper()
			d.happen(t, session, actions...)
			d.deliver(t, d.waiting(t)...)
			want.Customer, want.Quantity = true, 1
			if got := d.state(t, wall); got != want {
				t.Errorf("%v: %+v, want %+v", actions, got, want)
			}
		}
		pastDue := func() int {
			return d.count(t, "SELECT count(*) FROM outbox_events WHERE kind = 'subscription.past_due'")
		}
		good := state{Wall: "active", Subscription: "active", Bound: true}
		late := state{Wall: "active", Subscription: "past_due", PastDue: true, Bound: true}
		step(late, sandbox.FailPayment)
		step(late, sandbox.FailPayment)
		if n := pastDue(); n != 1 {
			t.Errorf("%d notices of one episode", n)
		}
		step(good, sandbox.PayInvoice)
		step(late, sandbox.FailPayment)
		if n := pastDue(); n != 2 {
			t.Errorf("%d notices of two episodes", n)
		}
		step(state{Wall: "suspended", Subscription: "past_due", PastDue: true, SuspendedFor: "unpaid", Bound: d.state(t, wall).Bound}, sandbox.GiveUp)
		step(good, sandbox.PayInvoice)
		d.happen(t, session, sandbox.Pause)
		d.deliver(t, d.waiting(t)...)
		if got := d.state(t, wall); got.Wall != "suspended" || got.SuspendedFor != "paused" {
			t.Errorf("paused: %+v", got)
		}
		step(good, sandbox.Resume)
		step(state{Wall: "cancelled", Subscription: "cancelled"}, sandbox.CancelNow)
	})
}

// Spec 06 §8: what a customer does not say erases nothing; the newest word
// counts, whatever the order.
func TestReceive_customer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		wall, _, session := d.active(t, organisation.WallMedia)
		at := d.clock.Now().Add(time.Minute)
		for i, tt := range []struct {
			second int
			object string
		}{
			{3, `"email":"factures@maison.example"`},
			{1, `"email":"vieux@maison.example","tax_ids":{"data":[{"type":"eu_vat","value":"FR40303265045"}]}`},
			{2, `"address":{"line1":"2 quai Vert","city":"Rouen","postal_code":"76000","country":"FR"}`},
			{4, `"email":null,"address":null`},
		} {
			payload := fmt.Appendf(nil, `{"id":"evt_c%d","type":"customer.updated","created":%d,"data":{"object":{"id":%q,%s}}}`,
				i, at.Unix()+int64(tt.second), session.CustomerID, tt.object)
			if _, err := d.Receive(t.Context(), payload, signature.Sign(payload, d.sandbox.Secret, d.clock.Now())); err != nil {
				t.Fatal(err)
			}
		}
		got, err := d.BillingDetails(t.Context(), wall.OrganisationID)
		if err != nil || got.Email != "factures@maison.example" || got.VATNumber != "FR40303265045" || got.City != "Rouen" || got.AddressLine1 != "2 quai Vert" {
			t.Errorf("details %+v, %v", got, err)
		}
	})
}

// Spec 06 §5.3: a deleted price is inactive whatever it says, and an older
// telling does not bring it back.
func TestReceive_catalogue(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *till) {
		if _, err := d.SyncCatalogue(t.Context()); err != nil {
			t.Fatal(err)
		}
		price := func(id, kind string, second int64, amount int) {
			payload := fmt.Appendf(nil, `{"id":%q,"type":"price.%s","created":%d,"data":{"object":{"id":"price_sandbox_BW4T_Solo_monthly","product":"prod_sandbox_BW4T_Solo","unit_amount":%d,"currency":"eur","active":true,"recurring":{"interval":"month"}}}}`,
				id, kind, d.clock.Now().Unix()+second, amount)
			if _, err := d.Receive(t.Context(), payload, signature.Sign(payload, d.sandbox.Secret, d.clock.Now())); err != nil {
				t.Fatal(err)
			}
		}
		quote := func() billing.Quote {
			q, err := d.Quote(t.Context(), organisation.WallTransformers, 5, billing.Monthly)
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
		price("evt_p2", "updated", 2, 2500)
		price("evt_p1", "updated", 1, 9900)
		if q := quote(); q.Net.Cents != 2500 || q.Tax.Cents != 500 || q.Gross.Cents != 3000 {
			t.Errorf("quote %+v", q)
		}
		price("evt_p4", "deleted", 3, 2500)
		price("evt_p3", "updated", 3, 2500)
		if q := quote(); q.Known {
			t.Errorf("a deleted price: %+v", q)
		}
	})
}
