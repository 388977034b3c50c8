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
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Article is a story as its author sees it in the newsroom (spec 04 §3.4).
type Article struct {
	bun.BaseModel `bun:"table:articles,alias:a"`

	ID             int64  `bun:",pk"`
	OwnerID        int64  // author; the only person who may change it
	OutletID       int64  // média: the outlet the story is written for
	CommissionerID int64  // commanditaire: who ordered it
	PublisherID    int64  `bun:",nullzero"` // éditeur: organisation it appears under
	AssignmentID   int64  `bun:",nullzero"` // commande: the assignment it fulfils
	Title          string // titre
	Standfirst     string // chapô, plain text
	Body           string // sanitised HTML
	Genre          string
	Section        string // rubrique
	Topic          string // thématique
	Sector         string // secteur
	Language       string
	Address        string
	Country        string   // ISO 3166 alpha-3
	Town           string   // "FRA / 75011 Paris"
	Copyright      string   // mention du copyright
	Tags           []string `bun:"type:jsonb,nullzero"` // what its author tags it with
	Status         content.Status
	IssueAt        time.Time `bun:",nullzero"` // date de parution prévue dans le média
	ReleaseAt      time.Time `bun:",nullzero"` // date de publication choisie sur AiPRESS24
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
	errNotAuthor    = errs.New(errs.Forbidden, "newsroom.article.not_author")
	errNotDeletable = errs.New(errs.Forbidden, "newsroom.article.not_deletable")
	errNotDraft     = errs.New(errs.Conflict, "newsroom.article.not_draft")
	errNotPublic    = errs.New(errs.Conflict, "newsroom.article.not_public")
	errChanged      = errs.New(errs.Conflict, "newsroom.article.changed")
	errTitleMissing = &errs.Error{Kind: errs.Invalid, Message: "newsroom.article.title_missing", Field: "title"}
	errBodyMissing  = &errs.Error{Kind: errs.Invalid, Message: "newsroom.article.body_missing", Field: "body"}
)

// CanEdit reports why by may not see or change a in the newsroom, or nil: an
// article belongs to its author alone (spec 04 §5.1).
func (a *Article) CanEdit(by access.Actor) error {
	if a.OwnerID != by.UserID {
		return errNotAuthor
	}
	return nil
}

// CanPublish reports why by may not publish a, or nil.
// Authorship comes first, so that a stranger learns nothing of the state.
func (a *Article) CanPublish(by access.Actor) error {
	switch {
	case a.OwnerID != by.UserID:
		return errNotAuthor
	case a.Status != content.Draft:
		return errNotDraft
	case strings.TrimSpace(a.Title) == "":
		return errTitleMissing
	case richtext.IsBlank(a.Body):
		return errBodyMissing
	}
	return nil
}

// CanUnpublish reports why by may not withdraw a from the wire, or nil.
func (a *Article) CanUnpublish(by access.Actor) error {
	switch {
	case a.OwnerID != by.UserID:
		return errNotAuthor
	case a.Status != content.Public:
		return errNotPublic
	}
	return nil
}

// CanDelete reports why by may not delete a, or nil (spec 04 §5.6).
func (a *Article) CanDelete(by access.Actor) error {
	if a.OwnerID != by.UserID {
		return errNotDeletable
	}
	return nil
}

// publish puts a in the public state: its publisher becomes the author's own
// organisation when there is one (spec 04 §4.2), and the first date stays.
func (a *Article) publish(by access.Actor, now time.Time) {
	a.Status = content.Public
	if by.OrganisationID != 0 {
		a.PublisherID = by.OrganisationID
	}
	if a.PublishedAt.IsZero() {
		a.PublishedAt = now
	}
}

// firstMeaningfulYear tells a chosen date from an empty one imported as 1970.
const firstMeaningfulYear = 2000

// ShownAt is when readers see a, once it is public: the chosen release date
// rules when there is one, else the first publication (spec 03 §4.1).
func (a *Article) ShownAt() time.Time {
	if a.ReleaseAt.Year() >= firstMeaningfulYear {
		return a.ReleaseAt
	}
	return a.PublishedAt
}

// post is the public face of a.
func (a *Article) post(pictures []gallery.Image) content.Post {
	return content.Post{
		Kind: content.Article, SourceID: a.ID, OwnerID: a.OwnerID,
		PublisherID: a.PublisherID, OutletID: a.OutletID,
		Title: content.Typeset(a.Language, a.Title), Summary: content.Typeset(a.Language, a.Standfirst),
		Content: content.TypesetHTML(a.Language, a.Body),
		Genre:   a.Genre, Section: a.Section, Topic: a.Topic, Sector: a.Sector,
		Language: a.Language, Address: a.Address, Country: a.Country, Town: a.Town,
		Gallery: gallery.Shown(pictures),
		Status:  a.Status, PublishedAt: a.ShownAt(), ExpiresAt: a.ExpiresAt, DeletedAt: a.DeletedAt,
		PublisherType: "media", CreatedAt: a.CreatedAt,
	}.Tagged(a.Tags)
}
