// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
)

// The stored names of the roles.
const (
	ownerRole           = string(access.WallOwner)
	internalManagerRole = string(access.InternalManager)
	externalManagerRole = string(access.ExternalManager)
	internalPRRole      = string(access.InternalPROfficer)
	externalPRRole      = string(access.ExternalPROfficer)
)

// isInternal reports whether a role is held by members of the organisation.
func isInternal(role string) bool {
	return role == ownerRole || role == internalManagerRole || role == internalPRRole
}

// isPR reports whether a role publishes, and so carries missions.
func isPR(role string) bool { return role == internalPRRole || role == externalPRRole }

// isKnownRole reports whether a role exists.
func isKnownRole(role string) bool {
	return isInternal(role) || isPR(role) || role == externalManagerRole
}

// OpensDashboard reports whether who accepts the role goes on to the dashboard
// (spec 07 §9).
func OpensDashboard(role string) bool { return isKnownRole(role) && !isPR(role) }

// Addresses takes a list of e-mail addresses apart, as people type it: one a
// line, or separated by blanks, commas, semicolons. Each is normalised and
// given once, in the order of the text (spec 07 §5.7).
func Addresses(text string) []string { return member.Addresses(text) }

// Outcome says what became of an invitation to a role (spec 07 §7.8).
type Outcome string

// The outcomes. The message of a refusal is wall.refusal.OUTCOME.
const (
	Invited         Outcome = "created"
	InvitedAgain    Outcome = "resent"
	AlreadyInvited  Outcome = "already_pending"
	AlreadyHolds    Outcome = "already_accepted"
	UnknownAddress  Outcome = "unknown"
	InactiveAccount Outcome = "inactive"
	NotMember       Outcome = "not_member"
	NoOrganisation  Outcome = "no_organisation"
)

// Failed reports whether nobody was invited, and why must be said.
func (o Outcome) Failed() bool {
	switch o {
	case UnknownAddress, InactiveAccount, NotMember, NoOrganisation:
		return true
	case Invited, InvitedAgain, AlreadyInvited, AlreadyHolds:
	}
	return false
}

// Reason is the message key of a refusal.
func (o Outcome) Reason() string { return "wall.refusal." + string(o) }

// Reply is the outcome for one address.
type Reply struct {
	Address string // as it was typed, normalised; "" for an empty one
	Outcome Outcome
}

// Changes is what saving a list of addresses did.
type Changes struct {
	Replies   []Reply  // about new addresses
	Withdrawn []string // whose offers are taken back
}
