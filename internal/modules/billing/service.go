// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/money"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Needs is what the service stands on. Provider is nil where nothing is sold:
// every flow then says so.
type Needs struct {
	DB       *database.DB
	IDs      *ids.Generator
	Outbox   *outbox.Outbox
	Walls    Walls
	Provider Provider
	SiteURL  string
	Log      *slog.Logger
	Now      func() time.Time
}

// Service is what organisations do about what they pay, and what the provider
// tells of it.
type Service struct{ Needs }

// New returns the service.
func New(n Needs) *Service { return &Service{Needs: n} }

var (
	errUnavailable     = errs.New(errs.Unavailable, "billing.unavailable")
	errNoPrice         = errs.New(errs.Unavailable, "billing.no_price")
	errNotManager      = errs.New(errs.Forbidden, "billing.not_manager")
	errTerms           = &errs.Error{Kind: errs.Invalid, Message: "billing.terms_missing", Field: "cgv"}
	errAlreadyActive   = errs.New(errs.Conflict, "billing.already_active")
	errInProgress      = errs.New(errs.Conflict, "billing.in_progress")
	errOver            = errs.New(errs.Conflict, "billing.over")
	errNoCustomer      = errs.New(errs.Conflict, "billing.no_customer")
	errCustomerUnknown = errs.New(errs.Conflict, "billing.customer_unknown")
	errUsePortal       = errs.New(errs.Conflict, "billing.use_portal")
	errNoSubscription  = errs.New(errs.Conflict, "billing.no_subscription")
)

// Standing is a subscription as its managers see it.
type Standing struct {
	Status       Status // "" when there is none
	Reference    string
	Measure      organisation.Measure
	Quantity     int64
	Declared     int64 // employees declared since; 0: none
	Cycle        Cycle
	Net          money.Amount // per cycle, before tax
	PastDueSince time.Time
	SuspendsAt   time.Time // zero unless past due
	SuspendedFor string    // "", or one of the Suspended constants
	PeriodEnd    time.Time
	CancelsAtEnd bool
	InvoiceURL   string
	HasPortal    bool // the provider knows the customer
	Contact      Contact
}

// Status returns where the subscription of a wall stands. Who may see it is the
// caller's business: the dashboard is for managers.
func (s *Service) Status(ctx context.Context, wallID int64) (Standing, error) {
	found, err := subscriptionOf(ctx, s.DB.Reader(), wallID)
	if err != nil || found == nil {
		return Standing{}, err
	}
	customer, err := s.customerOf(ctx, s.DB.Reader(), found)
	if err != nil {
		return Standing{}, err
	}
	standing := Standing{
		Status: found.Status, Reference: found.Reference, Measure: organisation.Measure(found.Measure), Quantity: found.Quantity, Declared: found.Declared,
		Cycle: found.Cycle, Net: found.net(), PastDueSince: found.PastDueSince, SuspendedFor: found.SuspendedFor,
		PeriodEnd: found.PeriodEnd, CancelsAtEnd: found.CancelsAtEnd, InvoiceURL: found.InvoiceURL,
		HasPortal: s.Provider != nil && customer != "", Contact: found.Contact,
	}
	if found.Status == PastDue && !found.PastDueSince.IsZero() {
		standing.SuspendsAt = found.suspendsAt()
	}
	return standing, nil
}

// BillingDetails is what invoices say of an organisation, as the provider
// knows it; empty when it does not.
func (s *Service) BillingDetails(ctx context.Context, organisationID int64) (Details, error) {
	found, err := detailsOf(ctx, s.DB.Reader(), organisationID)
	if err != nil || found == nil {
		return Details{}, err
	}
	return *found, nil
}

// customerOf is the provider's customer: the organisation, else what the
// subscription remembers.
func (s *Service) customerOf(ctx context.Context, db bun.IDB, sub *Subscription) (string, error) {
	var id string
	err := db.NewRaw(
		"SELECT coalesce(max(d.customer_id), '') FROM business_walls bw JOIN billing_details d ON d.organisation_id = bw.organisation_id WHERE bw.id = ?",
		sub.WallID).Scan(ctx, &id)
	if err != nil {
		return "", fmt.Errorf("read the customer of wall %d: %w", sub.WallID, err)
	}
	if id == "" {
		id = sub.CustomerID
	}
	return id, nil
}

// wallFor reads a wall that by may manage: as an accepted owner or manager, as
// its recorded owner while there is none, or as an administrator unless admins
// is false (spec 07 §5.4, §12).
func (s *Service) wallFor(ctx context.Context, db bun.IDB, by access.Actor, wallID int64, admins bool) (*organisation.Wall, error) {
	wall, err := wallByID(ctx, db, wallID)
	if err != nil {
		return nil, err
	}
	if by.UserID != 0 && by.Admin && admins {
		return wall, nil
	}
	managed, mine, err := managersOf(ctx, db, wallID, by.UserID)
	switch {
	case err != nil:
		return nil, err
	case mine, !managed && by.UserID != 0 && wall.OwnerID == by.UserID:
		return wall, nil
	}
	return nil, errNotManager
}

// page is the absolute address of one of our pages.
func (s *Service) page(path string) string { return strings.TrimSuffix(s.SiteURL, "/") + path }

// settle saves what has become of a subscription and has its wall follow, in
// the transaction of the change.
func (s *Service) settle(ctx context.Context, tx bun.Tx, before, after *Subscription) error {
	after.ModifiedAt = s.Now().UTC()
	list := moves(*before, *after)
	if slices.Contains(list, moveSuspend) || slices.Contains(list, moveReactivate) {
		after.tellAt(after.AppliedAt)
	}
	if err := updateSubscription(ctx, tx, after); err != nil {
		return err
	}
	for _, m := range list {
		if err := s.move(ctx, tx, m, after); err != nil {
			return fmt.Errorf("move wall %d: %w", after.WallID, err)
		}
		if m == moveActivate && after.Status.isOver() {
			return nil // it could not open
		}
	}
	return nil
}
