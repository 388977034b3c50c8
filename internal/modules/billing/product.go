// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"
)

// Product is what the provider sells, as mirrored (spec 06 §3.10).
type Product struct {
	bun.BaseModel `bun:"table:billing_products,alias:bp" json:"-"`

	ID           string            `bun:",pk" json:"id"`
	Name         string            `json:"name"`
	Active       bool              `json:"active"`
	DefaultPrice string            `json:"default_price"`
	Metadata     map[string]string `bun:"type:jsonb" json:"metadata"`
	Version      string            `json:"-"` // orders what was told of it
	SyncedAt     time.Time         `json:"-"`
}

// Price is one price of a product.
type Price struct {
	bun.BaseModel `bun:"table:billing_prices,alias:pr" json:"-"`

	ID          string            `bun:",pk" json:"id"`
	ProductID   string            `json:"product_id"`
	UnitCents   int64             `json:"unit_cents"`
	Currency    string            `json:"currency"`
	Active      bool              `json:"active"`
	Cycle       Cycle             `json:"cycle"`      // "": paid once
	TiersMode   string            `json:"tiers_mode"` // Volume or Graduated
	Tiers       []Tier            `bun:"type:jsonb" json:"tiers"`
	TaxBehavior string            `json:"tax_behavior"`
	Nickname    string            `json:"nickname"`
	Metadata    map[string]string `bun:"type:jsonb" json:"metadata"`
	Version     string            `json:"-"`
	SyncedAt    time.Time         `json:"-"`
}

// Meta returns a value of the metadata, whatever the case of its key (spec 06
// §5.1).
func (p Product) Meta(key string) string {
	if value, ok := p.Metadata[key]; ok {
		return value
	}
	for k, value := range p.Metadata {
		if strings.EqualFold(k, key) {
			return value
		}
	}
	return ""
}

// Reference is the product's unique name among ours.
func (p Product) Reference() string { return p.Meta("reference") }

// Ceiling is the most employees the product is for; 0 is no end: nothing, or
// nothing readable, is declared (spec 06 §5.4).
func (p Product) Ceiling() int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(p.Meta("maximum")), 10, 64)
	if err != nil || n < 1 {
		return 0
	}
	return n
}
