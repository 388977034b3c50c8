// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Drift is something that the provider and we do not say alike.
type Drift struct {
	Resource string // price, subscription or customer
	ID       string
	Problem  string // not_found, deleted, missing_locally, amount, currency, active, status_mismatch
	Ours     string
	Theirs   string
}

// Resources are what can be verified, in order.
func Resources() []string { return []string{"prices", "subscriptions", "customers"} }

// Verify compares what we hold with the provider, corrects nothing and returns
// the differences (spec 06 §12). None named is all.
func (s *Service) Verify(ctx context.Context, resources ...string) ([]Drift, error) {
	if s.Provider == nil {
		return nil, errUnavailable
	}
	var drifts []Drift
	for _, check := range []struct {
		name string
		run  func(context.Context) ([]Drift, error)
	}{{"prices", s.verifyPrices}, {"subscriptions", s.verifySubscriptions}, {"customers", s.verifyCustomers}} {
		if len(resources) > 0 && !slices.Contains(resources, check.name) {
			continue
		}
		found, err := check.run(ctx)
		if err != nil {
			return drifts, fmt.Errorf("verify %s: %w", check.name, err)
		}
		drifts = append(drifts, found...)
	}
	return drifts, nil
}

func (s *Service) verifyPrices(ctx context.Context) ([]Drift, error) {
	theirs, err := s.Provider.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var ours []Price
	if err := s.DB.Reader().NewSelect().Model(&ours).Order("pr.id").Limit(catalogueLimit).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read prices: %w", err)
	}
	known := make(map[string]Price, len(ours))
	for _, p := range ours {
		known[p.ID] = p
	}
	var drifts []Drift
	for _, p := range theirs.Prices {
		mine, found := known[p.ID]
		delete(known, p.ID)
		if !found {
			drifts = append(drifts, Drift{"price", p.ID, "missing_locally", "", ""})
			continue
		}
		drifts = append(drifts, comparePrices(mine, p)...)
	}
	for _, p := range ours {
		if _, left := known[p.ID]; left && p.Active {
			drifts = append(drifts, Drift{"price", p.ID, "not_found", "active", ""})
		}
	}
	return drifts, nil
}

func comparePrices(ours, theirs Price) []Drift {
	var drifts []Drift
	if ours.UnitCents != theirs.UnitCents || !slices.Equal(ours.Tiers, theirs.Tiers) {
		drifts = append(drifts, Drift{"price", ours.ID, "amount", fmt.Sprint(ours.UnitCents, ours.Tiers), fmt.Sprint(theirs.UnitCents, theirs.Tiers)})
	}
	if ours.Currency != theirs.Currency {
		drifts = append(drifts, Drift{"price", ours.ID, "currency", ours.Currency, theirs.Currency})
	}
	if ours.Active != theirs.Active {
		drifts = append(drifts, Drift{"price", ours.ID, "active", fmt.Sprint(ours.Active), fmt.Sprint(theirs.Active)})
	}
	return drifts
}

// verifyPage is how many rows are read at once.
const verifyPage = 200

func (s *Service) verifySubscriptions(ctx context.Context) ([]Drift, error) {
	var drifts []Drift
	for after := int64(0); ; {
		var rows []Subscription
		err := s.DB.Reader().NewSelect().Model(&rows).
			Where("s.provider_id IS NOT NULL AND s.status IN ('active', 'past_due') AND s.id > ?", after).
			Order("s.id").Limit(verifyPage).Scan(ctx)
		if err != nil {
			return nil, fmt.Errorf("read subscriptions: %w", err)
		}
		for _, row := range rows {
			after = row.ID
			theirs, err := s.Provider.Subscription(ctx, row.ProviderID)
			switch {
			case errors.Is(err, ErrUnknown):
				drifts = append(drifts, Drift{"subscription", row.ProviderID, "not_found", string(row.Status), ""})
			case err != nil:
				return nil, err
			case !agree(row.Status, theirs.Status):
				drifts = append(drifts, Drift{"subscription", row.ProviderID, "status_mismatch", string(row.Status), theirs.Status})
			}
		}
		if len(rows) < verifyPage {
			return drifts, nil
		}
	}
}

// agree reports whether a status of the provider is what we say.
func agree(ours Status, theirs string) bool {
	switch theirs {
	case providerActive, providerTrialing, providerPaused:
		return ours == Active
	case providerPastDue, providerUnpaid:
		return ours == PastDue
	}
	return false
}

func (s *Service) verifyCustomers(ctx context.Context) ([]Drift, error) {
	return s.eachCustomer(ctx, func(d Details, c CustomerFacts, err error) ([]Drift, error) {
		switch {
		case errors.Is(err, ErrUnknown):
			return []Drift{{"customer", d.CustomerID, "not_found", "", ""}}, nil
		case err != nil:
			return nil, err
		case c.Deleted:
			return []Drift{{"customer", d.CustomerID, "deleted", "", ""}}, nil
		}
		return nil, nil
	})
}

// SyncCustomers copies what the provider knows of each bound customer into the
// organisations' mirrors; deleted ones are skipped. It returns how many were
// copied.
func (s *Service) SyncCustomers(ctx context.Context) (int, error) {
	if s.Provider == nil {
		return 0, errUnavailable
	}
	copied := 0
	_, err := s.eachCustomer(ctx, func(d Details, c CustomerFacts, err error) ([]Drift, error) {
		if errors.Is(err, ErrUnknown) || err == nil && c.Deleted {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		d.hear(c)
		d.ModifiedAt = s.Now().UTC()
		copied++
		return nil, saveDetails(ctx, s.DB.Writer(), &d)
	})
	return copied, err
}

// eachCustomer asks the provider for every bound customer.
func (s *Service) eachCustomer(ctx context.Context, use func(Details, CustomerFacts, error) ([]Drift, error)) ([]Drift, error) {
	var drifts []Drift
	for after := int64(0); ; {
		var rows []Details
		err := s.DB.Reader().NewSelect().Model(&rows).Where("bd.customer_id IS NOT NULL AND bd.organisation_id > ?", after).
			Order("bd.organisation_id").Limit(verifyPage).Scan(ctx)
		if err != nil {
			return nil, fmt.Errorf("read customers: %w", err)
		}
		for _, row := range rows {
			after = row.OrganisationID
			theirs, err := s.Provider.Customer(ctx, row.CustomerID)
			found, err := use(row, theirs, err)
			if err != nil {
				return drifts, err
			}
			drifts = append(drifts, found...)
		}
		if len(rows) < verifyPage {
			return drifts, nil
		}
	}
}
