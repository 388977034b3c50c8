// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/modules/billing"
)

// Past is a subscription that was paid here before, for worlds that begin in
// the middle of things.
type Past struct {
	WallID    int64
	Payer     Payer
	PriceID   string
	Quantity  int64 // bought
	IsAnnual  bool
	PaidAt    time.Time // first payment
	FailedAt  time.Time // first failure of the present episode; zero: none
	GaveUpAt  time.Time // when the sandbox stopped trying; zero: it tries
	EndsAfter bool      // cancelled at the end of the period
}

// periods returns the beginning and the end of the period now is in.
func (b *Past) periods(now time.Time) (begins, ends time.Time) {
	months := 1
	if b.IsAnnual {
		months = 12
	}
	begins, ends = b.PaidAt, b.PaidAt.AddDate(0, months, 0)
	for i := 2; ends.Before(now); i++ {
		begins, ends = ends, b.PaidAt.AddDate(0, i*months, 0)
	}
	return begins, ends
}

// Recall writes a past down as if it had happened here, and returns the id of
// the subscription and all that would have been told of it. Nothing is sent:
// who asks keeps it.
func (p *Provider) Recall(ctx context.Context, tx bun.Tx, b Past) (string, []billing.Event, error) {
	customer := Customer{
		ID: "cus_test_" + p.Random(), Email: b.Payer.Email, VATNumber: b.Payer.VATNumber,
		Line1: b.Payer.Line1, PostalCode: b.Payer.PostalCode, City: b.Payer.City, Country: "FR",
	}
	wall := strconv.FormatInt(b.WallID, 10)
	sub := &Subscription{
		ID: "sub_test_" + p.Random(), CustomerID: customer.ID, Status: "active", PriceID: b.PriceID, Quantity: max(b.Quantity, 1),
		Metadata: map[string]string{"bw_id": wall},
	}
	session := Session{
		ID: "cs_test_" + p.Random(), Status: complete, CustomerID: customer.ID, SubscriptionID: sub.ID,
		Checkout: billing.Checkout{Mode: billing.ForSubscription, Reference: wall, Metadata: sub.Metadata, PriceID: b.PriceID, Quantity: sub.Quantity},
	}
	var told []billing.Event
	for _, d := range b.course(p.Now().UTC().Truncate(time.Second), customer, sub, session) {
		e, err := p.account(d.happening, d.at)
		if err != nil {
			return "", nil, err
		}
		told = append(told, e)
	}
	return sub.ID, told, p.keep(ctx, tx, customer, *sub, session)
}

// dated is a happening and its instant.
type dated struct {
	happening

	at time.Time
}

// course lives the past through until now: sub ends up as it stands.
func (b *Past) course(now time.Time, customer Customer, sub *Subscription, session Session) []dated {
	var list []dated
	add := func(at time.Time, what ...happening) {
		for _, h := range what {
			list = append(list, dated{h, at})
		}
	}
	renewed, ends := b.periods(now)
	sub.PeriodEnd = ends
	add(b.PaidAt, happening{"customer.updated", customer.object()}, happening{"customer.subscription.created", sub.object()},
		sub.invoice(true), happening{"checkout.session.completed", session.object()})
	if renewed.After(b.PaidAt) && b.FailedAt.IsZero() {
		sub.CancelsAtEnd = b.EndsAfter
		add(renewed, sub.invoice(true), happening{"customer.subscription.updated", sub.object()})
	}
	if !b.FailedAt.IsZero() {
		add(b.FailedAt, sub.act(FailPayment)...)
	}
	if !b.GaveUpAt.IsZero() {
		add(b.GaveUpAt, sub.act(GiveUp)...)
	}
	return list
}

// keep writes what a payment has made.
func (p *Provider) keep(ctx context.Context, tx bun.Tx, customer Customer, sub Subscription, session Session) error {
	if err := p.write(ctx, tx, kindCustomer, customer.ID, "", customer); err != nil {
		return err
	}
	if err := p.write(ctx, tx, kindSubscription, sub.ID, customer.ID, sub); err != nil {
		return err
	}
	return p.write(ctx, tx, kindSession, session.ID, "", session)
}

// account is what our webhook would have read of a happening.
func (p *Provider) account(h happening, at time.Time) (billing.Event, error) {
	payload, err := json.Marshal(p.payload(h, at))
	if err != nil {
		return billing.Event{}, fmt.Errorf("recall a past: %w", err)
	}
	return billing.ParseEvent(payload)
}

// payload is a happening in Stripe's words, with an id in the order of
// creation.
func (p *Provider) payload(h happening, at time.Time) map[string]any {
	return map[string]any{
		"id": fmt.Sprintf("evt_%019d", p.IDs.Next()), "object": "event", "type": h.kind, "created": at.Unix(), "livemode": false,
		"data": map[string]any{"object": h.object},
	}
}
