// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/money"
)

// Status is where a subscription stands (spec 07 §5.2).
type Status string

// The statuses. Cancelled and expired ones are over for ever.
const (
	Pending   Status = "pending"
	Active    Status = "active"
	PastDue   Status = "past_due"
	Cancelled Status = "cancelled"
	Expired   Status = "expired"
)

// isOver reports whether nothing follows any more.
func (s Status) isOver() bool { return s == Cancelled || s == Expired }

// Why a wall is suspended.
const (
	SuspendedUnpaid  = "unpaid"  // the provider gave up being paid
	SuspendedPaused  = "paused"  // the customer asked
	SuspendedOverdue = "overdue" // past due for longer than the days of grace
)

// Subscription is what an organisation pays for a Business Wall (spec 07 §4.3,
// 06 §3.8).
type Subscription struct {
	bun.BaseModel `bun:"table:subscriptions,alias:s"`

	ID              int64 `bun:",pk"`
	WallID          int64
	Status          Status
	Measure         string // what the quantity counts: client_count, employee_count or ""
	Quantity        int64  // declared clients or employees
	Reference       string // of the product
	PriceID         string
	Cycle           Cycle
	NetCents        int64 // per cycle, before tax
	Currency        string
	CustomerID      string
	ProviderID      string `bun:",nullzero"` // the provider's subscription, once paid
	SessionID       string `bun:",nullzero"` // the last checkout
	SessionURL      string
	ProviderStatus  string
	SuspendedFor    string
	InvoiceURL      string `bun:"invoice_url"` // of the latest invoice
	CancelsAtEnd    bool
	PayerEmail      string
	Contact         Contact `bun:"type:jsonb"`
	TermsVersion    string
	TermsAcceptedAt time.Time `bun:",nullzero"`
	StartedAt       time.Time `bun:",nullzero"`
	PeriodEnd       time.Time `bun:",nullzero"`
	PastDueSince    time.Time `bun:",nullzero"` // first failure of the episode
	CancelledAt     time.Time `bun:",nullzero"`
	AppliedAt       time.Time `bun:",nullzero"` // instant of the newest event counted
	ToldAt          time.Time `bun:",nullzero"` // instant the wall was last told of its standing
	Declared        int64     // employees the wall declares now; 0: as subscribed
	CreatedAt       time.Time
	ModifiedAt      time.Time
}

// Contact is who the invoices are for, as given before the checkout.
type Contact struct {
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Company   string `json:"company,omitempty"`
	Address   string `json:"address,omitempty"`
	City      string `json:"city,omitempty"`
	ZipCode   string `json:"zip_code,omitempty"`
	Country   string `json:"country,omitempty"`
}

// net is the price per cycle before tax.
func (s *Subscription) net() money.Amount {
	return money.Amount{Cents: s.NetCents, Currency: money.Currency(s.Currency)}
}

// isRunning reports whether the provider charges for it.
func (s *Subscription) isRunning() bool { return s.Status == Active || s.Status == PastDue }

// IsOverdue reports whether the days of grace are over: the boundary counts as
// over, and without a first failure nothing is overdue (spec 07 §5.2).
func (s *Subscription) IsOverdue(now time.Time, graceDays int) bool {
	return s.Status == PastDue && !s.PastDueSince.IsZero() && !s.PastDueSince.After(overdueBefore(now, graceDays))
}

// suspendsAt is when the days of grace end.
func (s *Subscription) suspendsAt() time.Time { return s.PastDueSince.Add(GraceDays * day) }

// overdueBefore is the last instant of a first failure that is overdue.
func overdueBefore(now time.Time, graceDays int) time.Time {
	return now.UTC().Add(-time.Duration(graceDays) * day)
}

const day = 24 * time.Hour

// GraceDays is how long a wall stays active without being paid (spec 06 §2).
const GraceDays = 7
