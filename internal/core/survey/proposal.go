// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

import (
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
