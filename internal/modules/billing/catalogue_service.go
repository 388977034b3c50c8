// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// Offers returns the types of Business Wall that may be chosen, with what they
// cost before tax by the mirror (spec 07 §3, 06 §5.3).
func (s *Service) Offers(ctx context.Context) ([]Offer, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return c.Offers(), nil
}

// Quote returns what a quantity of a type costs. NotFound: the type may not be
// chosen.
func (s *Service) Quote(ctx context.Context, wallType string, quantity int64, cycle Cycle) (Quote, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return Quote{}, err
	}
	offer, known := c.offer(wallType)
	if !known {
		return Quote{}, errs.ErrNotFound
	}
	return offer.quote(quantity, ParseCycle(string(cycle))), nil
}

// catalogue reads the mirror; an empty one is filled first, so that a new
// installation needs no command.
func (s *Service) catalogue(ctx context.Context) (Catalogue, error) {
	c, err := readCatalogue(ctx, s.DB.Reader())
	if err != nil || len(c.Products) > 0 || s.Provider == nil {
		return c, err
	}
	if _, err := s.SyncCatalogue(ctx); err != nil {
		return c, errs.Wrap(errs.Unavailable, "billing.unavailable", err)
	}
	return readCatalogue(ctx, s.DB.Writer())
}

// SyncCatalogue copies the provider's products and prices into the mirror and
// returns how many there are.
func (s *Service) SyncCatalogue(ctx context.Context) (int, error) {
	if s.Provider == nil {
		return 0, errUnavailable
	}
	asked := s.Now().UTC()
	c, err := s.Provider.Catalogue(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the provider's catalogue: %w", err)
	}
	// An event of the second in which we asked is newer.
	version := fmt.Sprintf("%012d", asked.Unix())
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		products, prices := make([]string, 0, len(c.Products)), make([]string, 0, len(c.Prices))
		for _, p := range c.Products {
			products = append(products, p.ID)
			if err := mirrorProduct(ctx, tx, p, version, asked); err != nil {
				return err
			}
		}
		for _, p := range c.Prices {
			prices = append(prices, p.ID)
			if p.Tiers == nil {
				p.Tiers = []Tier{}
			}
			if err := mirrorPrice(ctx, tx, p, version, asked); err != nil {
				return err
			}
		}
		if err := deactivateMissing(ctx, tx, "billing_products", products, version); err != nil {
			return err
		}
		return deactivateMissing(ctx, tx, "billing_prices", prices, version)
	})
	if err != nil {
		return 0, fmt.Errorf("mirror the catalogue: %w", err)
	}
	return len(c.Products) + len(c.Prices), nil
}
