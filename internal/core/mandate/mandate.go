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
	Missions   []string  `bun:"type:jsonb"` // granted: see Mission
	InvitedBy  int64     `bun:",nullzero"`
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
	Message    string // of the client, with the invitation
	Notes      string // of the client, for itself
	InvitedAt  time.Time
	AnsweredAt time.Time `bun:",nullzero"`
	StartsAt   time.Time `bun:",nullzero"` // of the contract
	EndsAt     time.Time `bun:",nullzero"` // of the contract: it ends by itself
	RevokedAt  time.Time `bun:",nullzero"`
}

// IsInForce reports whether the agency works for the client (spec 07 §4.5).
func (p *Partnership) IsInForce() bool {
	return p.Status == PartnershipAccepted || p.Status == PartnershipActive
}

// IsOpen reports whether p is proposed or in force.
func (p *Partnership) IsOpen() bool { return p.IsInForce() || p.Status == PartnershipInvited }

// The statuses of a role.
const (
	Pending  = "pending"  // offered, not answered
	Accepted = "accepted" // in force
	Rejected = "rejected" // refused by the invitee
	Expired  = "expired"  // not answered in time
)

// The statuses of a partnership.
const (
	PartnershipInvited  = "invited"  // proposed to the agency
	PartnershipAccepted = "accepted" // in force, as older rows say it
	PartnershipActive   = "active"   // in force
	PartnershipRejected = "rejected" // refused by the agency
	PartnershipRevoked  = "revoked"  // ended by the client
	PartnershipExpired  = "expired"  // not answered in time, or its contract is over
)

// InvitationLasts is how long an invitation to a role or to a partnership may
// be answered (spec 07 §14.16).
const InvitationLasts = 30 * 24 * time.Hour
