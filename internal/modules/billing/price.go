// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"strconv"
	"strings"

	"aipress24.com/aipress24/internal/core/money"
)

// Cycle is how often a subscription is paid.
type Cycle string

// The cycles.
const (
	Monthly Cycle = "monthly"
	Annual  Cycle = "annual"
)

// ParseCycle reads a cycle from a form; anything else is monthly.
func ParseCycle(s string) Cycle {
	if Cycle(s) == Annual {
		return Annual
	}
	return Monthly
}

// ParseQuantity reads how many clients or employees somebody declares; what
// cannot be read, or is below one, is one (spec 06 §5.4).
func ParseQuantity(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil {
		return 1
	}
	return max(n, 1)
}

// The ways in which tiers are computed (spec 06 §5.4).
const (
	Volume    = "volume"    // the whole quantity at the tier it falls in
	Graduated = "graduated" // each slice at its own tier
)

// Tier is a step of a price: what a unit costs when there are at most UpTo of
// them, and what is added once.
type Tier struct {
	UpTo int64 `json:"up_to"` // 0: no end
	Unit int64 `json:"unit"`  // cents
	Flat int64 `json:"flat"`  // cents
}

// holds reports whether the tier reaches up to n units.
func (t Tier) holds(n int64) bool { return t.UpTo == 0 || n <= t.UpTo }

// IsTiered reports whether the quantity counts.
func (p Price) IsTiered() bool { return len(p.Tiers) > 0 }

// CheckoutQuantity is how many units are bought: what was declared when there
// are tiers, else one, since the quantity has only chosen the product.
func (p Price) CheckoutQuantity(declared int64) int64 {
	if p.IsTiered() {
		return max(declared, 1)
	}
	return 1
}

// Total is the price of a quantity before tax, per cycle (spec 06 §5.4). The
// quantity of a price without tiers is one.
func (p Price) Total(quantity int64) money.Amount {
	quantity = max(quantity, 1)
	currency := money.Currency(p.Currency)
	switch {
	case !p.IsTiered():
		return money.Amount{Cents: p.UnitCents, Currency: currency}
	case p.TiersMode == Graduated:
		return money.Amount{Cents: graduated(p.Tiers, quantity), Currency: currency}
	}
	tier := p.Tiers[len(p.Tiers)-1]
	for _, t := range p.Tiers {
		if t.holds(quantity) {
			tier = t
			break
		}
	}
	return money.Amount{Cents: quantity*tier.Unit + tier.Flat, Currency: currency}
}

// graduated adds the slices; the last tier has no end whatever it says.
func graduated(tiers []Tier, quantity int64) int64 {
	var cents, below int64
	for i, t := range tiers {
		upTo := quantity
		if i < len(tiers)-1 && !t.holds(quantity) {
			upTo = t.UpTo
		}
		if upTo > below {
			cents += (upTo-below)*t.Unit + t.Flat
			below = upTo
		}
	}
	return cents
}
