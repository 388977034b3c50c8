// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import (
	"encoding/json"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/tag"
)

// Kind tells articles from press releases among the posts.
type Kind string

// The kinds of post.
const (
	Article      Kind = "article"
	PressRelease Kind = "press_release" // communiqué
)

// Post is what readers see of a published source.
type Post struct {
	bun.BaseModel `bun:"table:posts,alias:p"`

	ID             int64 `bun:",pk"`
	Kind           Kind
	SourceID       int64 // the article or press release it mirrors
	OwnerID        int64 // author
	PublisherID    int64 `bun:",nullzero"` // éditeur: organisation it appears under
	OutletID       int64 `bun:",nullzero"` // média it was written for
	Title          string
	Summary        string // chapô, plain text
	Content        string // sanitised HTML
	Genre          string
	Section        string // rubrique
	Topic          string // thématique
	Sector         string // secteur
	Language       string
	Address        string
	Country        string // ISO 3166 alpha-3
	Town           string // "FRA / 75011 Paris"
	Department     string // of the town; written with the row
	City           string // name of the town; written with the row
	Image          string // media name of the cover, or ""
	ImageAlt       string
	Gallery        []Picture `bun:"type:jsonb"`          // every picture in order; the first is the cover
	Tags           []tag.Tag `bun:"type:jsonb,nullzero"` // the effective ones, in order
	Status         Status
	PublishedAt    time.Time       `bun:",nullzero"` // when it shows, from then on
	LastUpdatedAt  time.Time       `bun:",nullzero"`
	ExpiresAt      time.Time       `bun:",nullzero"`
	PublisherType  string          `bun:",nullzero,default:'media'"`
	RightsSnapshot json.RawMessage `bun:"type:jsonb,nullzero"` // the wall's policy at first publication
	ViewCount      int64           // distinct readers
	LikeCount      int64
	CommentCount   int64
	ShareCount     int64 // distinct members who passed it on
	CreatedAt      time.Time
	ModifiedAt     time.Time
	DeletedAt      time.Time `bun:",soft_delete,nullzero"`
}

// Picture is one image of a post, with the words that go with it.
type Picture struct {
	Name      string `json:"name"` // media name
	Caption   string `json:"caption,omitempty"`
	Copyright string `json:"copyright,omitempty"`
}

// Alternative is the text that stands for the picture: « caption - copyright »
// (spec 03 §5.2).
func (p Picture) Alternative() string {
	switch {
	case p.Caption == "":
		return p.Copyright
	case p.Copyright == "":
		return p.Caption
	}
	return p.Caption + " - " + p.Copyright
}

// IsVisible reports whether members may see p at the given instant: public,
// not deleted, its date come and not past its expiry (spec 03 §4.2).
func (p *Post) IsVisible(now time.Time) bool {
	return p.Status == Public && p.DeletedAt.IsZero() &&
		!p.PublishedAt.IsZero() && !p.PublishedAt.After(now) &&
		(p.ExpiresAt.IsZero() || p.ExpiresAt.After(now))
}

// CanRead reports whether by may open p: any member when it is visible; its
// author, the managers of its publisher and administrators always (spec 03
// §4.2).
func (p *Post) CanRead(by access.Actor, now time.Time) bool {
	switch {
	case by.IsAnonymous():
		return false
	case p.IsVisible(now):
		return true
	}
	return p.DeletedAt.IsZero() && (p.OwnerID == by.UserID || by.Admin || by.Manages(p.PublisherID))
}

// VisibleSQL is the SQL twin of IsVisible for prepared statements: a condition
// on the table alias p, with the instant in the given placeholder.
func VisibleSQL(now string) string {
	return `p.status = 'public' AND p.deleted_at IS NULL AND p.published_at <= ` + now +
		` AND (p.expires_at IS NULL OR p.expires_at > ` + now + `)`
}

// VisibleAt is VisibleSQL for the queries that bun builds, whose table must
// carry the alias p.
func VisibleAt(now time.Time) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where(VisibleSQL("?0"), now.UTC())
	}
}
