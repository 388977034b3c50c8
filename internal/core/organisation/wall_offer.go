// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package organisation

import (
	"fmt"
	"slices"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/core/money"
)

// The other types of Business Wall that may be chosen (spec 07 §3).
const (
	WallAcademics      = "academics"
	WallPR             = "pr"
	WallLeadersExperts = "leaders_experts"
	WallTransformers   = "transformers"
)

// RightsHolders are the types of Business Wall whose organisations sell and buy
// reproduction licences (spec 07 §13): the recognised press, the small one of
// old among it.
func RightsHolders() []string { return []string{WallMedia, WallNewsAgency, "micro"} }

// Measure is what the price of an offer depends on.
type Measure string

// The measures: nothing for free types, clients represented for agencies,
// employees for the others.
const (
	Flat      Measure = ""
	Clients   Measure = "client_count"
	Employees Measure = "employee_count"
)

// WallOffer is a type of Business Wall that an organisation may choose, with
// the products it may subscribe to, smallest first (spec 06 §5.1).
type WallOffer struct {
	Type     string
	Name     string // the same in every language
	Free     bool
	By       Measure
	Products []WallProduct
}

// WallProduct is what the payment provider sells under a reference.
type WallProduct struct {
	Reference string
	Size      string // Solo, TPE, PME, ETI or GE; "" when size does not count
	Ceiling   int64  // most employees; 0 when size does not count or has no end
}

// WallOffers returns the types that may be chosen, in the order they are
// shown; deprecated types are not among them.
func WallOffers() []WallOffer {
	one := func(reference string) []WallProduct { return []WallProduct{{Reference: reference}} }
	return []WallOffer{
		{Type: WallMedia, Name: "Business Wall for Media", Free: true, Products: one("BW4Media")},
		{Type: WallNewsAgency, Name: "Business Wall for News Agency", Free: true, Products: one("BW4NA")},
		{Type: WallAcademics, Name: "Business Wall for Academics", Free: true, Products: one("BW4AC")},
		{Type: WallPR, Name: "Business Wall for PR", By: Clients, Products: one("BW4PR")},
		{Type: WallLeadersExperts, Name: "Business Wall for Leaders & Experts", By: Employees, Products: bySize("BW4L&E")},
		{Type: WallTransformers, Name: "Business Wall for Transformers", By: Employees, Products: bySize("BW4T")},
	}
}

// bySize lists the products of an offer that depends on headcount.
func bySize(prefix string) []WallProduct {
	return []WallProduct{
		{prefix + "-Solo", "Solo", 9},
		{prefix + "-TPE", "TPE", 49},
		{prefix + "-PME", "PME", 249},
		{prefix + "-ETI", "ETI", 999},
		{prefix + "-GE", "GE", 0},
	}
}

// ProductFor returns the product for so many employees: the smallest whose
// ceiling holds them. Less than one counts as one (spec 06 §5.4).
func (o WallOffer) ProductFor(employees int64) WallProduct {
	at := slices.IndexFunc(o.Products, func(p WallProduct) bool {
		return p.Ceiling == 0 || max(employees, 1) <= p.Ceiling
	})
	if at < 0 {
		at = len(o.Products) - 1
	}
	return o.Products[at]
}

// WallPrice is what a product costs before tax. With tiers, Monthly and Annual
// are those of one unit in the first.
type WallPrice struct {
	Monthly money.Amount
	Annual  money.Amount
	Tiers   []WallTier
}

// WallTier is the price of each unit when there are at most UpTo of them; 0 is
// no end.
type WallTier struct {
	UpTo    int64
	Monthly money.Amount
	Annual  money.Amount
}

// PriceList is the prices by product reference. A product without price is
// shown without one.
type PriceList map[string]WallPrice

// SandboxPrices is the list of the sandbox payment provider.
func SandboxPrices() (PriceList, error) {
	known, err := data.SandboxPrices()
	if err != nil {
		return nil, fmt.Errorf("read the price list: %w", err)
	}
	list := make(PriceList, len(known))
	for _, p := range known {
		price := WallPrice{Monthly: money.Euros(p.Monthly), Annual: money.Euros(p.Annual)}
		for _, t := range p.Tiers {
			price.Tiers = append(price.Tiers, WallTier{t.UpTo, money.Euros(t.Monthly), money.Euros(t.Annual)})
		}
		if len(price.Tiers) > 0 {
			price.Monthly, price.Annual = price.Tiers[0].Monthly, price.Tiers[0].Annual
		}
		list[p.Reference] = price
	}
	return list, nil
}
