// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package organisation_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/organisation"
)

// Spec 06 §5.4: the smallest ceiling that holds the declared number; anything
// below one is one; beyond all ceilings, the largest.
func TestWallOffer_ProductFor(t *testing.T) {
	t.Parallel()
	var offer organisation.WallOffer
	for _, o := range organisation.WallOffers() {
		if o.Type == organisation.WallTransformers {
			offer = o
		}
	}
	for employees, want := range map[int64]string{
		-3: "Solo", 0: "Solo", 1: "Solo", 9: "Solo", 10: "TPE", 49: "TPE", 50: "PME", 249: "PME", 250: "ETI", 999: "ETI", 1000: "GE", 5_000_000: "GE",
	} {
		if got := offer.ProductFor(employees); got.Size != want {
			t.Errorf("%d employees: %s, want %s", employees, got.Size, want)
		}
	}
}

// Every paid product has a price in the sandbox, and a year costs less than
// twelve months (spec 07 §3); free ones have none.
func TestSandboxPrices(t *testing.T) {
	t.Parallel()
	list, err := organisation.SandboxPrices()
	if err != nil {
		t.Fatal(err)
	}
	for _, offer := range organisation.WallOffers() {
		for _, product := range offer.Products {
			price, priced := list[product.Reference]
			if priced == offer.Free {
				t.Errorf("%s: priced %v, free %v", product.Reference, priced, offer.Free)
			}
			if priced && price.Annual.Cents >= 12*price.Monthly.Cents {
				t.Errorf("%s: a year costs %v, a month %v", product.Reference, price.Annual, price.Monthly)
			}
		}
	}
}
