// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Adoption is a subscription that ran before we kept its wall: one of another
// installation, or of a demonstration's past.
type Adoption struct {
	WallID         int64
	OrganisationID int64
	ProviderID     string // the provider's subscription; "" while nothing is paid
	Quote          Quote  // what is subscribed to
	PayerEmail     string
	Contact        Contact
	AcceptedAt     time.Time // the terms of sale
	Told           []Event   // all that the provider told of it and of its customer
}

// Adopt keeps a subscription with the provider's account of it, from which its
// standing follows as ever. The wall stands already as it should: nobody is
// told anything.
func (s *Service) Adopt(ctx context.Context, tx bun.Tx, a Adoption) error {
	sub := s.newSubscription(a.WallID)
	sub.Measure, sub.Quantity, sub.Reference, sub.PriceID = string(a.Quote.By), a.Quote.Quantity, a.Quote.Reference, a.Quote.PriceID
	sub.Cycle, sub.NetCents, sub.Currency = a.Quote.Cycle, a.Quote.Net.Cents, string(a.Quote.Net.Currency)
	sub.ProviderID, sub.PayerEmail, sub.Contact = a.ProviderID, a.PayerEmail, a.Contact
	sub.TermsAcceptedAt, sub.TermsVersion, sub.CreatedAt = a.AcceptedAt.UTC(), firstTerms, a.AcceptedAt.UTC()
	for i := range a.Told {
		e := &a.Told[i]
		e.ReceivedAt, e.Outcome = e.HappenedAt, Applied
		if _, err := keepEvent(ctx, tx, e); err != nil {
			return fmt.Errorf("adopt the subscription of wall %d: %w", a.WallID, err)
		}
	}
	if a.ProviderID != "" {
		told, err := eventsOf(ctx, tx, a.ProviderID)
		if err != nil {
			return err
		}
		sub.take(replay(told, a.WallID))
		sub.ToldAt = sub.AppliedAt
	}
	if err := insertSubscription(ctx, tx, sub); err != nil {
		return err
	}
	return s.bindCustomer(ctx, tx, a.OrganisationID, sub.CustomerID)
}
