// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/money"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Checkout is what these pages need of billing; internal/app joins them.
type Checkout interface {
	// Quote returns what a type costs for a quantity.
	Quote(ctx context.Context, wallType string, quantity int64, annual bool) (Quote, error)
	// Start prepares the provider's page on which a draft wall is paid, and
	// returns its address.
	Start(ctx context.Context, by access.Actor, p Purchase) (string, error)
	// Portal returns the address of the provider's page on which a subscription
	// is managed; it leads back to a path of ours.
	Portal(ctx context.Context, by access.Actor, wallID int64, back string) (string, error)
	// Standing returns where the subscription of a wall stands.
	Standing(ctx context.Context, wallID int64) (Standing, error)
	// Recommendation compares what is paid with what the headcount that the wall
	// declares now asks for; the zero value when nothing is to change.
	Recommendation(ctx context.Context, by access.Actor, wallID int64) (Recommendation, error)
	// Switch follows the recommendation from the next period on.
	Switch(ctx context.Context, by access.Actor, wallID int64) error
	// Details returns the address to which an organisation is billed, as the
	// provider knows it; the zero value when it knows none.
	Details(ctx context.Context, organisationID int64) (Details, error)
}

// Quote is what somebody would pay, before and after tax.
type Quote struct {
	Product  string
	Free     bool
	Known    bool // false: on request
	Quantity int64
	Net      money.Amount
	Tax      money.Amount // estimated
	Gross    money.Amount
}

// Purchase is a draft wall about to be paid.
type Purchase struct {
	WallID      int64
	Quantity    int64
	Annual      bool
	Accepted    bool // the terms, in this attempt
	Version     string
	PayerEmail  string
	SuccessPath string
	CancelPath  string
}

// Standing is where a subscription stands. Without one, it is the zero value.
type Standing struct {
	Status       string // pending, active, past_due, cancelled, expired or ""
	Product      string
	Measure      organisation.Measure
	Quantity     int64 // clients or employees, when the price depends on them
	Free         bool
	Net          money.Amount // per period
	Annual       bool
	PeriodEnd    time.Time
	CancelsAtEnd bool
	SuspendsAt   time.Time // zero unless past due
	InvoiceURL   string    // of the latest invoice, or ""
	HasPortal    bool
}

// Recommendation is another product than the one paid, for the headcount that
// a wall declares.
type Recommendation struct {
	Change    bool
	Employees int64
	Product   string
	Old       money.Amount // per period, before tax
	New       money.Amount
	Annual    bool
}

// Details is where the provider sends its invoices.
type Details struct {
	Email     string
	VATNumber string
	Address   string
}
