// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"errors"
)

// Provider is who takes the money: Stripe, or the sandbox that takes none.
// Its calls leave the process and are never made inside a transaction.
type Provider interface {
	Checkouts
	Ledger

	// Catalogue returns every product and price, inactive ones included.
	Catalogue(ctx context.Context) (Catalogue, error)
	// Read checks that payload was signed by the provider, lately, and reads
	// it; ErrForged otherwise.
	Read(payload []byte, signature string) (Event, error)
}

// Checkouts are the provider's own pages.
type Checkouts interface {
	// NewCheckout prepares a page on which somebody pays. ErrUnknown: the
	// customer does not exist any more.
	NewCheckout(ctx context.Context, c Checkout) (Session, error)
	// EndCheckout closes a page nobody may pay on any more. ErrPaid: somebody
	// has paid on it.
	EndCheckout(ctx context.Context, sessionID string) error
	// Portal prepares a page on which a customer changes or ends what it pays,
	// and returns its address. ErrUnknown as above.
	Portal(ctx context.Context, customerID, returnURL string) (string, error)
}

// Ledger is what the provider holds. ErrUnknown when it does not.
type Ledger interface {
	Subscription(ctx context.Context, id string) (SubscriptionFacts, error)
	Customer(ctx context.Context, id string) (CustomerFacts, error)
	// ChangePlan sets price and quantity of a subscription; repeating it does
	// no harm.
	ChangePlan(ctx context.Context, id string, change PlanChange) error
	// Cancel ends a subscription at once.
	Cancel(ctx context.Context, id string) error
	// Return ends a subscription at once and gives back what was paid for its
	// present period; one that is over is left alone.
	Return(ctx context.Context, id string) error
}

// The failures of a provider that callers tell apart.
var (
	ErrUnknown = errors.New("payment provider does not know this object")
	ErrForged  = errors.New("payment event without valid signature")
	ErrPaid    = errors.New("checkout is paid")
)

// Mode is what a checkout sells.
type Mode string

// The modes.
const (
	ForSubscription Mode = "subscription"
	ForPayment      Mode = "payment" // once
)

// Checkout is what somebody is to pay. Texts of Metadata travel with the
// session and with what it creates.
type Checkout struct {
	Mode       Mode
	PriceID    string
	Quantity   int64
	Reference  string // what the session is about: the id of a wall or purchase
	Metadata   map[string]string
	CustomerID string // or PayerEmail, never both
	PayerEmail string
	SuccessURL string
	CancelURL  string
	Lang       string // of the page: fr or en
}

// Session is a checkout that waits for somebody to pay.
type Session struct{ ID, URL string }

// PlanChange is the new price and quantity of a subscription.
type PlanChange struct {
	PriceID  string // "": the same
	Quantity int64
	// Prorate charges or credits the rest of the period; otherwise the change
	// counts from the next one (spec 07 §3, 06 §7.3).
	Prorate bool
}
