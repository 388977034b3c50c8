// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"time"

	"github.com/uptrace/bun"
)

// Event is something the provider told, read and verified.
type Event struct {
	bun.BaseModel `bun:"table:billing_events,alias:be"`

	ID         string `bun:",pk"`
	Kind       string // the provider's name, as invoice.payment_failed
	Object     string // whose history it belongs to: a subscription or customer
	Facts      Facts  `bun:"type:jsonb"`
	Outcome    Outcome
	HappenedAt time.Time
	ReceivedAt time.Time
}

// Facts are what an event says; one of them is filled.
type Facts struct {
	Session      *SessionFacts      `json:"session,omitempty"`
	Subscription *SubscriptionFacts `json:"subscription,omitempty"`
	Invoice      *InvoiceFacts      `json:"invoice,omitempty"`
	Customer     *CustomerFacts     `json:"customer,omitempty"`
	Product      *Product           `json:"product,omitempty"`
	Price        *Price             `json:"price,omitempty"`
}

// SessionFacts are a checkout as the provider tells of it.
type SessionFacts struct {
	ID             string `json:"id"`
	Mode           Mode   `json:"mode"`
	WallID         int64  `json:"wall_id,string,omitempty"` // 0: names none
	CustomerID     string `json:"customer_id"`
	SubscriptionID string `json:"subscription_id"`
	Paid           bool   `json:"paid"` // or nothing to pay
	Expired        bool   `json:"expired,omitempty"`
}

// SubscriptionFacts are a subscription as the provider tells of it.
type SubscriptionFacts struct {
	ID           string    `json:"id"`
	Status       string    `json:"status"`
	WallID       int64     `json:"wall_id,string,omitempty"`
	CustomerID   string    `json:"customer_id"`
	PriceID      string    `json:"price_id"`
	Quantity     int64     `json:"quantity"`
	PeriodEnd    time.Time `json:"period_end,omitzero"`
	CancelsAtEnd bool      `json:"cancels_at_end"`
	Paused       bool      `json:"paused"`
}

// The statuses of a subscription at the provider that count here.
const (
	providerActive     = "active"
	providerTrialing   = "trialing"
	providerPastDue    = "past_due"
	providerUnpaid     = "unpaid"
	providerPaused     = "paused"
	providerCancelled  = "canceled"
	providerIncomplete = "incomplete_expired"
)

// InvoiceFacts are an attempt to be paid.
type InvoiceFacts struct {
	SubscriptionID string `json:"subscription_id"`
	CustomerID     string `json:"customer_id"`
	Paid           bool   `json:"paid"`
	URL            string `json:"url"`
}

// CustomerFacts are what the provider prints on invoices. What it does not say
// is empty, and erases nothing (spec 06 §8).
type CustomerFacts struct {
	ID         string `json:"id"`
	Email      string `json:"email"`
	VATNumber  string `json:"vat_number"`
	Line1      string `json:"line1"`
	Line2      string `json:"line2"`
	PostalCode string `json:"postal_code"`
	City       string `json:"city"`
	Country    string `json:"country"`
	Deleted    bool   `json:"deleted,omitempty"`
}

// Outcome is what became of an event.
type Outcome string

// The outcomes.
const (
	Applied   Outcome = "applied"
	Waiting   Outcome = "waiting"   // of a subscription or customer not known yet
	Ignored   Outcome = "ignored"   // of no interest, or naming nothing of ours
	Duplicate Outcome = "duplicate" // told before, or a second payment of one wall
)
