// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
)

// QueueRow is a wall whose content the staff has to verify.
type QueueRow struct {
	WallID         int64
	OrganisationID int64
	Name           string
	Type           string
	Status         Status
	SIREN          string `bun:"siren"`
	Approval       string
	Verification   Verification
	ModifiedAt     time.Time
}

// queuePage is how many walls a page of the queue has.
const queuePage = 50

// ToVerify lists walls in force by what the staff thinks of them, oldest first,
// after a wall (0: from the first) (spec 07 §14.23, §15.1).
func (s *Walls) ToVerify(ctx context.Context, by access.Actor, v Verification, after int64) ([]QueueRow, error) {
	if err := access.Administrators.Check(by); err != nil {
		return nil, err
	}
	var found []QueueRow
	err := s.DB.Reader().NewSelect().TableExpr("business_walls AS bw").
		ColumnExpr("bw.id AS wall_id, coalesce(bw.organisation_id, 0) AS organisation_id, "+displayName+" AS name, bw.type, bw.status, bw.siren, bw.approval, bw.verification, bw.modified_at").
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Where("bw.verification = ?", v).Where("bw.status IN ('active', 'suspended')").Where("bw.id > ?", after).
		Order("bw.id").Limit(queuePage).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read walls to verify: %w", err)
	}
	return found, nil
}

var errComment = &errs.Error{Kind: errs.Invalid, Message: "wall.error.comment_needed", Field: "comment"}

// Verify notes what the staff thinks of a wall; a refusal says why, to its
// managers.
func (s *Walls) Verify(ctx context.Context, by access.Actor, wallID int64, v Verification, comment string) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	if v != ToVerify && v != Verified && v != Refused {
		return ErrNoWall
	}
	if v == Refused && comment == "" {
		return errComment
	}
	if len([]rune(comment)) > maxMessageRunes {
		return errMessage
	}
	return s.change(ctx, by, wallID, "verify", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		w.Verification, w.VerificationComment, w.VerifiedBy, w.VerifiedAt = v, comment, by.UserID, s.Now().UTC()
		if err := saveWall(ctx, tx, w, "verification", "verification_comment", "verified_by", "verified_at"); err != nil {
			return err
		}
		if err := s.audit(ctx, tx, by, ActionVerified, w.ID, map[string]string{"verification": string(v)}); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.WallVerified{WallID: w.ID})
	})
}
