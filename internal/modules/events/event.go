// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Admission says how members take part in an event (spec 03 §13 E1).
type Admission string

// The admissions.
const (
	Open      Admission = "open"       // a seat at once, while there are some
	OnRequest Admission = "on_request" // the organiser decides
	Closed    Admission = "closed"     // nobody may ask
)

// Admissions lists them, in the order of the form.
func Admissions() []Admission { return []Admission{Open, OnRequest, Closed} }

// LabelKey is the message key of the admission.
func (a Admission) LabelKey() string { return "events.admission." + string(a) }

// Event is an event as its organiser sees it in the Event'room (spec 04 §3.6).
type Event struct {
	bun.BaseModel `bun:"table:events,alias:e"`

	ID          int64    `bun:",pk"`
	OwnerID     int64    // who wrote it
	PublisherID int64    `bun:",nullzero"` // organisation it is announced for
	Title       string   // titre
	Standfirst  string   // chapô, plain text
	Body        string   // sanitised HTML
	Type        string   // of the vocabulary events: "Presse / Point presse"
	Sector      string   // secteur
	Tags        []string `bun:"type:jsonb,nullzero"` // what its author tags it with
	Language    string
	Organiser   string    // who receives, in the organiser's words
	Contact     string    // whom to ask: a name, an address, a telephone
	Address     string    // street, of an event one goes to
	Country     string    // ISO 3166 alpha-3
	Town        string    // "FRA / 75011 Paris"
	URL         string    // http or https, of an event one follows from afar
	StartsAt    time.Time `bun:",nullzero"`
	EndsAt      time.Time `bun:",nullzero"`

	Admission  Admission
	Capacity   int64              // seats; 0 is without limit
	DeadlineAt time.Time          `bun:",nullzero"`  // of requests; the beginning when there is none
	Audience   []access.Community `bun:"type:jsonb"` // who may ask
	Question   string             // to who asks, or ""

	Status      content.Status
	PublishedAt time.Time `bun:",nullzero"` // first publication; never moved
	ExpiresAt   time.Time `bun:",nullzero"`
	Version     int64     // counts the saves, so that two tabs cannot overwrite each other
	CreatedAt   time.Time
	ModifiedAt  time.Time
	DeletedAt   time.Time `bun:",soft_delete,nullzero"`
	TitleKey    string    // the title as lists sort it; written with the row
}

var (
	errNotOrganiser = errs.New(errs.Forbidden, "events.error.not_organiser")
	errNotDeletable = errs.New(errs.Forbidden, "events.error.not_deletable")
	errNotDraft     = errs.New(errs.Conflict, "events.error.not_draft")
	errNotPublic    = errs.New(errs.Conflict, "events.error.not_public")
	errChanged      = errs.New(errs.Conflict, "events.error.changed")
	errTitleMissing = &errs.Error{Kind: errs.Invalid, Message: "events.error.title_missing", Field: "title"}
	errBodyMissing  = &errs.Error{Kind: errs.Invalid, Message: "events.error.body_missing", Field: "body"}
	errStartMissing = &errs.Error{Kind: errs.Invalid, Message: "events.error.dates_missing", Field: "starts_at"}
	errEndMissing   = &errs.Error{Kind: errs.Invalid, Message: "events.error.dates_missing", Field: "ends_at"}
	errEndsFirst    = &errs.Error{Kind: errs.Invalid, Message: "events.error.ends_first", Field: "ends_at"}
)

// CanEdit reports why by may not see or change e in the Event'room, or nil: an
// event is its author's, and of who takes care of its publisher's events (spec
// 04 §10, §12.18).
func (e *Event) CanEdit(by access.Actor) error {
	if e.OwnerID != by.UserID && !by.OrganisesFor(e.PublisherID) {
		return errNotOrganiser
	}
	return nil
}

// CanPublish reports why by may not publish e, or nil. Whether by may publish
// for the publisher is asked apart, of the database (spec 04 §5.5).
func (e *Event) CanPublish(by access.Actor) error {
	if err := e.CanEdit(by); err != nil {
		return err
	}
	if e.Status != content.Draft {
		return errNotDraft
	}
	return e.isComplete()
}

// isComplete reports what e lacks to be shown to members. Without its dates it
// would be nowhere in the agenda; it may end at the minute it begins.
func (e *Event) isComplete() error {
	switch {
	case strings.TrimSpace(e.Title) == "":
		return errTitleMissing
	case richtext.IsBlank(e.Body):
		return errBodyMissing
	case e.StartsAt.IsZero():
		return errStartMissing
	case e.EndsAt.IsZero():
		return errEndMissing
	case e.EndsAt.Before(e.StartsAt):
		return errEndsFirst
	}
	return nil
}

// CanUnpublish reports why by may not withdraw e from the agenda, or nil.
func (e *Event) CanUnpublish(by access.Actor) error {
	if err := e.CanEdit(by); err != nil {
		return err
	}
	if e.Status != content.Public {
		return errNotPublic
	}
	return nil
}

// CanDelete reports why by may not delete e, or nil: only its author may (spec
// 04 §5.6).
func (e *Event) CanDelete(by access.Actor) error {
	if e.OwnerID != by.UserID {
		return errNotDeletable
	}
	return nil
}

// publish puts e in the public state; the first date stays.
func (e *Event) publish(now time.Time) {
	e.Status = content.Public
	e.ExpiresAt = time.Time{}
	if e.PublishedAt.IsZero() {
		e.PublishedAt = now
	}
}

// duplicate is a new draft of by with the words of e.
func (e *Event) duplicate(by access.Actor, id int64, title string, now time.Time) *Event {
	twin := *e
	twin.ID, twin.OwnerID, twin.Title = id, by.UserID, title
	twin.Status, twin.Version = content.Draft, 1
	twin.PublishedAt, twin.ExpiresAt = time.Time{}, time.Time{}
	twin.CreatedAt, twin.ModifiedAt = now, now
	return &twin
}

// BeforeAppendModel writes what lists sort by, whoever saves the event.
func (e *Event) BeforeAppendModel(_ context.Context, query bun.Query) error {
	switch query.(type) {
	case *bun.InsertQuery, *bun.UpdateQuery:
		e.TitleKey = content.SortKey(e.Title)
	}
	return nil
}
