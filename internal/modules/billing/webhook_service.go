// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// Receive reads what claims to come from the provider and does what follows,
// once. A forged or unreadable one is refused with Invalid; what does not
// concern us is accepted without effect; any other error means that the
// provider is to tell it again (spec 06 §8).
func (s *Service) Receive(ctx context.Context, payload []byte, signature string) (Outcome, error) {
	if s.Provider == nil {
		return "", errUnavailable
	}
	e, err := s.Provider.Read(payload, signature)
	if err != nil {
		return "", errs.Wrap(errs.Invalid, "billing.forged", err)
	}
	return s.Hear(ctx, e)
}

// Hear does what follows from a verified event.
func (s *Service) Hear(ctx context.Context, e Event) (Outcome, error) {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		e.ReceivedAt, e.Outcome = s.Now().UTC(), Ignored
		if e.Object != "" { // two events of one object must see each other
			if err := s.DB.Lock(ctx, tx, "billing "+e.Object); err != nil {
				return err
			}
		}
		fresh, err := keepEvent(ctx, tx, &e)
		if err != nil {
			return err
		}
		if !fresh {
			e.Outcome = Duplicate
			return nil
		}
		if e.Outcome, err = s.apply(ctx, tx, e); err != nil {
			return err
		}
		return saveOutcome(ctx, tx, &e)
	})
	if err != nil {
		return "", fmt.Errorf("hear payment event %s: %w", e.Kind, err)
	}
	if e.Outcome == Ignored {
		s.Log.DebugContext(ctx, "payment event without effect", slog.String("kind", e.Kind))
	}
	return e.Outcome, nil
}

// apply does what a new event asks.
func (s *Service) apply(ctx context.Context, tx bun.Tx, e Event) (Outcome, error) {
	switch {
	case e.Facts.Session != nil:
		return s.applySession(ctx, tx, e)
	case e.Facts.Subscription != nil, e.Facts.Invoice != nil:
		return s.applyToSubscription(ctx, tx, e)
	case e.Facts.Customer != nil:
		return s.applyCustomer(ctx, tx, e)
	case e.Facts.Product != nil:
		return Applied, mirrorProduct(ctx, tx, *e.Facts.Product, versionOf(e), e.ReceivedAt)
	case e.Facts.Price != nil:
		return Applied, mirrorPrice(ctx, tx, *e.Facts.Price, versionOf(e), e.ReceivedAt)
	}
	return Ignored, nil
}

// versionOf orders what is told of a catalogue's object: by instant, an end
// last within a second.
func versionOf(e Event) string {
	end := 0
	if strings.HasSuffix(e.Kind, ".deleted") {
		end = 1
	}
	return fmt.Sprintf("%012d %d %s", e.HappenedAt.Unix(), end, e.ID)
}

// applySession binds the provider's subscription to the wall whose checkout it
// came from, and counts all that was told of it meanwhile.
func (s *Service) applySession(ctx context.Context, tx bun.Tx, e Event) (Outcome, error) {
	f := *e.Facts.Session
	if f.Mode != ForSubscription || f.WallID == 0 || f.SubscriptionID == "" || !f.Paid || f.Expired {
		return Ignored, nil
	}
	if err := s.DB.Lock(ctx, tx, lockOfWall(f.WallID)); err != nil {
		return "", err
	}
	wall, err := wallByID(ctx, tx, f.WallID)
	if errs.KindOf(err) == errs.NotFound {
		return Ignored, nil
	}
	if err != nil {
		return "", err
	}
	sub, err := subscriptionOf(ctx, tx, wall.ID)
	if err != nil {
		return "", err
	}
	if sub == nil {
		sub = s.newSubscription(wall.ID)
		if err := insertSubscription(ctx, tx, sub); err != nil {
			return "", err
		}
	}
	if sub.ProviderID != f.SubscriptionID {
		if sub.ProviderID != "" || sub.Status != Pending || wall.Status == wallCancelled {
			// Somebody pays for what is paid or over.
			return Duplicate, s.giveBack(ctx, tx, wall.ID, f.SubscriptionID, reasonTwice)
		}
		sub.ProviderID, sub.SessionID, sub.SessionURL = f.SubscriptionID, f.ID, ""
	}
	if err := s.bindCustomer(ctx, tx, wall.OrganisationID, f.CustomerID); err != nil {
		return "", err
	}
	return Applied, s.recount(ctx, tx, sub)
}

// wallCancelled is the status of a wall that is over.
const wallCancelled = "cancelled"

func lockOfWall(id int64) string { return fmt.Sprintf("billing wall %d", id) }

// applyToSubscription counts an event of a subscription or of its invoices. One
// of a subscription that no wall has, yet, waits.
func (s *Service) applyToSubscription(ctx context.Context, tx bun.Tx, e Event) (Outcome, error) {
	sub, err := subscriptionByProvider(ctx, tx, e.Object)
	if err != nil {
		return "", err
	}
	if sub == nil {
		return Waiting, nil
	}
	if err := s.DB.Lock(ctx, tx, lockOfWall(sub.WallID)); err != nil {
		return "", err
	}
	if sub, err = subscriptionByProvider(ctx, tx, e.Object); err != nil || sub == nil {
		return Waiting, err
	}
	return Applied, s.recount(ctx, tx, sub)
}

// recount computes the standing of a subscription from all that was told.
func (s *Service) recount(ctx context.Context, tx bun.Tx, sub *Subscription) error {
	told, err := eventsOf(ctx, tx, sub.ProviderID)
	if err != nil {
		return err
	}
	before := *sub
	sub.take(replay(told, sub.WallID))
	return s.settle(ctx, tx, &before, sub)
}

// applyCustomer mirrors a customer onto the organisation bound to it; one that
// is bound to none waits (spec 06 §8).
func (s *Service) applyCustomer(ctx context.Context, tx bun.Tx, e Event) (Outcome, error) {
	details, err := detailsByCustomer(ctx, tx, e.Object)
	if err != nil {
		return "", err
	}
	if details == nil {
		return Waiting, nil
	}
	return Applied, s.mirrorCustomer(ctx, tx, details)
}

func (s *Service) newSubscription(wallID int64) *Subscription {
	now := s.Now().UTC()
	return &Subscription{
		ID: s.IDs.Next(), WallID: wallID, Status: Pending, Quantity: 1, Cycle: Monthly, Currency: "EUR",
		CreatedAt: now, ModifiedAt: now,
	}
}
