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

// Pitch is a story proposed by its author to one media (sujet, spec 04 §3.2).
// Its status is Draft, Public once it was sent, or Archived once answered.
type Pitch struct {
	bun.BaseModel `bun:"table:pitches,alias:st"`

	ID           int64  `bun:",pk"`
	OwnerID      int64  // author
	OutletID     int64  // média destinataire
	PublisherID  int64  `bun:",nullzero"` // organisation in whose name it is proposed
	Title        string // titre
	Brief        string // plain text
	Genre        string
	Section      string // rubrique
	Topic        string // thématique
	Sector       string // secteur
	Language     string
	Country      string // ISO 3166 alpha-3
	Town         string // "FRA / 75011 Paris"
	Status       content.Status
	Outcome      Outcome   // of an archived pitch
	ValidUntil   time.Time // date limite de validité; past it, the pitch is only flagged
	IssueAt      time.Time // date de parution prévue
	SubmittedAt  time.Time `bun:",nullzero"` // last sent to the media
	AnsweredBy   int64     `bun:",nullzero"` // editor-in-chief
	AnsweredAt   time.Time `bun:",nullzero"`
	AnswerReason string    // why it was declined, or ""
	Version      int64     // counts the saves, so that two people cannot overwrite each other
	CreatedAt    time.Time
	ModifiedAt   time.Time
	DeletedAt    time.Time `bun:",soft_delete,nullzero"`
	TitleKey     string    // the title as lists sort it; written with the row
}

// Outcome is how a media has answered a pitch.
type Outcome string

// The outcomes; a pitch that was not answered has none.
const (
	Unanswered Outcome = ""
	Accepted   Outcome = "accepted"
	Declined   Outcome = "declined" // refusé
)

var (
	errPitchNotAuthor    = errs.New(errs.Forbidden, "story.pitch.not_author")
	errPitchNotEditor    = errs.New(errs.Forbidden, "story.pitch.not_editor")
	errPitchNotDeletable = errs.New(errs.Forbidden, "story.pitch.not_deletable")
	errPitchNotDraft     = errs.New(errs.Conflict, "story.pitch.not_draft")
	errPitchNotSent      = errs.New(errs.Conflict, "story.pitch.not_sent")
	errPitchAnswered     = errs.New(errs.Conflict, "story.pitch.answered")
	errPitchChanged      = errs.New(errs.Conflict, "story.pitch.changed")
	errPitchTitle        = &errs.Error{Kind: errs.Invalid, Message: "story.pitch.title_missing", Field: "title"}
	errPitchBrief        = &errs.Error{Kind: errs.Invalid, Message: "story.pitch.brief_missing", Field: "brief"}
)

// BeforeAppendModel writes what lists sort by, whoever saves the pitch.
func (p *Pitch) BeforeAppendModel(_ context.Context, query bun.Query) error {
	switch query.(type) {
	case *bun.InsertQuery, *bun.UpdateQuery:
		p.TitleKey = content.SortKey(p.Title)
	}
	return nil
}

// CanSee returns nil when by may open p: its author always, an editor-in-chief
// of the media it was sent to while it waits for an answer. To everybody else
// it does not exist (spec 04 §5.2).
func (p *Pitch) CanSee(by access.Actor) error {
	if p.OwnerID == by.UserID || p.isReceivedBy(by) {
		return nil
	}
	return errs.ErrNotFound
}

func (p *Pitch) isReceivedBy(by access.Actor) bool {
	return p.Status == content.Public && by.IsEditorInChief(p.OutletID)
}

// CanEdit reports why by may not change p, or nil: who sees it may, until it is
// answered.
func (p *Pitch) CanEdit(by access.Actor) error {
	if err := p.CanSee(by); err != nil {
		return err
	}
	if p.Status == content.Archived {
		return errPitchAnswered
	}
	return nil
}

// CanSubmit reports why by may not send p to its media, or nil (spec 04 §5.2).
func (p *Pitch) CanSubmit(by access.Actor) error {
	if err := p.mustBeAuthor(by, errPitchNotAuthor); err != nil {
		return err
	}
	if p.Status != content.Draft {
		return errPitchNotDraft
	}
	return p.isComplete()
}

// isComplete reports what a pitch lacks for being read by a media.
func (p *Pitch) isComplete() error {
	switch {
	case strings.TrimSpace(p.Title) == "":
		return errPitchTitle
	case strings.TrimSpace(p.Brief) == "":
		return errPitchBrief
	}
	return nil
}

// CanWithdraw reports why by may not take p back (dépublier), or nil.
func (p *Pitch) CanWithdraw(by access.Actor) error {
	if err := p.mustBeAuthor(by, errPitchNotAuthor); err != nil {
		return err
	}
	switch p.Status {
	case content.Public:
		return nil
	case content.Archived:
		return errPitchAnswered
	default:
		return errPitchNotSent
	}
}

// CanDelete reports why by may not delete p, or nil (spec 04 §5.6).
func (p *Pitch) CanDelete(by access.Actor) error { return p.mustBeAuthor(by, errPitchNotDeletable) }

// CanAnswer reports why by may not accept, decline or counter p, or nil: it
// takes an editor-in-chief of the media, and a pitch that waits (spec 04 §5.2).
func (p *Pitch) CanAnswer(by access.Actor) error {
	editor := by.IsEditorInChief(p.OutletID)
	switch {
	case editor && p.Status == content.Archived:
		return errPitchAnswered // by a colleague, meanwhile
	case p.CanSee(by) != nil:
		return errs.ErrNotFound
	case !editor:
		return errPitchNotEditor
	case p.Status != content.Public:
		return errPitchNotSent
	}
	return nil
}

// mustBeAuthor returns nil for the author, refusal for who may see p at least,
// and not found otherwise.
func (p *Pitch) mustBeAuthor(by access.Actor, refusal error) error {
	if err := p.CanSee(by); err != nil {
		return err
	}
	if p.OwnerID != by.UserID {
		return refusal
	}
	return nil
}

// IsExpired reports whether the limit of validity has passed. It closes
// nothing (spec 04 §5.2).
func (p *Pitch) IsExpired(now time.Time) bool {
	return p.Status != content.Archived && p.ValidUntil.Before(now)
}

// answer archives p with what the editor has decided.
func (p *Pitch) answer(editorID int64, outcome Outcome, reason string, now time.Time) {
	p.Status, p.Outcome, p.AnswerReason = content.Archived, outcome, reason
	p.AnsweredBy, p.AnsweredAt = editorID, now
}

// assignment is what p becomes when it is accepted: its author writes for who
// commissions it, and has agreed by proposing it (spec 04 §5.2, §12.15).
func (p *Pitch) assignment(id, commissionerID int64, now time.Time) *Assignment {
	return &Assignment{
		ID: id, OwnerID: p.OwnerID, CommissionerID: commissionerID, OutletID: p.OutletID, PublisherID: p.PublisherID, PitchID: p.ID,
		Title: p.Title, Brief: p.Brief, Genre: p.Genre, Section: p.Section, Topic: p.Topic, Sector: p.Sector,
		Language: p.Language, Country: p.Country, Town: p.Town, Status: content.Draft,
		ValidUntil: p.ValidUntil, CopyDeadline: p.IssueAt, IssueAt: p.IssueAt, PayAt: p.IssueAt,
		AgreedAt: now, Version: 1, CreatedAt: now, ModifiedAt: now,
	}
}
