// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/money"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Catalogue is the provider's products and prices.
type Catalogue struct {
	Products []Product
	Prices   []Price
}

// Offer is a type of Business Wall with what it costs.
type Offer struct {
	Type  string
	Name  string
	Free  bool
	By    organisation.Measure
	Plans []Plan // smallest first
}

// Plan is a product of an offer.
type Plan struct {
	Reference string
	Name      string
	Size      string // Solo, TPE, PME, ETI, GE, or ""
	Ceiling   int64  // most employees; 0: no end
	Monthly   Tariff
	Annual    Tariff
}

// Tariff is a plan's price for a cycle, before tax.
type Tariff struct {
	Known   bool
	PriceID string
	Unit    money.Amount // of one unit; with tiers, of the first
	Tiers   []Tier
	price   Price
}

// Quote is what somebody would pay.
type Quote struct {
	WallType         string
	Reference        string
	Size             string
	Name             string
	PriceID          string
	Free             bool
	Known            bool // false: the catalogue has no such price, "sur demande"
	By               organisation.Measure
	Quantity         int64 // declared
	CheckoutQuantity int64 // bought
	Cycle            Cycle
	Net              money.Amount
	Tax              money.Amount // estimated; the provider computes the real one
	Gross            money.Amount
}

// estimatedVAT is in ten-thousandths (spec 06 §2).
const estimatedVAT = 2_000

// offer returns the offer of a type that may be chosen (spec 07 §3).
func (c Catalogue) offer(wallType string) (Offer, bool) {
	for _, o := range organisation.WallOffers() {
		if o.Type == wallType {
			return c.priced(o), true
		}
	}
	return Offer{}, false
}

// Offers returns every type that may be chosen, in the order they are shown.
func (c Catalogue) Offers() []Offer {
	known := organisation.WallOffers()
	offers := make([]Offer, len(known))
	for i, o := range known {
		offers[i] = c.priced(o)
	}
	return offers
}

// priced finds the products of an offer. Ceilings are those of the catalogue,
// where they may change (spec 07 §6.1).
func (c Catalogue) priced(o organisation.WallOffer) Offer {
	offer := Offer{Type: o.Type, Name: o.Name, Free: o.Free, By: o.By}
	for _, p := range c.Products {
		if !p.Active || !strings.EqualFold(p.Meta("domain"), "bw") {
			continue
		}
		at := slices.IndexFunc(o.Products, func(known organisation.WallProduct) bool { return known.Reference == p.Reference() })
		if at < 0 {
			continue
		}
		offer.Plans = append(offer.Plans, Plan{
			Reference: p.Reference(), Name: p.Name, Size: o.Products[at].Size, Ceiling: p.Ceiling(),
			Monthly: c.tariff(p, Monthly), Annual: c.tariff(p, Annual),
		})
	}
	slices.SortStableFunc(offer.Plans, func(a, b Plan) int {
		return cmp.Or(cmp.Compare(a.end(), b.end()), cmp.Compare(a.Reference, b.Reference))
	})
	return offer
}

// end is the ceiling for sorting: no end comes last.
func (p Plan) end() int64 {
	if p.Ceiling == 0 {
		return math.MaxInt64
	}
	return p.Ceiling
}

// tariff is the product's price for a cycle: its default price when that is of
// the cycle, else the first active one.
func (c Catalogue) tariff(p Product, cycle Cycle) Tariff {
	var found *Price
	for i, price := range c.Prices {
		if price.ProductID != p.ID || !price.Active || price.Cycle != cycle {
			continue
		}
		if found == nil || price.ID == p.DefaultPrice {
			found = &c.Prices[i]
		}
	}
	if found == nil {
		return Tariff{}
	}
	return Tariff{Known: true, PriceID: found.ID, Unit: found.Total(1), Tiers: found.Tiers, price: *found}
}

// plan chooses by headcount: the smallest ceiling that holds it, else the
// largest (spec 06 §5.4).
func (o Offer) plan(quantity int64) (Plan, bool) {
	if len(o.Plans) == 0 {
		return Plan{}, false
	}
	if o.By != organisation.Employees {
		return o.Plans[0], true
	}
	for _, p := range o.Plans {
		if p.Ceiling == 0 || max(quantity, 1) <= p.Ceiling {
			return p, true
		}
	}
	return o.Plans[len(o.Plans)-1], true
}

// Of returns the plan's tariff for a cycle.
func (p Plan) Of(cycle Cycle) Tariff {
	if cycle == Annual {
		return p.Annual
	}
	return p.Monthly
}

// quote computes what a quantity of an offer costs.
func (o Offer) quote(quantity int64, cycle Cycle) Quote {
	q := Quote{WallType: o.Type, Name: o.Name, Free: o.Free, By: o.By, Quantity: max(quantity, 1), CheckoutQuantity: 1, Cycle: cycle}
	plan, found := o.plan(quantity)
	if !found {
		return q
	}
	q.Reference, q.Size = plan.Reference, plan.Size
	tariff := plan.Of(cycle)
	if !tariff.Known {
		return q
	}
	q.Known, q.PriceID = true, tariff.PriceID
	q.CheckoutQuantity = tariff.price.CheckoutQuantity(quantity)
	q.Net = tariff.price.Total(q.CheckoutQuantity)
	q.Tax = q.Net.Share(estimatedVAT)
	q.Gross = money.Amount{Cents: q.Net.Cents + q.Tax.Cents, Currency: q.Net.Currency}
	return q
}
