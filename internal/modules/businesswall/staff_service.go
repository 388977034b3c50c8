// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
)

// What the audit trail says of the staff's own doings.
const (
	ActionOpened  = "wall.opened"  // an administrator acts for the wall
	ActionDeleted = "wall.deleted" // with the number of walls, without object
)

// Open makes an administrator act for a wall, so that its pages of management
// are its (spec 08 §5.5).
func (s *Walls) Open(ctx context.Context, by access.Actor, wallID int64) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	return s.change(ctx, by, wallID, "open", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if _, err := tx.NewRaw("UPDATE members SET selected_wall_id = ? WHERE id = ?", w.ID, by.UserID).Exec(ctx); err != nil {
			return fmt.Errorf("select wall %d: %w", w.ID, err)
		}
		return s.audit(ctx, tx, by, ActionOpened, w.ID, nil)
	})
}

// CountAll counts the walls on record, of every status, for who may delete them.
func (s *Lifecycle) CountAll(ctx context.Context, by access.Actor) (int, error) {
	if !by.Admin {
		return 0, access.Administrators.Check(by)
	}
	n, err := s.DB.Reader().NewSelect().Model((*Wall)(nil)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count walls: %w", err)
	}
	return int(n), nil
}

// DeleteAll deletes every wall with all that hangs on it, and returns how many
// there were: roles, partnerships, pictures and subscriptions go with them,
// organisations become unofficial, nobody acts for a wall any more (« Delete
// BWs », spec 07 §12, 08 §5.13). Subscriptions at the payment provider are the
// caller's business, before. It is for administrators and the operator, whose
// actor has no account.
func (s *Lifecycle) DeleteAll(ctx context.Context, by access.Actor) (int, error) {
	if !by.Admin {
		return 0, access.Administrators.Check(by)
	}
	deleted := 0
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		deleted = 0
		if err := s.release(ctx, tx); err != nil {
			return err
		}
		var gone []int64
		if _, err := tx.NewDelete().Model((*Wall)(nil)).Where("1 = 1").Returning("id").Exec(ctx, &gone); err != nil {
			return fmt.Errorf("delete walls: %w", err)
		}
		deleted = len(gone)
		if deleted == 0 {
			return nil
		}
		return s.audit(ctx, tx, by, ActionDeleted, 0, map[string]string{"count": strconv.Itoa(deleted)})
	})
	return deleted, err
}

// release takes the walls from those who refer to them without being deleted
// with them.
func (s *Lifecycle) release(ctx context.Context, tx bun.Tx) error {
	for _, query := range []string{
		"DELETE FROM media_links WHERE kind = 'wall'",
		"DELETE FROM wall_applications",
		"UPDATE members SET selected_wall_id = NULL WHERE selected_wall_id IS NOT NULL",
	} {
		if _, err := tx.NewRaw(query).Exec(ctx); err != nil {
			return fmt.Errorf("release walls: %w", err)
		}
	}
	var unofficial []int64
	err := tx.NewRaw("UPDATE organisations SET wall_id = NULL, wall_type = '', wall_name = '', modified_at = ? WHERE wall_id IS NOT NULL OR wall_name <> '' RETURNING id",
		s.Now().UTC()).Scan(ctx, &unofficial)
	if err != nil {
		return fmt.Errorf("make organisations unofficial: %w", err)
	}
	for _, id := range unofficial {
		if err := s.Outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: id}); err != nil {
			return err
		}
	}
	return nil
}
