// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package sandbox

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/modules/billing/signature"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Happened is recorded when the sandbox has something to tell; a job sends it.
type Happened struct {
	EventID string `json:"event_id"`
}

// Kind names the event in the outbox.
func (Happened) Kind() string { return "sandbox.happened" }

// Subscribe has the sandbox's events sent by jobs.
func (p *Provider) Subscribe(r *outbox.Registry) {
	outbox.On(r, "sandbox", func(ctx context.Context, e Happened, _ outbox.Meta) error {
		return p.Deliver(ctx, e.EventID)
	})
}

// happening is an event before it has an id: a kind and an object, in the words
// of Stripe.
type happening struct {
	kind   string
	object map[string]any
}

// tell keeps events and has them sent once the transaction is committed.
func (p *Provider) tell(ctx context.Context, tx bun.Tx, list []happening) error {
	for _, h := range list {
		payload := p.payload(h, p.Now())
		id, _ := payload["id"].(string)
		if err := p.write(ctx, tx, kindEvent, id, "", payload); err != nil {
			return err
		}
		if err := p.Outbox.Record(ctx, tx, Happened{EventID: id}); err != nil {
			return err
		}
	}
	return nil
}

// Deliver sends an event to our webhook, signed now. Sent twice, it has no
// second effect: that is the webhook's business.
func (p *Provider) Deliver(ctx context.Context, eventID string) error {
	payload, err := read[json.RawMessage](ctx, p.DB.Writer(), eventID)
	if err != nil {
		return fmt.Errorf("send the sandbox's event: %w", err)
	}
	if err := p.Send(ctx, payload, signature.Sign(payload, p.Secret, p.Now())); err != nil {
		return fmt.Errorf("send the sandbox's event: %w", err)
	}
	return nil
}

// object is the subscription in Stripe's words.
func (s *Subscription) object() map[string]any {
	o := map[string]any{
		"id": s.ID, "object": "subscription", "status": s.Status, "customer": s.CustomerID, "metadata": s.Metadata,
		"cancel_at_period_end": s.CancelsAtEnd,
		"items": map[string]any{"data": []any{map[string]any{
			"quantity": s.Quantity, "current_period_end": s.PeriodEnd.Unix(), "price": map[string]any{"id": s.PriceID},
		}}},
	}
	if s.Paused {
		o["pause_collection"] = map[string]any{"behavior": "void"}
	}
	return o
}

// invoice is an invoice of the subscription in Stripe's words.
func (s *Subscription) invoice(paid bool) happening {
	kind, status := "invoice.payment_succeeded", "paid"
	if !paid {
		kind, status = "invoice.payment_failed", "open"
	}
	return happening{kind, map[string]any{
		"object": "invoice", "customer": s.CustomerID, "status": status,
		"parent": map[string]any{"subscription_details": map[string]any{"subscription": s.ID}},
	}}
}

// object is the customer in Stripe's words.
func (c Customer) object() map[string]any {
	o := map[string]any{
		"id": c.ID, "object": "customer", "email": c.Email,
		"address": map[string]any{"line1": c.Line1, "line2": c.Line2, "postal_code": c.PostalCode, "city": c.City, "country": c.Country},
	}
	if c.VATNumber != "" {
		o["tax_ids"] = map[string]any{"data": []any{map[string]any{"type": "eu_vat", "value": c.VATNumber}}}
	}
	return o
}

// object is the session in Stripe's words.
func (s Session) object() map[string]any {
	o := map[string]any{
		"id": s.ID, "object": "checkout.session", "mode": s.Checkout.Mode, "client_reference_id": s.Checkout.Reference,
		"metadata": s.Checkout.Metadata, "customer": s.CustomerID, "status": s.Status, "payment_status": "paid", "currency": "eur",
	}
	if s.SubscriptionID != "" {
		o["subscription"] = s.SubscriptionID
	}
	return o
}
