// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/organisation"
)

// Spec 06 §5.4: volume prices the whole quantity at the tier it falls in;
// graduated prices each slice at its own, with the flat amount of each tier
// reached; a price without tiers does not count.
func TestPrice_Total(t *testing.T) {
	t.Parallel()
	tiers := []Tier{{UpTo: 1, Unit: 4900, Flat: 100}, {UpTo: 5, Unit: 3900, Flat: 10}, {UpTo: 0, Unit: 2900, Flat: 1}}
	closed := []Tier{{UpTo: 1, Unit: 4900}, {UpTo: 5, Unit: 3900}}
	tests := []struct {
		name     string
		price    Price
		quantity int64
		want     int64
	}{
		{"flat", Price{UnitCents: 1900}, 40, 1900},
		{"free", Price{}, 1, 0},
		{"volume, first", Price{TiersMode: Volume, Tiers: tiers}, 1, 5000},
		{"volume, nobody is one", Price{TiersMode: Volume, Tiers: tiers}, 0, 5000},
		{"volume, end of a tier", Price{TiersMode: Volume, Tiers: tiers}, 5, 5*3900 + 10},
		{"volume, no end", Price{TiersMode: Volume, Tiers: tiers}, 6, 6*2900 + 1},
		{"volume, beyond the last", Price{TiersMode: Volume, Tiers: closed}, 9, 9 * 3900},
		{"graduated, first", Price{TiersMode: Graduated, Tiers: tiers}, 1, 5000},
		{"graduated, second", Price{TiersMode: Graduated, Tiers: tiers}, 3, 5000 + 2*3900 + 10},
		{"graduated, all", Price{TiersMode: Graduated, Tiers: tiers}, 8, 5000 + 4*3900 + 10 + 3*2900 + 1},
		{"graduated, beyond the last", Price{TiersMode: Graduated, Tiers: closed}, 9, 4900 + 8*3900},
	}
	for _, tt := range tests {
		if got := tt.price.Total(tt.quantity); got.Cents != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got.Cents, tt.want)
		}
	}
}

// With one tier, both ways of computing agree; more units never cost less by
// slices.
func TestPrice_Total_laws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 500).Draw(t, "n")
		one := []Tier{{Unit: rapid.Int64Range(0, 9000).Draw(t, "unit"), Flat: rapid.Int64Range(0, 900).Draw(t, "flat")}}
		if v, g := (Price{TiersMode: Volume, Tiers: one}).Total(n), (Price{TiersMode: Graduated, Tiers: one}).Total(n); v != g {
			t.Fatalf("one tier: volume %v, graduated %v", v, g)
		}
		tiers, end := []Tier{}, int64(0)
		for range rapid.IntRange(1, 4).Draw(t, "tiers") {
			end += rapid.Int64Range(1, 50).Draw(t, "width")
			tiers = append(tiers, Tier{UpTo: end, Unit: rapid.Int64Range(0, 5000).Draw(t, "unit")})
		}
		p := Price{TiersMode: Graduated, Tiers: tiers}
		if p.Total(n).Cents > p.Total(n+1).Cents {
			t.Fatalf("%d cost %v, %d cost %v", n, p.Total(n), n+1, p.Total(n+1))
		}
	})
}

// Spec 06 §5.4: whatever cannot be read, or is below one, is one.
func TestParseQuantity(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"": 1, "douze": 1, "-4": 1, "0": 1, " 12 ": 12, "1e3": 1, "99999999999999999999": 1, "250": 250} {
		if got := ParseQuantity(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// headcount is a catalogue of headcount products with the given ceilings, each
// priced by the month.
func headcount(ceilings map[string]string) Catalogue {
	var c Catalogue
	for reference, ceiling := range ceilings {
		about := map[string]string{"Domain": "BW", "REFERENCE": reference}
		if ceiling != "" {
			about["Maximum"] = ceiling
		}
		c.Products = append(c.Products, Product{ID: reference, Active: true, Metadata: about})
		c.Prices = append(c.Prices, Price{ID: "p-" + reference, ProductID: reference, Active: true, Cycle: Monthly, Currency: "EUR", UnitCents: 100})
	}
	return c
}

// Spec 07 §6.1 and 06 §5.4: the smallest ceiling that holds the number; a
// missing or unreadable ceiling has no end and comes last; beyond all, the
// largest. Keys of the metadata are read in any case.
func TestOffer_quote_headcount(t *testing.T) {
	t.Parallel()
	usual := map[string]string{"BW4T-Solo": "9", "BW4T-TPE": "49", "BW4T-PME": "249", "BW4T-ETI": "999", "BW4T-GE": "9999999"}
	broken := map[string]string{"BW4T-Solo": "9", "BW4T-TPE": "beaucoup", "BW4T-PME": "249"}
	closed := map[string]string{"BW4T-Solo": "9", "BW4T-TPE": "49"}
	tests := []struct {
		name     string
		ceilings map[string]string
		quantity int64
		want     string
	}{
		{"9 is Solo", usual, 9, "BW4T-Solo"}, {"10 is TPE", usual, 10, "BW4T-TPE"}, {"249 is PME", usual, 249, "BW4T-PME"},
		{"250 is ETI", usual, 250, "BW4T-ETI"}, {"1000 is GE", usual, 1000, "BW4T-GE"}, {"nobody is one", usual, 0, "BW4T-Solo"},
		{"no end comes last", broken, 100, "BW4T-PME"}, {"no end holds all", broken, 5000, "BW4T-TPE"},
		{"beyond all", closed, 5000, "BW4T-TPE"},
	}
	for _, tt := range tests {
		offer, _ := headcount(tt.ceilings).offer(organisation.WallTransformers)
		q := offer.quote(tt.quantity, Monthly)
		if q.Reference != tt.want || !q.Known || q.CheckoutQuantity != 1 {
			t.Errorf("%s: %+v", tt.name, q)
		}
	}
}

// Spec 07 §3: deprecated and unknown types are not for sale; a product without
// a price of the cycle is shown without one, nothing costs 0,00 €.
func TestOffer_quote_unknown(t *testing.T) {
	t.Parallel()
	c := headcount(map[string]string{"BW4T-Solo": "9", "BW4Media": ""})
	for _, deprecated := range []string{"micro", "corporate_media", "union", "nothing"} {
		if _, known := c.offer(deprecated); known {
			t.Errorf("%s is offered", deprecated)
		}
	}
	offer, _ := c.offer(organisation.WallTransformers)
	if q := offer.quote(5, Annual); q.Known || q.Reference != "BW4T-Solo" {
		t.Errorf("no annual price: %+v", q)
	}
	c.Prices[0].UnitCents, c.Prices[1].UnitCents = 0, 0
	offer, _ = c.offer(organisation.WallMedia)
	if q := offer.quote(1, Monthly); !q.Known || q.Net.Cents != 0 || q.Net.Currency != "EUR" {
		t.Errorf("free: %+v", q)
	}
}
