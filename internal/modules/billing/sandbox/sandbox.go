// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package sandbox is a payment provider that takes no money: a look-alike of
// Stripe for demonstrations, development and tests, behind the same port (spec
// 06 §12, 07 §6).
//
// It keeps its sessions, customers and subscriptions in a table of its own, and
// tells of them by events in Stripe's JSON, signed like Stripe's and sent by a
// job to our own webhook: nothing takes a short cut. Its pages are in
// billingweb. It is never built in production.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/signature"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Provider is the sandbox.
type Provider struct {
	DB      *database.DB
	IDs     *ids.Generator
	Outbox  *outbox.Outbox
	SiteURL string
	Secret  string // signs events
	Now     func() time.Time

	// Random gives an unguessable text for the addresses of pages.
	Random func() string
	// Send posts an event to our webhook.
	Send func(ctx context.Context, payload []byte, signature string) error
}

var _ billing.Provider = (*Provider)(nil)

// The addresses of the sandbox's pages; an id follows.
const (
	PayPath    = "/sandbox/pay/"
	PortalPath = "/sandbox/portal/"
)

// Read implements billing.Provider.
func (p *Provider) Read(payload []byte, header string) (billing.Event, error) {
	if err := signature.Check(payload, header, p.Secret, p.Now()); err != nil {
		return billing.Event{}, err
	}
	return billing.ParseEvent(payload)
}

// Catalogue implements billing.Provider: the offers of the platform at the
// prices of the sandbox, the free ones for nothing.
func (p *Provider) Catalogue(context.Context) (billing.Catalogue, error) {
	list, err := organisation.SandboxPrices()
	if err != nil {
		return billing.Catalogue{}, err
	}
	var c billing.Catalogue
	for _, offer := range organisation.WallOffers() {
		for _, known := range offer.Products {
			c.Products = append(c.Products, product(offer, known))
			c.Prices = append(c.Prices, prices(known.Reference, list[known.Reference])...)
		}
	}
	return c, nil
}

// endlessCeiling is what the catalogue says of the largest size (spec 06 §5.1).
const endlessCeiling = 9_999_999

func product(offer organisation.WallOffer, known organisation.WallProduct) billing.Product {
	about := map[string]string{"domain": "bw", "family": offer.Type, "genre": "any", "offer": "paid", "reference": known.Reference}
	name := offer.Name
	if offer.Free {
		about["offer"] = "free"
	}
	if known.Size != "" {
		ceiling := known.Ceiling
		if ceiling == 0 {
			ceiling = endlessCeiling
		}
		about["genre"], about["maximum"] = known.Size, fmt.Sprint(ceiling)
		name += " – " + known.Size
	}
	return billing.Product{
		ID: "prod_sandbox_" + slug(known.Reference), Name: name, Active: true, Metadata: about,
		DefaultPrice: priceID(known.Reference, billing.Monthly),
	}
}

func prices(reference string, known organisation.WallPrice) []billing.Price {
	monthly := billing.Price{
		ID: priceID(reference, billing.Monthly), ProductID: "prod_sandbox_" + slug(reference), UnitCents: known.Monthly.Cents,
		Currency: "EUR", Active: true, Cycle: billing.Monthly, TaxBehavior: "exclusive",
	}
	annual := monthly
	annual.ID, annual.UnitCents, annual.Cycle = priceID(reference, billing.Annual), known.Annual.Cents, billing.Annual
	for _, t := range known.Tiers {
		monthly.TiersMode, annual.TiersMode = billing.Volume, billing.Volume
		monthly.Tiers = append(monthly.Tiers, billing.Tier{UpTo: t.UpTo, Unit: t.Monthly.Cents})
		annual.Tiers = append(annual.Tiers, billing.Tier{UpTo: t.UpTo, Unit: t.Annual.Cents})
	}
	return []billing.Price{monthly, annual}
}

func priceID(reference string, cycle billing.Cycle) string {
	return "price_sandbox_" + slug(reference) + "_" + string(cycle)
}

// slug writes a reference as the provider's ids are written.
func slug(reference string) string { return strings.NewReplacer("&", "", "-", "_").Replace(reference) }

// NewCheckout implements billing.Checkouts.
func (p *Provider) NewCheckout(ctx context.Context, c billing.Checkout) (billing.Session, error) {
	s := Session{ID: "cs_test_" + p.Random(), Checkout: c, Status: open}
	if c.CustomerID != "" {
		customer, err := read[Customer](ctx, p.DB.Writer(), c.CustomerID)
		if err != nil {
			return billing.Session{}, err
		}
		s.CustomerID, s.Checkout.PayerEmail = customer.ID, customer.Email
	}
	if err := p.write(ctx, p.DB.Writer(), kindSession, s.ID, "", s); err != nil {
		return billing.Session{}, err
	}
	return billing.Session{ID: s.ID, URL: p.SiteURL + PayPath + s.ID}, nil
}

// EndCheckout implements billing.Checkouts.
func (p *Provider) EndCheckout(ctx context.Context, id string) error {
	return p.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		s, err := p.lockedSession(ctx, tx, id)
		if err != nil {
			return err
		}
		if s.Status == complete {
			return billing.ErrPaid
		}
		s.Status = expired
		return p.write(ctx, tx, kindSession, s.ID, "", s)
	})
}

// Portal implements billing.Checkouts.
func (p *Provider) Portal(ctx context.Context, customerID, returnURL string) (string, error) {
	if _, err := read[Customer](ctx, p.DB.Writer(), customerID); err != nil {
		return "", err
	}
	portal := Portal{ID: "bps_test_" + p.Random(), CustomerID: customerID, ReturnURL: returnURL}
	if err := p.write(ctx, p.DB.Writer(), kindPortal, portal.ID, "", portal); err != nil {
		return "", err
	}
	return p.SiteURL + PortalPath + portal.ID, nil
}

// Subscription implements billing.Ledger.
func (p *Provider) Subscription(ctx context.Context, id string) (billing.SubscriptionFacts, error) {
	s, err := read[Subscription](ctx, p.DB.Writer(), id)
	if err != nil {
		return billing.SubscriptionFacts{}, err
	}
	return billing.SubscriptionFacts{
		ID: s.ID, Status: s.Status, CustomerID: s.CustomerID, PriceID: s.PriceID, Quantity: s.Quantity,
		PeriodEnd: s.PeriodEnd, CancelsAtEnd: s.CancelsAtEnd, Paused: s.Paused,
	}, nil
}

// Customer implements billing.Ledger.
func (p *Provider) Customer(ctx context.Context, id string) (billing.CustomerFacts, error) {
	c, err := read[Customer](ctx, p.DB.Writer(), id)
	return billing.CustomerFacts(c), err
}

// ChangePlan implements billing.Ledger.
func (p *Provider) ChangePlan(ctx context.Context, id string, change billing.PlanChange) error {
	return p.change(ctx, id, func(s *Subscription) []happening {
		if change.PriceID != "" {
			s.PriceID = change.PriceID
		}
		s.Quantity = change.Quantity
		return []happening{{"customer.subscription.updated", s.object()}}
	})
}

// Cancel implements billing.Ledger.
func (p *Provider) Cancel(ctx context.Context, id string) error {
	err := p.change(ctx, id, (*Subscription).cancel)
	if errors.Is(err, errOver) {
		return nil
	}
	return err
}

// Return implements billing.Ledger: nothing was taken, nothing is given back.
func (p *Provider) Return(ctx context.Context, id string) error { return p.Cancel(ctx, id) }
