// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package mandate holds who may act for whom: roles on a Business Wall and
// partnerships between a client and a PR agency (spec 01 §6.3, 04 §2.3).
package mandate

import (
	"time"

	"github.com/uptrace/bun"
)

// Role is a person's role on a Business Wall; only accepted ones count.
type Role struct {
	bun.BaseModel `bun:"table:wall_roles,alias:wr"`

	ID         int64 `bun:",pk"`
	WallID     int64
	MemberID   int64
	Role       string    // access.WallRole
	Status     string    // pending, accepted, rejected, expired
	Missions   []string  `bun:"type:jsonb"`
	InvitedAt  time.Time `bun:",nullzero"`
	AnsweredAt time.Time `bun:",nullzero"`
}

// Partnership is a client's mandate to a PR agency.
type Partnership struct {
	bun.BaseModel `bun:"table:partnerships,alias:pa"`

	ID         int64 `bun:",pk"`
	ClientID   int64 // the client's Business Wall
	AgencyID   int64 // the agency's Business Wall
	Status     string
	InvitedBy  int64
	InvitedAt  time.Time
	AnsweredAt time.Time `bun:",nullzero"`
	EndsAt     time.Time `bun:",nullzero"`
}

// The statuses of a role that pages ask for.
const (
	Pending  = "pending"  // offered, not answered
	Accepted = "accepted" // in force
)

// The statuses of a partnership that pages ask for.
const (
	PartnershipInvited = "invited" // proposed to the agency
	PartnershipRevoked = "revoked" // ended by the client
)
