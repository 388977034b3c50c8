// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// Assignment is an ordered story (commande, spec 04 §3.3): born of an accepted
// pitch, or made by hand. Its status is Draft, Pending once its commissioner
// has confirmed it (validée), Public once its article is published (livrée), or
// Rejected once it was cancelled or declined (annulée).
type Assignment struct {
	bun.BaseModel `bun:"table:assignments,alias:st"`

	ID             int64 `bun:",pk"`
	OwnerID        int64 // journalist who writes
	CommissionerID int64 // commanditaire: editor who ordered it
	OutletID       int64 // média
	PublisherID    int64 `bun:",nullzero"`
	PitchID        int64 `bun:",nullzero"` // the pitch it comes from
	Title          string
	Brief          string // plain text
	Genre          string
	Section        string // rubrique
	Topic          string // thématique
	Sector         string // secteur
	Language       string
	Country        string
	Town           string
	Status         content.Status
	Fee            int64     // cents, informative; 0 says nothing of it
	ValidUntil     time.Time // date limite de validité
	CopyDeadline   time.Time // bouclage
	IssueAt        time.Time // parution prévue
	PayAt          time.Time // paiement: informative only, nothing is paid here
	ConfirmedAt    time.Time `bun:",nullzero"`
	AgreedAt       time.Time `bun:",nullzero"` // the journalist has agreed to write it
	DeliveredAt    time.Time `bun:",nullzero"`
	ClosedBy       int64     `bun:",nullzero"` // who cancelled or declined it
	ClosedAt       time.Time `bun:",nullzero"`
	CloseReason    string
	Version        int64 // counts the saves
	CreatedAt      time.Time
	ModifiedAt     time.Time
	DeletedAt      time.Time `bun:",soft_delete,nullzero"`
	TitleKey       string    // the title as lists sort it; written with the row
}

var (
	errNotCommissioner        = errs.New(errs.Forbidden, "story.assignment.not_commissioner")
	errNotAssignee            = errs.New(errs.Forbidden, "story.assignment.not_assignee")
	errAssignmentNotDeletable = errs.New(errs.Forbidden, "story.assignment.not_deletable")
	errAssignmentClosed       = errs.New(errs.Conflict, "story.assignment.closed")
	errAssignmentNotDraft     = errs.New(errs.Conflict, "story.assignment.not_draft")
	errAssignmentNotOpen      = errs.New(errs.Conflict, "story.assignment.not_open")
	errAssignmentAgreed       = errs.New(errs.Conflict, "story.assignment.agreed")
	errAssignmentHasArticle   = errs.New(errs.Conflict, "story.assignment.has_article")
	errAssignmentChanged      = errs.New(errs.Conflict, "story.assignment.changed")
	errAssignmentTitle        = &errs.Error{Kind: errs.Invalid, Message: "story.assignment.title_missing", Field: "title"}
	errAssignmentBrief        = &errs.Error{Kind: errs.Invalid, Message: "story.assignment.brief_missing", Field: "brief"}
)

// BeforeAppendModel writes what lists sort by, whoever saves the assignment.
func (a *Assignment) BeforeAppendModel(_ context.Context, query bun.Query) error {
	switch query.(type) {
	case *bun.InsertQuery, *bun.UpdateQuery:
		a.TitleKey = content.SortKey(a.Title)
	}
	return nil
}

// CanSee returns nil for the journalist and for who commissioned; to everybody
// else the assignment does not exist (spec 04 §5.3).
func (a *Assignment) CanSee(by access.Actor) error {
	if a.OwnerID == by.UserID || a.CommissionerID == by.UserID {
		return nil
	}
	return errs.ErrNotFound
}

// IsOpen reports whether a is still to be written.
func (a *Assignment) IsOpen() bool { return a.Status == content.Draft || a.Status == content.Pending }

// IsAgreed reports whether the journalist has agreed to write it.
func (a *Assignment) IsAgreed() bool { return !a.AgreedAt.IsZero() }

// IsLate reports whether the copy deadline (bouclage) has passed.
func (a *Assignment) IsLate(now time.Time) bool { return a.IsOpen() && a.CopyDeadline.Before(now) }

// CanEdit reports why by may not change a, or nil: both parties may, until it
// is delivered or cancelled.
func (a *Assignment) CanEdit(by access.Actor) error {
	if err := a.CanSee(by); err != nil {
		return err
	}
	if !a.IsOpen() {
		return errAssignmentClosed
	}
	return nil
}

// CanConfirm reports why by may not confirm a (valider), or nil: its
// commissioner does, once it says what is to be written.
func (a *Assignment) CanConfirm(by access.Actor) error {
	if err := a.CanSee(by); err != nil {
		return err
	}
	switch {
	case a.CommissionerID != by.UserID:
		return errNotCommissioner
	case a.Status != content.Draft:
		return errAssignmentNotDraft
	}
	return a.isComplete()
}

func (a *Assignment) isComplete() error {
	switch {
	case strings.TrimSpace(a.Title) == "":
		return errAssignmentTitle
	case strings.TrimSpace(a.Brief) == "":
		return errAssignmentBrief
	}
	return nil
}

// CanAgree reports why by may not agree to write a, or decline to, or nil: the
// journalist to whom it was proposed may, once.
func (a *Assignment) CanAgree(by access.Actor) error {
	if err := a.CanSee(by); err != nil {
		return err
	}
	switch {
	case a.OwnerID != by.UserID:
		return errNotAssignee
	case a.Status != content.Pending:
		return errAssignmentNotOpen
	case a.IsAgreed():
		return errAssignmentAgreed
	}
	return nil
}

// CanCancel reports why by may not cancel a, or nil: its commissioner may until
// it is delivered.
func (a *Assignment) CanCancel(by access.Actor) error {
	if err := a.CanSee(by); err != nil {
		return err
	}
	switch {
	case a.CommissionerID != by.UserID:
		return errNotCommissioner
	case !a.IsOpen():
		return errAssignmentClosed
	}
	return nil
}

// CanWrite reports why by may not start the article of a, or nil: the
// journalist may once it is confirmed and agreed.
func (a *Assignment) CanWrite(by access.Actor) error {
	if err := a.CanSee(by); err != nil {
		return err
	}
	switch {
	case a.OwnerID != by.UserID:
		return errNotAssignee
	case a.Status != content.Pending || !a.IsAgreed():
		return errAssignmentNotOpen
	}
	return nil
}

// CanDelete reports why by may not delete a, or nil (spec 04 §5.3, §5.6).
func (a *Assignment) CanDelete(by access.Actor) error {
	if err := a.CanSee(by); err != nil {
		return err
	}
	if a.OwnerID != by.UserID {
		return errAssignmentNotDeletable
	}
	return nil
}

// confirm makes a binding; who orders from oneself has agreed.
func (a *Assignment) confirm(now time.Time) {
	a.Status, a.ConfirmedAt = content.Pending, now
	if a.OwnerID == a.CommissionerID && !a.IsAgreed() {
		a.AgreedAt = now
	}
}

// drop ends a without an article.
func (a *Assignment) drop(by access.Actor, reason string, now time.Time) {
	a.Status, a.ClosedBy, a.ClosedAt, a.CloseReason = content.Rejected, by.UserID, now, reason
}
