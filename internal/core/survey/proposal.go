// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Proposal is changes that a member has asked for and that wait for approval;
// the live profile stays as it is meanwhile. A member has one at most (spec 02
// §6.2).
type Proposal struct {
	bun.BaseModel `bun:"table:profile_proposals,alias:pp"`

	MemberID      int64    `bun:",pk"`
	SurveyProfile string   // P001…P033
	Answers       Answers  `bun:"type:jsonb"` // all of them, those that stay the same too
	Changed       []string `bun:"type:jsonb"` // names of the fields that differ when submitted
	SubmittedAt   time.Time
}

// WaitingSince is when a member asked for the changes that wait, or zero when
// none do.
func WaitingSince(ctx context.Context, db bun.IDB, memberID int64) (time.Time, error) {
	var waiting []Proposal
	err := db.NewSelect().Model(&waiting).Column("pp.submitted_at").Where("pp.member_id = ?", memberID).Scan(ctx)
	if err != nil {
		return time.Time{}, fmt.Errorf("look for a proposal of %d: %w", memberID, err)
	}
	if len(waiting) == 0 {
		return time.Time{}, nil
	}
	return waiting[0].SubmittedAt, nil
}
