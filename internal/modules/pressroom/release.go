// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Release is a press release (communiqué) as its author sees it (spec 04 §3.5).
type Release struct {
	bun.BaseModel `bun:"table:press_releases,alias:r"`

	ID             int64  `bun:",pk"`
	OwnerID        int64  // author
	PublisherID    int64  `bun:",nullzero"` // éditeur: the organisation it is published for
	Title          string // titre
	Standfirst     string // chapô, plain text
	Body           string // sanitised HTML
	Genre          string // of the vocabulary genres-com
	Section        string // rubrique
	Topic          string // type d'info
	Sector         string // secteur
	Language       string
	Address        string
	Country        string   // ISO 3166 alpha-3
	Town           string   // "FRA / 75011 Paris"
	Tags           []string `bun:"type:jsonb,nullzero"` // what its author tags it with
	Status         content.Status
	EmbargoedUntil time.Time `bun:",nullzero"` // nobody reads it before
	ReleaseAt      time.Time `bun:",nullzero"` // date de publication effective, as chosen
	ScheduledAt    time.Time `bun:",nullzero"` // when a draft appears by itself
	ScheduledBy    int64     `bun:",nullzero"` // in whose name it does
	PublishedAt    time.Time `bun:",nullzero"` // first publication; never moved
	ExpiresAt      time.Time `bun:",nullzero"`
	Version        int64     // counts the saves, so that two tabs cannot overwrite each other
	CreatedAt      time.Time
	ModifiedAt     time.Time
	DeletedAt      time.Time `bun:",soft_delete,nullzero"`
	TitleKey       string    // the title as lists sort it; written with the row
	ListedAt       time.Time // the date as lists show and sort it; written with the row
}

var (
	errNotDeletable  = errs.New(errs.Forbidden, "pressroom.release.not_deletable")
	errNotDraft      = errs.New(errs.Conflict, "pressroom.release.not_draft")
	errNotPublic     = errs.New(errs.Conflict, "pressroom.release.not_public")
	errNotScheduled  = errs.New(errs.Conflict, "pressroom.release.not_scheduled")
	errChanged       = errs.New(errs.Conflict, "pressroom.release.changed")
	errTitleMissing  = &errs.Error{Kind: errs.Invalid, Message: "pressroom.release.title_missing", Field: "title"}
	errBodyMissing   = &errs.Error{Kind: errs.Invalid, Message: "pressroom.release.body_missing", Field: "body"}
	errNothingToWait = &errs.Error{Kind: errs.Invalid, Message: "pressroom.release.no_date_to_come", Field: "release_at"}
)

// Embargoed is the refusal of what may not be published before an instant; the
// message of a member says which.
type Embargoed struct{ Until time.Time }

// Error is the message key, for the logs.
func (e *Embargoed) Error() string { return "pressroom.release.embargoed until " + e.Until.String() }

// Unwrap gives the refusal its kind and message.
func (e *Embargoed) Unwrap() error {
	return &errs.Error{Kind: errs.Invalid, Message: "pressroom.release.embargoed", Field: "embargoed_until"}
}

// CanEdit reports why by may not see or change r in the Com'room, or nil. A
// release is its author's, and of those who look after the releases of its
// publisher; for others it does not exist (spec 04 §5.4, §12.18).
func (r *Release) CanEdit(by access.Actor) error {
	if !by.IsAnonymous() && (r.OwnerID == by.UserID || by.ReleasesFor(r.PublisherID)) {
		return nil
	}
	return errs.ErrNotFound
}

// CanPublish reports why by may not publish r at the given instant, or nil. The
// right to publish for its publisher is asked apart, in the transaction that
// publishes (spec 04 §4.2). An embargo that ends now does not block any more.
func (r *Release) CanPublish(by access.Actor, now time.Time) error {
	if err := r.isReady(by); err != nil {
		return err
	}
	if r.EmbargoedUntil.After(now) {
		return &Embargoed{r.EmbargoedUntil}
	}
	return nil
}

// isReady reports what r lacks to be published by somebody, dates apart.
func (r *Release) isReady(by access.Actor) error {
	if err := r.CanEdit(by); err != nil {
		return err
	}
	return r.isComplete()
}

// mayAppear reports why r may not appear by itself at the given instant, or
// nil. Its texts and its embargo are looked at again: they may have changed.
func (r *Release) mayAppear(now time.Time) error {
	if err := r.isComplete(); err != nil {
		return err
	}
	if r.EmbargoedUntil.After(now) {
		return &Embargoed{r.EmbargoedUntil}
	}
	return nil
}

// isComplete reports what a draft lacks to be read.
func (r *Release) isComplete() error {
	switch {
	case r.Status != content.Draft:
		return errNotDraft
	case strings.TrimSpace(r.Title) == "":
		return errTitleMissing
	case richtext.IsBlank(r.Body):
		return errBodyMissing
	}
	return nil
}

// CanSchedule reports why by may not let r appear by itself, or nil: it needs
// all that publishing needs, and a date to come.
func (r *Release) CanSchedule(by access.Actor, now time.Time) error {
	if err := r.isReady(by); err != nil {
		return err
	}
	if !r.Due().After(now) {
		return errNothingToWait
	}
	return nil
}

// Due is when r may appear by itself: at the chosen date, and never before its
// embargo ends; zero without any date.
func (r *Release) Due() time.Time {
	if r.EmbargoedUntil.After(r.ReleaseAt) {
		return r.EmbargoedUntil
	}
	return r.ReleaseAt
}

// IsScheduled reports whether r waits for its minute.
func (r *Release) IsScheduled() bool { return r.Status == content.Draft && !r.ScheduledAt.IsZero() }

// CanUnpublish reports why by may not make r, published or over, a draft again,
// or nil.
func (r *Release) CanUnpublish(by access.Actor) error {
	if err := r.CanEdit(by); err != nil {
		return err
	}
	if r.Status != content.Public && r.Status != content.Expired {
		return errNotPublic
	}
	return nil
}

// CanDelete reports why by may not delete r, or nil: its author alone may
// (spec 04 §5.6).
func (r *Release) CanDelete(by access.Actor) error {
	if err := r.CanEdit(by); err != nil {
		return err
	}
	if r.OwnerID != by.UserID {
		return errNotDeletable
	}
	return nil
}

// publish puts r in the public state; the first date stays.
func (r *Release) publish(now time.Time) {
	r.Status = content.Public
	r.ScheduledAt, r.ScheduledBy = time.Time{}, 0
	if r.PublishedAt.IsZero() {
		r.PublishedAt = now
	}
}

// firstMeaningfulYear tells a chosen date from an empty one imported as 1970.
const firstMeaningfulYear = 2000

// ShownAt is when readers see r, once it is public: the chosen date rules when
// there is one, else the first publication (spec 03 §4.1); an embargo, whoever
// wrote it in the row, holds in any case.
func (r *Release) ShownAt() time.Time {
	shown := r.PublishedAt
	if r.ReleaseAt.Year() >= firstMeaningfulYear {
		shown = r.ReleaseAt
	}
	if r.EmbargoedUntil.After(shown) {
		return r.EmbargoedUntil
	}
	return shown
}

// listed is the date a list shows: of the appearance, or of the last change.
func (r *Release) listed() time.Time {
	switch {
	case r.Status == content.Public:
		return r.ShownAt()
	case r.IsScheduled():
		return r.ScheduledAt
	}
	return r.ModifiedAt
}

// BeforeAppendModel writes what lists sort by, whoever saves the release.
func (r *Release) BeforeAppendModel(_ context.Context, query bun.Query) error {
	switch query.(type) {
	case *bun.InsertQuery, *bun.UpdateQuery:
		r.TitleKey, r.ListedAt = content.SortKey(r.Title), r.listed()
	}
	return nil
}

// post is the public face of r.
func (r *Release) post(pictures []gallery.Image) content.Post {
	return content.Post{
		Kind: content.PressRelease, SourceID: r.ID, OwnerID: r.OwnerID, PublisherID: r.PublisherID,
		Title: content.Typeset(r.Language, r.Title), Summary: content.Typeset(r.Language, r.Standfirst),
		Content: content.TypesetHTML(r.Language, r.Body),
		Genre:   r.Genre, Section: r.Section, Topic: r.Topic, Sector: r.Sector,
		Language: r.Language, Address: r.Address, Country: r.Country, Town: r.Town,
		Gallery: gallery.Shown(pictures),
		Status:  r.Status, PublishedAt: r.ShownAt(), ExpiresAt: r.ExpiresAt, DeletedAt: r.DeletedAt,
		PublisherType: "com", CreatedAt: r.CreatedAt,
	}.Tagged(r.Tags)
}
