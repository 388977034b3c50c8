// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Recommendation compares what is paid with what a headcount asks for.
type Recommendation struct {
	Current     Quote
	Recommended Quote
	Change      bool
}

// Recommend returns which product an organisation of so many employees should
// subscribe to (spec 06 §7.3: "Changement d'abonnement recommandé").
func (s *Service) Recommend(ctx context.Context, by access.Actor, wallID, employees int64) (Recommendation, error) {
	wall, err := s.wallFor(ctx, s.DB.Writer(), by, wallID, true)
	if err != nil {
		return Recommendation{}, err
	}
	sub, err := subscriptionOf(ctx, s.DB.Writer(), wallID)
	if err != nil {
		return Recommendation{}, err
	}
	if sub == nil || !sub.isRunning() {
		return Recommendation{}, errNoSubscription
	}
	var r Recommendation
	if r.Recommended, err = s.Quote(ctx, wall.Type, employees, sub.Cycle); err != nil {
		return Recommendation{}, err
	}
	r.Current = Quote{
		WallType: wall.Type, Name: r.Recommended.Name, Free: wall.Free, By: r.Recommended.By, Reference: sub.Reference,
		PriceID: sub.PriceID, Quantity: sub.Quantity, Cycle: sub.Cycle, Known: true, Net: sub.net(),
	}
	r.Change = r.Recommended.By == organisation.Employees && r.Recommended.Known && r.Recommended.PriceID != sub.PriceID
	return r, nil
}

// SwitchPlan changes the product to the one that the headcount asks for, from
// the next period on and without refund (spec 07 §3).
func (s *Service) SwitchPlan(ctx context.Context, by access.Actor, wallID, employees int64) error {
	if s.Provider == nil {
		return errUnavailable
	}
	r, err := s.Recommend(ctx, by, wallID, employees)
	if err != nil || !r.Change {
		return err
	}
	return s.changePlan(ctx, wallID, r.Recommended, PlanChange{PriceID: r.Recommended.PriceID, Quantity: r.Recommended.CheckoutQuantity})
}

// changePlan tells the provider, then keeps what was agreed.
func (s *Service) changePlan(ctx context.Context, wallID int64, q Quote, change PlanChange) error {
	sub, err := subscriptionOf(ctx, s.DB.Writer(), wallID)
	if err != nil {
		return err
	}
	if sub == nil || !sub.isRunning() || sub.ProviderID == "" {
		return errNoSubscription
	}
	if err := s.Provider.ChangePlan(ctx, sub.ProviderID, change); err != nil {
		return errs.Wrap(errs.Unavailable, "billing.unavailable", err)
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.DB.Lock(ctx, tx, lockOfWall(wallID)); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model((*Subscription)(nil)).
			Set("quantity = ?", q.Quantity).Set("reference = ?", q.Reference).Set("price_id = ?", q.PriceID).
			Set("net_cents = ?", q.Net.Cents).Set("modified_at = ?", s.Now().UTC()).
			Where("wall_id = ?", wallID).Exec(ctx)
		if err != nil {
			return fmt.Errorf("save the plan of wall %d: %w", wallID, err)
		}
		if !change.Prorate {
			return nil
		}
		return s.Outbox.Record(ctx, tx, event.SubscriptionQuantityChanged{WallID: wallID})
	})
}

// FollowClients makes an agency pay for the number of its clients in force, at
// least one, with proration (spec 07 §14.7, 06 §7.3). Run twice, it changes
// nothing the second time.
func (s *Service) FollowClients(ctx context.Context, wallID int64) error {
	if s.Provider == nil {
		return nil
	}
	wall, err := wallByID(ctx, s.DB.Writer(), wallID)
	if errs.KindOf(err) == errs.NotFound || err == nil && wall.Type != organisation.WallPR {
		return nil
	}
	if err != nil {
		return err
	}
	sub, err := subscriptionOf(ctx, s.DB.Writer(), wallID)
	if err != nil || sub == nil || !sub.isRunning() || sub.ProviderID == "" {
		return err
	}
	clients, err := clientsOf(ctx, s.DB.Writer(), wallID)
	if err != nil {
		return err
	}
	q, err := s.Quote(ctx, wall.Type, max(clients, 1), sub.Cycle)
	if err != nil || q.Quantity == sub.Quantity || !q.Known {
		return err
	}
	err = s.changePlan(ctx, wallID, q, PlanChange{PriceID: q.PriceID, Quantity: q.CheckoutQuantity, Prorate: true})
	if errors.Is(err, errNoSubscription) {
		return nil // ended meanwhile
	}
	return err
}

// Subscribe says which events billing follows.
func (s *Service) Subscribe(r *outbox.Registry) {
	outbox.On(r, "billing", func(ctx context.Context, e event.PartnershipChanged, _ outbox.Meta) error {
		return s.FollowClients(ctx, e.AgencyWallID)
	})
	outbox.On(r, "billing", func(ctx context.Context, e event.SubscriptionEnded, _ outbox.Meta) error {
		return s.EndAtProvider(ctx, e.WallID)
	})
	outbox.On(r, "billing", func(ctx context.Context, e PaymentReturned, _ outbox.Meta) error {
		return s.Return(ctx, e.SubscriptionID)
	})
}
