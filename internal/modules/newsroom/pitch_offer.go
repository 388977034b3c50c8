// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// PitchOffer is a counter-offer (contre-proposition): an editor-in-chief would
// accept a pitch under other terms (spec 04 §13.8). Terms left empty are those
// of the pitch.
type PitchOffer struct {
	bun.BaseModel `bun:"table:pitch_offers,alias:po"`

	ID           int64 `bun:",pk"`
	PitchID      int64
	EditorID     int64
	CopyDeadline time.Time `bun:",nullzero"` // bouclage
	IssueAt      time.Time `bun:",nullzero"` // parution
	Fee          int64     // cents, before tax; 0 says nothing of it
	Message      string    // plain text
	Status       OfferStatus
	CreatedAt    time.Time
	ClosedAt     time.Time `bun:",nullzero"`
}

// OfferStatus is where a counter-offer stands.
type OfferStatus string

// The statuses. A pitch has one open offer at most.
const (
	OfferOpen      OfferStatus = "open" // the author has to answer
	OfferAccepted  OfferStatus = "accepted"
	OfferDeclined  OfferStatus = "declined"
	OfferWithdrawn OfferStatus = "withdrawn" // replaced, or overtaken by an answer
)

// OfferInput is what an editor types.
type OfferInput struct {
	CopyDeadline time.Time
	IssueAt      time.Time
	Fee          int64 // cents
	Message      string
}

// The longest texts of the chain, in characters, and the highest fee, in cents.
const (
	MaxBrief  = 10_000
	MaxReason = 1_000
	MaxFee    = 10_000_000
)

var (
	errNoOffer       = errs.New(errs.Conflict, "story.offer.none")
	errOfferOutdated = errs.New(errs.Conflict, "story.offer.outdated")
	errOfferEmpty    = &errs.Error{Kind: errs.Invalid, Message: "story.offer.empty", Field: "message"}
	errOfferOrder    = &errs.Error{Kind: errs.Invalid, Message: "story.deadline_after_issue", Field: "copy_deadline"}
)

// check cleans the input and reports what is wrong with it, or nil.
func (in *OfferInput) check(p *Pitch) error {
	in.Message = richtext.PlainLines(in.Message)
	if err := limits(limit{"message", in.Message, MaxReason}); err != nil {
		return err
	}
	if in.Fee < 0 || in.Fee > MaxFee {
		return &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.money", Field: "fee"}
	}
	if *in == (OfferInput{}) {
		return errOfferEmpty
	}
	issue := p.IssueAt
	if !in.IssueAt.IsZero() {
		issue = in.IssueAt
	}
	if in.CopyDeadline.After(issue) {
		return errOfferOrder
	}
	return nil
}

// CanAnswerOffer reports why by may not answer the counter-offer about p, or
// nil: its author alone may, while there is one.
func (p *Pitch) CanAnswerOffer(by access.Actor, offer *PitchOffer) error {
	if err := p.mustBeAuthor(by, errPitchNotAuthor); err != nil {
		return err
	}
	switch {
	case p.Status == content.Archived:
		return errPitchAnswered
	case p.Status != content.Public:
		return errPitchNotSent
	case offer == nil || offer.Status != OfferOpen:
		return errNoOffer
	}
	return nil
}

// apply puts the terms of an accepted offer in the assignment.
func (o *PitchOffer) apply(a *Assignment) {
	if !o.IssueAt.IsZero() {
		a.IssueAt, a.CopyDeadline, a.PayAt = o.IssueAt, o.IssueAt, o.IssueAt
	}
	if !o.CopyDeadline.IsZero() {
		a.CopyDeadline = o.CopyDeadline
	}
	a.Fee = o.Fee
	if o.Message != "" {
		a.Brief = strings.TrimSpace(a.Brief + "\n\n" + o.Message)
	}
}

func (o *PitchOffer) close(status OfferStatus, now time.Time) { o.Status, o.ClosedAt = status, now }
