// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package organisation

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
)

// DropOtherDrafts ends the Business Walls of an organisation that were never
// paid, but for one: it has come into force, and there is one at most (spec 07
// §14.12).
func (s *Staff) DropOtherDrafts(ctx context.Context, tx bun.Tx, organisationID, wallID int64) error {
	return s.dropDrafts(ctx, tx, "organisation_id = ? AND id <> ?", organisationID, wallID)
}

// dropDrafts ends walls that were never paid. The pages on which they could
// still be paid are closed by a job.
func (s *Staff) dropDrafts(ctx context.Context, tx bun.Tx, condition string, args ...any) error {
	now := s.now().UTC()
	var gone []int64
	err := tx.NewRaw("UPDATE business_walls SET status = 'cancelled', cancelled_at = ?, modified_at = ? WHERE status = 'draft' AND "+condition+" RETURNING id",
		append([]any{now, now}, args...)...).Scan(ctx, &gone)
	if err != nil {
		return fmt.Errorf("drop drafts of Business Walls: %w", err)
	}
	for _, id := range gone {
		if _, err := tx.NewRaw("DELETE FROM wall_applications WHERE wall_id = ?", id).Exec(ctx); err != nil {
			return fmt.Errorf("forget the application for wall %d: %w", id, err)
		}
		if err := s.outbox.Record(ctx, tx, event.SubscriptionEnded{WallID: id}); err != nil {
			return err
		}
	}
	return nil
}
