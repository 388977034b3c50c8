// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// SuspendOverdue suspends the active walls whose subscription has been past due
// for graceDays full days, and returns how many (spec 07 §11). Suspended and
// cancelled ones are left alone; run twice, it does nothing the second time.
func (s *Service) SuspendOverdue(ctx context.Context, graceDays int) (int, error) {
	suspended, after := 0, int64(0)
	for {
		walls, err := overdueWalls(ctx, s.DB.Writer(), overdueBefore(s.Now(), graceDays), after)
		if err != nil {
			return suspended, err
		}
		for _, id := range walls {
			done, err := s.suspendOverdue(ctx, id, graceDays)
			if err != nil {
				return suspended, fmt.Errorf("suspend wall %d: %w", id, err)
			}
			if done {
				suspended++
			}
			after = id
		}
		if len(walls) < overduePage {
			return suspended, nil
		}
	}
}

// suspendOverdue suspends one wall if it is still overdue.
func (s *Service) suspendOverdue(ctx context.Context, wallID int64, graceDays int) (changed bool, err error) {
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.DB.Lock(ctx, tx, lockOfWall(wallID)); err != nil {
			return err
		}
		sub, err := subscriptionOf(ctx, tx, wallID)
		if err != nil || sub == nil || !sub.IsOverdue(s.Now(), graceDays) {
			return err
		}
		before := *sub
		if sub.SuspendedFor == "" {
			sub.SuspendedFor = SuspendedOverdue
			changed = true
			return s.settle(ctx, tx, &before, sub)
		}
		// Suspended by us, and yet in force: said again.
		sub.tellAt(sub.AppliedAt)
		if err := updateSubscription(ctx, tx, sub); err != nil {
			return err
		}
		changed = true
		return s.Walls.Suspend(ctx, sub.WallID, sub.ToldAt)
	})
	return changed, err
}
