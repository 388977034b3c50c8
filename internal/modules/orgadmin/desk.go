// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/organisation"
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

// Walls is what the staff does to Business Walls; each call checks rights,
// audits and is one transaction.
type Walls interface {
	// Block suspends a wall in force until Unblock, whatever is paid meanwhile.
	Block(ctx context.Context, by access.Actor, wallID int64) error
	Unblock(ctx context.Context, by access.Actor, wallID int64) error
	// ChangeOwner hands a wall in force over to the account of an address.
	ChangeOwner(ctx context.Context, by access.Actor, wallID int64, email string) error
	// Verify notes what the staff thinks of a wall; a refusal needs a comment.
	Verify(ctx context.Context, by access.Actor, wallID int64, verification, comment string) error
	// Queue lists walls in force by verification, after a wall (0: from the
	// first), oldest first, QueueRows at most.
	Queue(ctx context.Context, by access.Actor, verification string, after int64) ([]QueueRow, error)
	// Open makes an administrator act for a wall, so that its pages are its.
	Open(ctx context.Context, by access.Actor, wallID int64) error
	// SaveInvitations makes the addresses invited to join those of a list.
	SaveInvitations(ctx context.Context, by access.Actor, wallID int64, text string) (added, cancelled int, err error)
}

// Needs is what the services are built from.
type Needs struct {
	DB     *database.DB
	IDs    *ids.Generator
	Outbox *outbox.Outbox
	Staff  *organisation.Staff
	Walls  Walls
	Now    func() time.Time

	Removal        Removal
	MayDeleteWalls bool // all of them, from a page
	Log            *slog.Logger
}

// Desk is where the staff looks after organisations.
type Desk struct{ Needs }

// New returns the desk.
func New(n Needs) *Desk { return &Desk{n} }

// auditKind is what entries about organisations are about; wallKind those about
// their Business Walls.
const (
	auditKind = "organisation"
	wallKind  = "wall"
)

// What the audit trail says of organisations. Message keys are orgadmin.audit.
// and the action without its prefix.
const (
	ActionActivated     = "organisation.activated"
	ActionDeactivated   = "organisation.deactivated"
	ActionDeleted       = "organisation.deleted"
	ActionMemberAdded   = "organisation.member_added"
	ActionMemberRemoved = "organisation.member_removed"
	ActionMerged        = "organisation.merged"      // into another
	ActionMergedFrom    = "organisation.merged_from" // with another
	ActionCollected     = "organisation.collected"   // all empty ones; no object
)

// audit notes what by did to an organisation, in the same transaction. Details
// hold ids only: the trace outlives people.
func (n *Needs) audit(ctx context.Context, tx bun.Tx, by Staffer, action string, id int64, details map[string]string) error {
	return audit.Trail{IDs: n.IDs, Now: n.Now}.Note(ctx, tx, audit.Entry{
		ActorID: by.UserID, Action: action, ObjectKind: auditKind, ObjectID: id, Details: details, IP: by.IP,
	})
}

func detail(name string, id int64) map[string]string {
	return map[string]string{name: strconv.FormatInt(id, 10)}
}

// lock makes decisions about one organisation run one after the other.
func (n *Needs) lock(ctx context.Context, tx bun.Tx, id int64) error {
	return n.DB.Lock(ctx, tx, "organisation:"+strconv.FormatInt(id, 10))
}
