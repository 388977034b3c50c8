// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/businesswall/businesswallweb"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// wallRoutes are the pages of the Business Wall.
func (a *App) wallRoutes(sessions *web.Sessions) ui.Routes {
	return businesswallweb.Routes(businesswallweb.Needs{
		Walls: a.BusinessWalls, Checkout: wallCheckout{a.Billing}, Words: a.Vocabularies, Flash: sessions.Flash,
	})
}

// wallCheckout is billing as the pages of the Business Wall see it.
type wallCheckout struct{ *billing.Service }

var _ businesswallweb.Checkout = wallCheckout{}

func cycleOf(annual bool) billing.Cycle {
	if annual {
		return billing.Annual
	}
	return billing.Monthly
}

// Quote implements businesswallweb.Checkout.
func (c wallCheckout) Quote(ctx context.Context, wallType string, quantity int64, annual bool) (businesswallweb.Quote, error) {
	q, err := c.Service.Quote(ctx, wallType, quantity, cycleOf(annual))
	return businesswallweb.Quote{
		Product: q.Name, Free: q.Free, Known: q.Known, Quantity: q.Quantity, Net: q.Net, Tax: q.Tax, Gross: q.Gross,
	}, err
}

// Start implements businesswallweb.Checkout.
func (c wallCheckout) Start(ctx context.Context, by access.Actor, p businesswallweb.Purchase) (string, error) {
	return c.StartCheckout(ctx, by, billing.Order{
		WallID: p.WallID, Quantity: p.Quantity, Cycle: cycleOf(p.Annual), TermsAccepted: p.Accepted, TermsVersion: p.Version,
		PayerEmail: p.PayerEmail, SuccessPath: p.SuccessPath, CancelPath: p.CancelPath,
	})
}

// Portal implements businesswallweb.Checkout.
func (c wallCheckout) Portal(ctx context.Context, by access.Actor, wallID int64, back string) (string, error) {
	return c.PortalURL(ctx, by, wallID, back)
}

// Standing implements businesswallweb.Checkout.
func (c wallCheckout) Standing(ctx context.Context, wallID int64) (businesswallweb.Standing, error) {
	s, err := c.Status(ctx, wallID)
	product, free := productOf(s.Reference)
	return businesswallweb.Standing{
		Status: string(s.Status), Product: product, Free: free, Measure: s.Measure, Quantity: s.Quantity, Net: s.Net, Annual: s.Cycle == billing.Annual,
		PeriodEnd: s.PeriodEnd, CancelsAtEnd: s.CancelsAtEnd, SuspendsAt: s.SuspendsAt, InvoiceURL: s.InvoiceURL, HasPortal: s.HasPortal,
	}, err
}

// productOf is what a reference is called, and whether it costs nothing.
func productOf(reference string) (name string, free bool) {
	for _, offer := range organisation.WallOffers() {
		for _, p := range offer.Products {
			switch {
			case p.Reference != reference:
			case p.Size == "":
				return offer.Name, offer.Free
			default:
				return offer.Name + " – " + p.Size, offer.Free
			}
		}
	}
	return reference, false
}

// Recommendation implements businesswallweb.Checkout.
func (c wallCheckout) Recommendation(ctx context.Context, by access.Actor, wallID int64) (businesswallweb.Recommendation, error) {
	s, err := c.Status(ctx, wallID)
	if err != nil || s.Declared == 0 || s.Status != billing.Active && s.Status != billing.PastDue {
		return businesswallweb.Recommendation{}, err
	}
	r, err := c.Recommend(ctx, by, wallID, s.Declared)
	product, _ := productOf(r.Recommended.Reference)
	return businesswallweb.Recommendation{
		Change: r.Change, Employees: s.Declared, Product: product, Old: r.Current.Net, New: r.Recommended.Net, Annual: s.Cycle == billing.Annual,
	}, err
}

// Switch implements businesswallweb.Checkout.
func (c wallCheckout) Switch(ctx context.Context, by access.Actor, wallID int64) error {
	s, err := c.Status(ctx, wallID)
	if err != nil || s.Declared == 0 {
		return err
	}
	return c.SwitchPlan(ctx, by, wallID, s.Declared)
}

// Details implements businesswallweb.Checkout.
func (c wallCheckout) Details(ctx context.Context, organisationID int64) (businesswallweb.Details, error) {
	d, err := c.BillingDetails(ctx, organisationID)
	var lines []string
	for _, line := range []string{d.AddressLine1, d.AddressLine2, strings.TrimSpace(d.PostalCode + " " + d.City), d.Country} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return businesswallweb.Details{Email: d.Email, VATNumber: d.VATNumber, Address: strings.Join(lines, ", ")}, err
}
