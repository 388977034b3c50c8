// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Staffer is an administrator and where the request comes from, for the audit
// trail.
type Staffer struct {
	access.Actor

	IP string
}

// Operator is who acts from the command line: all rights, and nobody's name.
func Operator() Staffer { return Staffer{Actor: access.Actor{Admin: true}} }

// check returns nil for an administrator. The operator has no account to ask.
func (s Staffer) check() error {
	if s.Admin && s.UserID == 0 {
		return nil
	}
	return access.Administrators.Check(s.Actor)
}

// Needs is what the services are built from.
type Needs struct {
	DB     *database.DB
	IDs    *ids.Generator
	Outbox *outbox.Outbox
	Staff  *organisation.Staff
	Media  *media.Library
	Survey *survey.Survey
	Now    func() time.Time

	// Placeholder gives the address that a refused account keeps, another at
	// each call.
	Placeholder func() string
}

// audit notes what by did to a member, in the same transaction. Details hold
// no personal value: the trace outlives the member.
func (n *Needs) audit(ctx context.Context, db bun.IDB, by Staffer, action string, memberID int64, details map[string]string) error {
	return audit.Trail{IDs: n.IDs, Now: n.Now}.Note(ctx, db, audit.Entry{
		ActorID: by.UserID, Action: action, ObjectKind: "member", ObjectID: memberID, Details: details, IP: by.IP,
	})
}

// What the audit trail says of members.
const (
	ActionApproved        = "member.approved"
	ActionRejected        = "member.rejected"
	ActionChangesApproved = "member.changes_approved"
	ActionChangesRefused  = "member.changes_refused"
	ActionViewed          = "member.viewed"
	ActionNoted           = "member.noted"
	ActionAssigned        = "member.assigned"
	ActionUnassigned      = "member.unassigned"
	ActionQuestioned      = "member.questioned"
	ActionDeactivated     = "member.deactivated"
	ActionReactivated     = "member.reactivated"
	ActionRemoved         = "member.removed_from_organisation"
	ActionRoleGiven       = "role.given"
	ActionRoleTaken       = "role.taken"
)
