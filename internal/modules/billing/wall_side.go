// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Wish is what a wizard has collected for a draft wall, before the payment.
type Wish struct {
	WallID          int64
	By              organisation.Measure
	Quantity        int64
	PayerEmail      string
	TermsAcceptedAt time.Time
	TermsVersion    string
}

// KeepWish keeps a pending subscription for a draft wall, in place of an
// earlier one; one that is paid is left alone (spec 07 §5.1).
func (s *Service) KeepWish(ctx context.Context, tx bun.Tx, w Wish) error {
	sub, err := subscriptionOf(ctx, tx, w.WallID)
	if err != nil {
		return err
	}
	fresh := sub == nil
	if fresh {
		sub = s.newSubscription(w.WallID)
	} else if sub.Status != Pending || sub.ProviderID != "" {
		return nil
	}
	sub.Measure, sub.Quantity, sub.PayerEmail = string(w.By), max(w.Quantity, 1), w.PayerEmail
	sub.TermsAcceptedAt, sub.TermsVersion = w.TermsAcceptedAt.UTC(), cmp.Or(w.TermsVersion, firstTerms)
	sub.ModifiedAt = s.Now().UTC()
	if fresh {
		return insertSubscription(ctx, tx, sub)
	}
	return updateSubscription(ctx, tx, sub)
}

// WallCancelled ends the subscription of a wall that is over; the provider's is
// ended by a job.
func (s *Service) WallCancelled(ctx context.Context, tx bun.Tx, wallID int64) error {
	sub, err := subscriptionOf(ctx, tx, wallID)
	if err != nil || sub == nil || sub.Status.isOver() {
		return err
	}
	if sub.ProviderID != "" || sub.SessionID != "" {
		if err := s.Outbox.Record(ctx, tx, event.SubscriptionEnded{WallID: wallID}); err != nil {
			return err
		}
	}
	now := s.Now().UTC()
	sub.Status, sub.CancelledAt, sub.SuspendedFor, sub.PastDueSince, sub.ModifiedAt = Cancelled, now, "", time.Time{}, now
	return updateSubscription(ctx, tx, sub)
}

// ClientsChanged has an agency pay for the clients it has now, by a job that
// counts them (spec 07 §14.7).
func (s *Service) ClientsChanged(ctx context.Context, tx bun.Tx, agencyWallID int64) error {
	return s.Outbox.Record(ctx, tx, event.PartnershipChanged{AgencyWallID: agencyWallID})
}

// EmployeesChanged notes the headcount that a wall declares now. What is paid
// changes when somebody agrees to the recommendation (spec 06 §7.3).
func (s *Service) EmployeesChanged(ctx context.Context, tx bun.Tx, wallID, employees int64) error {
	_, err := tx.NewRaw("UPDATE subscriptions SET declared = ?, modified_at = ? WHERE wall_id = ?", max(employees, 0), s.Now().UTC(), wallID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note the headcount of wall %d: %w", wallID, err)
	}
	return nil
}

// ThroughPortal reports whether the subscription is ended in the provider's
// portal: it has it (spec 07 §10).
func (s *Service) ThroughPortal(ctx context.Context, db bun.IDB, wallID int64) (bool, error) {
	sub, err := subscriptionOf(ctx, db, wallID)
	if err != nil || sub == nil {
		return false, err
	}
	return s.Provider != nil && sub.ProviderID != "" && !sub.Status.isOver(), nil
}

// IsPaused reports whether the customer has paused what is paid for a wall.
func (s *Service) IsPaused(ctx context.Context, db bun.IDB, wallID int64) (bool, error) {
	sub, err := subscriptionOf(ctx, db, wallID)
	if err != nil || sub == nil {
		return false, err
	}
	return sub.SuspendedFor == SuspendedPaused, nil
}
