// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package stripepay

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/stripe/stripe-go/v85"

	"aipress24.com/aipress24/internal/modules/billing"
)

// pageSize is how many objects Stripe returns at once, at most.
const pageSize = 100

// Catalogue implements billing.Provider.
func (p *Provider) Catalogue(ctx context.Context) (billing.Catalogue, error) {
	var c billing.Catalogue
	products := &stripe.ProductListParams{}
	products.Limit = stripe.Int64(pageSize)
	for found, err := range p.client.V1Products.List(ctx, products).All(ctx) {
		if err != nil {
			return c, fmt.Errorf("list products: %w", err)
		}
		c.Products = append(c.Products, product(found))
	}
	prices := &stripe.PriceListParams{Expand: []*string{stripe.String("data.tiers")}}
	prices.Limit = stripe.Int64(pageSize)
	for found, err := range p.client.V1Prices.List(ctx, prices).All(ctx) {
		if err != nil {
			return c, fmt.Errorf("list prices: %w", err)
		}
		c.Prices = append(c.Prices, price(found))
	}
	return c, nil
}

func product(p *stripe.Product) billing.Product {
	found := billing.Product{ID: p.ID, Name: p.Name, Active: p.Active && !p.Deleted, Metadata: p.Metadata}
	if p.DefaultPrice != nil {
		found.DefaultPrice = p.DefaultPrice.ID
	}
	return found
}

func price(p *stripe.Price) billing.Price {
	found := billing.Price{
		ID: p.ID, UnitCents: p.UnitAmount, Currency: strings.ToUpper(string(p.Currency)), Active: p.Active && !p.Deleted,
		TiersMode: string(p.TiersMode), TaxBehavior: string(p.TaxBehavior), Nickname: p.Nickname, Metadata: p.Metadata,
	}
	if p.Product != nil {
		found.ProductID = p.Product.ID
	}
	if p.Recurring != nil {
		found.Cycle = billing.CycleOf(string(p.Recurring.Interval))
	}
	for _, t := range p.Tiers {
		found.Tiers = append(found.Tiers, billing.Tier{UpTo: t.UpTo, Unit: t.UnitAmount, Flat: t.FlatAmount})
	}
	return found
}

func subscriptionFacts(s *stripe.Subscription) billing.SubscriptionFacts {
	facts := billing.SubscriptionFacts{
		ID: s.ID, Status: string(s.Status), CancelsAtEnd: s.CancelAtPeriodEnd,
		Paused: s.PauseCollection != nil || s.Status == stripe.SubscriptionStatusPaused, Quantity: 1,
	}
	if s.Customer != nil {
		facts.CustomerID = s.Customer.ID
	}
	if s.Items == nil || len(s.Items.Data) == 0 {
		return facts
	}
	item := s.Items.Data[0]
	facts.Quantity = max(item.Quantity, 1)
	if item.Price != nil {
		facts.PriceID = item.Price.ID
	}
	if item.CurrentPeriodEnd > 0 {
		facts.PeriodEnd = time.Unix(item.CurrentPeriodEnd, 0).UTC()
	}
	return facts
}

func customerFacts(c *stripe.Customer) billing.CustomerFacts {
	facts := billing.CustomerFacts{ID: c.ID, Email: c.Email, Deleted: c.Deleted}
	if a := c.Address; a != nil {
		facts.Line1, facts.Line2, facts.PostalCode, facts.City, facts.Country = a.Line1, a.Line2, a.PostalCode, a.City, a.Country
	}
	if c.TaxIDs == nil {
		return facts
	}
	for _, id := range c.TaxIDs.Data {
		if facts.VATNumber == "" && strings.HasSuffix(string(id.Type), "_vat") {
			facts.VATNumber = id.Value
		}
	}
	return facts
}
