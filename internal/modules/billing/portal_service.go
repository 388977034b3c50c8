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
)

// PortalURL returns the address of the provider's page on which the customer
// changes or ends what it pays; it comes back to returnPath. For managers and
// administrators (spec 07 §10).
func (s *Service) PortalURL(ctx context.Context, by access.Actor, wallID int64, returnPath string) (string, error) {
	if _, err := s.wallFor(ctx, s.DB.Writer(), by, wallID, true); err != nil {
		return "", err
	}
	if s.Provider == nil {
		return "", errUnavailable
	}
	sub, err := subscriptionOf(ctx, s.DB.Writer(), wallID)
	if err != nil {
		return "", err
	}
	if sub == nil {
		return "", errNoCustomer
	}
	customer, err := s.customerOf(ctx, s.DB.Writer(), sub)
	if err != nil {
		return "", err
	}
	if customer == "" {
		return "", errNoCustomer
	}
	url, err := s.Provider.Portal(ctx, customer, s.page(returnPath))
	switch {
	case errors.Is(err, ErrUnknown):
		return "", errors.Join(errCustomerUnknown, s.forgetCustomer(ctx, customer))
	case err != nil:
		return "", errs.Wrap(errs.Unavailable, "billing.unavailable", err)
	}
	return url, nil
}

// CancelLocally ends a wall whose subscription the provider does not have: for
// its managers, administrators not included. What the provider has is ended in
// its portal (spec 07 §10).
func (s *Service) CancelLocally(ctx context.Context, by access.Actor, wallID int64) error {
	if _, err := s.wallFor(ctx, s.DB.Writer(), by, wallID, false); err != nil {
		return err
	}
	sub, err := subscriptionOf(ctx, s.DB.Writer(), wallID)
	if err != nil {
		return err
	}
	if sub != nil && s.Provider != nil {
		if sub.ProviderID != "" && !sub.Status.isOver() {
			return errUsePortal
		}
		if err := s.endCheckout(ctx, sub); err != nil {
			return err
		}
	}
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.DB.Lock(ctx, tx, lockOfWall(wallID)); err != nil {
			return err
		}
		now := s.Now().UTC()
		sub, err := subscriptionOf(ctx, tx, wallID)
		if err != nil {
			return err
		}
		if sub == nil {
			return s.Walls.Cancel(ctx, wallID, now)
		}
		before := *sub
		sub.Status, sub.CancelledAt, sub.SuspendedFor = Cancelled, now, ""
		return s.settle(ctx, tx, &before, sub)
	})
	if err != nil {
		return fmt.Errorf("cancel wall %d: %w", wallID, err)
	}
	return nil
}

// EndAtProvider ends what the provider charges for a wall that is over or about
// to be deleted, and closes the page on which it could still be paid. Run twice,
// it does no harm.
func (s *Service) EndAtProvider(ctx context.Context, wallID int64) error {
	if s.Provider == nil {
		return nil
	}
	sub, err := subscriptionOf(ctx, s.DB.Writer(), wallID)
	if err != nil || sub == nil {
		return err
	}
	switch {
	case sub.ProviderID != "" && sub.ProviderStatus != providerCancelled:
		err = s.Provider.Cancel(ctx, sub.ProviderID)
	case sub.ProviderID == "" && sub.SessionID != "":
		err = s.Provider.EndCheckout(ctx, sub.SessionID)
	}
	if err != nil && !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrPaid) {
		return fmt.Errorf("end the subscription of wall %d: %w", wallID, err)
	}
	return s.dropWish(ctx, wallID)
}

// dropWish ends a subscription that was never paid when its wall is over.
func (s *Service) dropWish(ctx context.Context, wallID int64) error {
	_, err := s.DB.Writer().NewRaw("UPDATE subscriptions SET status = ?0, cancelled_at = ?1, modified_at = ?1 WHERE wall_id = ?2 AND status = ?3"+
		" AND provider_id IS NULL AND EXISTS (SELECT 1 FROM business_walls bw WHERE bw.id = ?2 AND bw.status = ?4)",
		Cancelled, s.Now().UTC(), wallID, Pending, wallCancelled).Exec(ctx)
	if err != nil {
		return fmt.Errorf("drop the order of wall %d: %w", wallID, err)
	}
	return nil
}
