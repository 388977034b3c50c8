// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"log/slog"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
)

// move has a wall follow its subscription.
func (s *Service) move(ctx context.Context, tx bun.Tx, m move, sub *Subscription) error {
	switch m {
	case moveActivate:
		err := s.Walls.Activate(ctx, sub.WallID, sub.StartedAt)
		if errs.KindOf(err) == errs.Conflict {
			// It is paid and cannot open: telling it again would not help.
			s.Log.ErrorContext(ctx, "a paid Business Wall cannot be activated: an operator must look",
				slog.Int64("wall_id", sub.WallID), slog.Any("error", err))
			return nil
		}
		return err
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
