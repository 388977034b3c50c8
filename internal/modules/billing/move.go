// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
)

// move has a wall follow its subscription.
func (s *Service) move(ctx context.Context, tx bun.Tx, m move, sub *Subscription) error {
	switch m {
	case moveActivate:
		return s.activate(ctx, tx, sub)
	case movePastDue:
		if err := s.Walls.MarkPastDue(ctx, sub.WallID, sub.PastDueSince, sub.suspendsAt()); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.SubscriptionPastDue{WallID: sub.WallID})
	case moveSuspend:
		return s.Walls.Suspend(ctx, sub.WallID, sub.ToldAt)
	case moveReactivate:
		return s.Walls.Reactivate(ctx, sub.WallID, sub.ToldAt)
	case moveCancel:
		return s.Walls.Cancel(ctx, sub.WallID, sub.CancelledAt)
	}
	return nil
}

// tellAt advances the instant at which the wall was last told something of its
// standing: that of the event, but later than the one before. Events of a
// second, and late ones, would otherwise look outdated to the wall.
func (s *Subscription) tellAt(at time.Time) {
	if least := s.ToldAt.Add(time.Millisecond); at.Before(least) {
		at = least
	}
	s.ToldAt = at.UTC()
}
