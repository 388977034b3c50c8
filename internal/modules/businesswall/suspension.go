// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// Suspension is why a wall is suspended: what its people can do about it
// depends on it (spec 07 §5.1, §14.13, §14.22).
type Suspension string

// The reasons.
const (
	ForUnpaid  Suspension = "unpaid"  // pay, in the provider's portal
	ForPaused  Suspension = "paused"  // resume, in the provider's portal
	ForBlocked Suspension = "blocked" // by the staff, whom one writes to
)

var (
	errBlocked = errs.New(errs.Conflict, "wall.error.blocked")
	errPaused  = errs.New(errs.Conflict, "wall.error.paused")
)

// refusal is why a wall suspended for s may not change its type.
func (s Suspension) refusal() error {
	switch s {
	case ForBlocked:
		return errBlocked
	case ForPaused:
		return errPaused
	case ForUnpaid:
	}
	return errSuspended
}

// Suspended returns why a wall is suspended, or "" when it is not. Who may know
// is the caller's business.
func (s *Walls) Suspended(ctx context.Context, w *Wall) (Suspension, error) {
	return s.suspended(ctx, s.DB.Reader(), w)
}

func (n *Needs) suspended(ctx context.Context, db bun.IDB, w *Wall) (Suspension, error) {
	switch {
	case w.Status != Suspended:
		return "", nil
	case !w.BlockedAt.IsZero():
		return ForBlocked, nil
	}
	paused, err := n.Subscriptions.IsPaused(ctx, db, w.ID)
	if err != nil {
		return "", err
	}
	if paused {
		return ForPaused, nil
	}
	return ForUnpaid, nil
}
