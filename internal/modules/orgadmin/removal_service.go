// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"aipress24.com/aipress24/internal/core/errs"
)

// Removal is what is done to all Business Walls at once; the payment provider
// first, since what it knows is deleted with them.
type Removal interface {
	// CountAll counts the walls on record, of every status.
	CountAll(ctx context.Context, by Staffer) (int, error)
	// End ends what the payment provider charges for a wall.
	End(ctx context.Context, wallID int64) error
	// DeleteAll deletes every wall, with all that hangs on it.
	DeleteAll(ctx context.Context, by Staffer) (int, error)
}

// Removed is what DeleteWalls has done.
type Removed struct {
	Walls  int
	Ended  int // subscriptions ended at the payment provider
	Failed int // that could not be ended; the log says which
}

// errOtherCount refuses a confirmation that does not name how many walls there are.
var errOtherCount = &errs.Error{Kind: errs.Invalid, Message: "orgadmin.error.other_count", Field: "count"}

// errRemovalClosed refuses what the configuration does not allow.
var errRemovalClosed = errs.New(errs.Forbidden, "orgadmin.error.removal_closed")

// ConfirmDeleteWalls is DeleteWalls from a page: where the configuration allows
// it, by who has typed how many walls there are (spec 08 §5.13).
func (d *Desk) ConfirmDeleteWalls(ctx context.Context, by Staffer, typed string) (Removed, error) {
	if !d.MayDeleteWalls {
		return Removed{}, errRemovalClosed
	}
	count, err := d.CountWalls(ctx, by)
	if err != nil {
		return Removed{}, err
	}
	if strings.TrimSpace(typed) != strconv.Itoa(count) {
		return Removed{}, errOtherCount
	}
	return d.DeleteWalls(ctx, by)
}

// CountWalls counts what DeleteWalls would delete.
func (d *Desk) CountWalls(ctx context.Context, by Staffer) (int, error) {
	if err := by.check(); err != nil {
		return 0, err
	}
	return d.Removal.CountAll(ctx, by)
}

// DeleteWalls deletes every Business Wall (« Delete BWs », spec 07 §12, 08
// §5.13). Subscriptions are ended at the payment provider as far as it goes: a
// provider that does not answer delays nothing.
func (d *Desk) DeleteWalls(ctx context.Context, by Staffer) (Removed, error) {
	var done Removed
	if err := by.check(); err != nil {
		return done, err
	}
	for after := int64(0); ; {
		charged, err := d.charged(ctx, after)
		if err != nil {
			return done, err
		}
		for _, id := range charged {
			if err := d.Removal.End(ctx, id); err != nil {
				d.Log.WarnContext(ctx, "subscription not ended", slog.Int64("wall", id), slog.Any("error", err))
				done.Failed++
				continue
			}
			done.Ended++
		}
		if len(charged) < exportBatch {
			break
		}
		after = charged[len(charged)-1]
	}
	var err error
	done.Walls, err = d.Removal.DeleteAll(ctx, by)
	return done, err
}

// charged lists walls that the payment provider knows, after one.
func (d *Desk) charged(ctx context.Context, after int64) ([]int64, error) {
	var found []int64
	err := d.DB.Reader().NewRaw(`
SELECT s.wall_id FROM subscriptions s WHERE s.wall_id > ? AND s.status NOT IN ('cancelled', 'expired')
  AND (s.provider_id IS NOT NULL OR s.session_id IS NOT NULL) ORDER BY s.wall_id LIMIT ?`, after, exportBatch).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read subscriptions: %w", err)
	}
	return found, nil
}
