// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package data

import (
	_ "embed" // the prices travel inside the binary
	"encoding/json"
	"fmt"
)

//go:embed reference/sandbox-prices.json
var sandboxPricesFile []byte

// Price is what a product costs, in cents of euro without tax, by the month
// and by the year. A price with tiers depends on the quantity.
type Price struct {
	Reference string      `json:"reference"`
	Monthly   int64       `json:"monthly"`
	Annual    int64       `json:"annual"`
	Tiers     []PriceTier `json:"tiers"`
}

// PriceTier is the price of one unit when the whole quantity is at most UpTo;
// the last tier, whose UpTo is 0, has no end.
type PriceTier struct {
	UpTo    int64 `json:"up_to"`
	Monthly int64 `json:"monthly"`
	Annual  int64 `json:"annual"`
}

// SandboxPrices returns what the sandbox payment provider charges. Real prices
// live at the payment provider and are never in the program (spec 06 §5.1).
func SandboxPrices() ([]Price, error) {
	var file struct {
		Prices []Price `json:"prices"`
	}
	if err := json.Unmarshal(sandboxPricesFile, &file); err != nil {
		return nil, fmt.Errorf("decode embedded sandbox prices: %w", err)
	}
	return file.Prices, nil
}
