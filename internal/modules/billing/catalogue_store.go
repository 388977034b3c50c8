// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// catalogueLimit bounds the mirror that is read: far more than is sold.
const catalogueLimit = 2000

func readCatalogue(ctx context.Context, db bun.IDB) (Catalogue, error) {
	var c Catalogue
	if err := db.NewSelect().Model(&c.Products).Where("bp.active").Order("bp.id").Limit(catalogueLimit).Scan(ctx); err != nil {
		return c, fmt.Errorf("read products: %w", err)
	}
	if err := db.NewSelect().Model(&c.Prices).Where("pr.active").Order("pr.id").Limit(catalogueLimit).Scan(ctx); err != nil {
		return c, fmt.Errorf("read prices: %w", err)
	}
	return c, nil
}

// mirrorProduct writes a product unless something newer is known of it.
func mirrorProduct(ctx context.Context, tx bun.IDB, p Product, version string, at time.Time) error {
	p.Version, p.SyncedAt = version, at
	if p.Metadata == nil {
		p.Metadata = map[string]string{}
	}
	_, err := tx.NewInsert().Model(&p).On("CONFLICT (id) DO UPDATE").
		Set("name = EXCLUDED.name, active = EXCLUDED.active, default_price = EXCLUDED.default_price").
		Set("metadata = EXCLUDED.metadata, version = EXCLUDED.version, synced_at = EXCLUDED.synced_at").
		Where("bp.version <= EXCLUDED.version").Exec(ctx)
	if err != nil {
		return fmt.Errorf("mirror product: %w", err)
	}
	return nil
}

// mirrorPrice writes a price unless something newer is known of it. Tiers are
// not in every telling: those that are known stay.
func mirrorPrice(ctx context.Context, tx bun.IDB, p Price, version string, at time.Time) error {
	p.Version, p.SyncedAt = version, at
	if p.Metadata == nil {
		p.Metadata = map[string]string{}
	}
	q := tx.NewInsert().Model(&p).On("CONFLICT (id) DO UPDATE").
		Set("product_id = EXCLUDED.product_id, unit_cents = EXCLUDED.unit_cents, currency = EXCLUDED.currency").
		Set("active = EXCLUDED.active, cycle = EXCLUDED.cycle, tiers_mode = EXCLUDED.tiers_mode").
		Set("tax_behavior = EXCLUDED.tax_behavior, nickname = EXCLUDED.nickname").
		Set("metadata = EXCLUDED.metadata, version = EXCLUDED.version, synced_at = EXCLUDED.synced_at")
	if p.Tiers == nil {
		p.Tiers = []Tier{}
	} else {
		q = q.Set("tiers = EXCLUDED.tiers")
	}
	if _, err := q.Where("pr.version <= EXCLUDED.version").Exec(ctx); err != nil {
		return fmt.Errorf("mirror price: %w", err)
	}
	return nil
}

// deactivateMissing closes what the provider did not list; rows are never
// deleted (spec 06 §3.10).
func deactivateMissing(ctx context.Context, tx bun.IDB, table string, known []string, version string) error {
	q := tx.NewUpdate().Table(table).Set("active = ?", false).Set("version = ?", version).Where("active").Where("version < ?", version)
	if len(known) > 0 {
		q = q.Where("id NOT IN (?)", bun.List(known))
	}
	if _, err := q.Exec(ctx); err != nil {
		return fmt.Errorf("close what is not sold any more: %w", err)
	}
	return nil
}
