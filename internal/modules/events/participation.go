// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
)

// Standing is where a member stands with an event (spec 03 §13 E1).
type Standing string

// The standings.
const (
	Requested  Standing = "requested"  // the organiser has to decide
	Approved   Standing = "approved"   // has a seat
	Refused    Standing = "refused"    // by the organiser, who may change their mind
	Waitlisted Standing = "waitlisted" // gets the next free seat, the oldest first
	Cancelled  Standing = "cancelled"  // by the member, who may ask again
	Attended   Standing = "attended"   // came
	NoShow     Standing = "no_show"    // had a seat and did not come
)

// Standings lists them, in the order of the organiser's page.
func Standings() []Standing {
	return []Standing{Requested, Approved, Waitlisted, Attended, NoShow, Refused, Cancelled}
}

// LabelKey is the message key of the standing.
func (s Standing) LabelKey() string { return "events.standing." + string(s) }

// seated are the standings that take a seat.
var seated = []Standing{Approved, Attended, NoShow}

// HasSeat reports whether the standing takes a seat.
func (s Standing) HasSeat() bool { return slices.Contains(seated, s) }

// Participation is a member's accreditation to an event: one for each pair.
type Participation struct {
	bun.BaseModel `bun:"table:participations,alias:pa"`

	ID          int64 `bun:",pk"`
	PostID      int64
	MemberID    int64
	Status      Standing
	Motive      string    // the member's answer to the organiser's question
	Message     string    // of the organiser, with the decision
	Hidden      bool      // the member does not want to be listed
	BadgeCode   string    `bun:",nullzero"` // of who has a seat: see newCode
	RequestedAt time.Time // decides the order of the waiting list
	DecidedAt   time.Time `bun:",nullzero"`
	DecidedBy   int64     `bun:",nullzero"` // 0: by the rules
	AttendedAt  time.Time `bun:",nullzero"`
	ModifiedAt  time.Time
}

// MaxWords is the longest motive or message, in characters.
const MaxWords = 1_000

var (
	errNotInvited      = errs.New(errs.Forbidden, "events.error.not_invited")
	errAdmissionClosed = errs.New(errs.Conflict, "events.error.admission_closed")
	errTooLate         = errs.New(errs.Conflict, "events.error.too_late")
	errOver            = errs.New(errs.Conflict, "events.error.over")
	errRefusedBefore   = errs.New(errs.Conflict, "events.error.refused_before")
	errNothingToCancel = errs.New(errs.Conflict, "events.error.nothing_to_cancel")
	errNotDecidable    = errs.New(errs.Conflict, "events.error.not_decidable")
	errMayNotDecide    = errs.New(errs.Forbidden, "events.error.not_organiser")
)

// Deadline is when p stops taking requests: the beginning when nothing else was
// said.
func (p *Post) Deadline() time.Time {
	if p.DeadlineAt.IsZero() {
		return p.StartsAt
	}
	return p.DeadlineAt
}

// Invites reports whether p is for the community of by (spec 03 §4.13).
func (p *Post) Invites(by access.Actor) bool {
	return by.Community != access.NoCommunity && slices.Contains(p.Audience, by.Community)
}

// CanAsk reports why by may not ask to take part in p, or nil.
func (p *Post) CanAsk(by access.Actor, now time.Time) error {
	switch {
	case !p.Invites(by):
		return errNotInvited
	case p.HasEnded(now):
		return errOver
	case p.Admission == Closed:
		return errAdmissionClosed
	case now.After(p.Deadline()):
		return errTooLate
	}
	return nil
}

// IsOrganisedBy reports whether by decides who takes part in p: its author, who
// takes care of its publisher's events or manages its publisher, administrators
// (spec 03 §13 E1).
func (p *Post) IsOrganisedBy(by access.Actor) bool {
	return p.OwnerID == by.UserID || by.Admin || by.OrganisesFor(p.PublisherID) || by.Manages(p.PublisherID)
}

// HasRoom reports whether one more seat may be given when so many are taken.
func (p *Post) HasRoom(taken int64) bool { return p.Capacity == 0 || taken < p.Capacity }

// afterRequest is the standing of who asks, when so many seats are taken.
func (p *Post) afterRequest(taken int64) Standing {
	switch {
	case p.Admission == OnRequest:
		return Requested
	case p.HasRoom(taken):
		return Approved
	}
	return Waitlisted
}

// CanCancel reports why the participant may not give up, or nil: any time
// before the end.
func (x *Participation) CanCancel(p *Post, now time.Time) error {
	switch {
	case p.HasEnded(now):
		return errOver
	case x.Status == Requested, x.Status == Approved, x.Status == Waitlisted:
		return nil
	}
	return errNothingToCancel
}

// CanDecide reports why the organiser may not decide about x now, or nil. A
// refusal may be reversed; what the participant gave up stays given up, and who
// came has come.
func (x *Participation) CanDecide(approve bool) error {
	switch x.Status {
	case Requested, Waitlisted:
		return nil
	case Refused:
		if approve {
			return nil
		}
	case Approved:
		if !approve {
			return nil
		}
	case Cancelled, Attended, NoShow:
	}
	return errNotDecidable
}
