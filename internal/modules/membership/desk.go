// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// Desk is where registrations and proposals are reviewed.
type Desk struct{ Needs }

// NewDesk returns the desk.
func NewDesk(n Needs) *Desk { return &Desk{n} }

// Stage says what of a member waits for a decision.
type Stage string

// The stages.
const (
	Settled      Stage = "settled"      // nothing waits
	Registration Stage = "registration" // a newcomer
	Proposal     Stage = "proposal"     // changes of an active member
)

// stageOf tells what waits. A deactivated account is neither: it is never in
// the queue again (spec 02 §18 U8).
func (f *file) stage() Stage {
	switch {
	case !f.member.Active && f.member.ValidationStatus == member.StatusNew:
		return Registration
	case f.member.Active && f.proposal != nil:
		return Proposal
	}
	return Settled
}

// Reason is why somebody is refused: one of the usual reasons, in the words of
// the receiver's language, a free text, both or none.
type Reason struct {
	Canned string // one of CannedReasons, or ""
	Text   string
}

// CannedReasons lists the usual reasons of a refusal; the words are under
// membership.reason.
func CannedReasons() []string {
	return []string{"identity", "press_card", "employer", "profile", "duplicate", "charter"}
}

// MaxNote is the longest note, question, answer or reason, in characters.
const MaxNote = 1500

var (
	errTextMissing = &errs.Error{Kind: errs.Invalid, Message: "membership.error.text_missing", Field: "text"}
	errTextLong    = &errs.Error{Kind: errs.Invalid, Message: "membership.error.text_long", Field: "text"}
	errDecided     = errs.New(errs.Conflict, "membership.error.decided")
)

// clean checks a text that somebody typed.
func clean(text string, required bool) (string, error) {
	text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", ""))
	switch {
	case required && text == "":
		return "", errTextMissing
	case utf8.RuneCountInString(text) > MaxNote:
		return "", errTextLong
	}
	return text, nil
}

// Decision is what a validation or a refusal has done.
type Decision struct {
	Stage   Stage // what was decided about
	Changed bool  // false: it had been decided so before
	Name    string
}

// Validate approves what waits: the registration, else the proposal. Validating
// an active member changes nothing (spec 02 §6.1).
func (d *Desk) Validate(ctx context.Context, by Staffer, id int64) (Decision, error) {
	return d.decide(ctx, by, id, "validate", func(ctx context.Context, tx bun.Tx, f *file) (bool, error) {
		switch {
		case f.stage() == Registration:
			return true, d.approve(ctx, tx, by, f)
		case f.stage() == Proposal:
			return true, d.applyProposal(ctx, tx, by, f)
		case !f.member.Active:
			return false, errDecided // deactivated meanwhile: that is another action
		}
		return false, nil
	})
}

// decidedStage is what the last decision about a settled member was about: a
// second click leads back to the same list as the first.
func decidedStage(f *file) Stage {
	if f.stage() == Settled && f.member.ValidationStatus == member.StatusChangesValidated {
		return Proposal
	}
	return f.stage()
}

// Refuse rejects what waits: the registration, whose address is free again, or
// the proposal, which leaves the member as he or she is.
func (d *Desk) Refuse(ctx context.Context, by Staffer, id int64, why Reason) (Decision, error) {
	var err error
	if why.Text, err = clean(why.Text, false); err != nil {
		return Decision{}, err
	}
	return d.decide(ctx, by, id, "refuse", func(ctx context.Context, tx bun.Tx, f *file) (bool, error) {
		switch f.stage() {
		case Registration:
			return true, d.reject(ctx, tx, by, f, why)
		case Proposal:
			return true, d.refuseProposal(ctx, tx, by, f, why)
		case Settled:
		}
		return false, errDecided
	})
}

// decide makes a decision in one transaction.
func (d *Desk) decide(
	ctx context.Context, by Staffer, id int64, verb string, apply func(context.Context, bun.Tx, *file) (bool, error),
) (Decision, error) {
	if err := by.check(); err != nil {
		return Decision{}, err
	}
	var made Decision
	err := d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		f, err := d.lockedFile(ctx, tx, id)
		if err != nil {
			return err
		}
		made = Decision{Stage: decidedStage(f), Name: f.member.FullName()}
		made.Changed, err = apply(ctx, tx, f)
		return err
	})
	if err != nil {
		return Decision{}, fmt.Errorf("%s member %d: %w", verb, id, err)
	}
	return made, nil
}
