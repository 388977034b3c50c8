// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/tag"
)

// Post is what members see of a published event (spec 03 §3.3).
type Post struct {
	bun.BaseModel `bun:"table:event_posts,alias:p"`

	ID          int64 `bun:",pk"`
	SourceID    int64 // the event it mirrors
	OwnerID     int64
	PublisherID int64 `bun:",nullzero"`
	Title       string
	TitleKey    string // the title as searches compare it
	Summary     string // chapô, plain text
	Content     string // sanitised HTML
	Type        string // "Presse / Point presse"
	Category    string // "presse"
	Sector      string
	Language    string
	Organiser   string
	Contact     string
	Address     string
	Country     string
	Town        string // "FRA / 75011 Paris", and its parts
	Postcode    string
	Department  string
	City        string
	URL         string
	Image       string            // media name of the cover, or ""
	Gallery     []content.Picture `bun:"type:jsonb"`
	Tags        []tag.Tag         `bun:"type:jsonb,nullzero"` // the effective ones, in order
	StartsAt    time.Time
	EndsAt      time.Time
	Lasting     bool // longer than lastingSpan: lists look for those apart

	Admission  Admission
	Capacity   int64              // seats; 0 is without limit
	DeadlineAt time.Time          `bun:",nullzero"`
	Audience   []access.Community `bun:"type:jsonb"`
	Question   string

	Status           content.Status
	PublishedAt      time.Time `bun:",nullzero"`
	LastUpdatedAt    time.Time `bun:",nullzero"`
	ExpiresAt        time.Time `bun:",nullzero"`
	RemindedAt       time.Time `bun:",nullzero"` // when participants were told that it is near
	Sequence         int64     // revisions that calendars must follow (RFC 5545 §3.8.7.4)
	ParticipantCount int64     // seats taken
	ViewCount        int64     // distinct readers
	LikeCount        int64
	CommentCount     int64
	ShareCount       int64 // distinct members who passed it on
	CreatedAt        time.Time
	ModifiedAt       time.Time
	DeletedAt        time.Time `bun:",soft_delete,nullzero"`
}

// lastingSpan is how long an event may last to be found by its beginning.
// Lists look for what overlaps a day: those that begin in this span before it,
// and the few that last longer, each by an index of their own.
const lastingSpan = 7 * 24 * time.Hour

// IsVisible reports whether members may see p (spec 03 §4.2).
func (p *Post) IsVisible(now time.Time) bool {
	return p.Status == content.Public && p.DeletedAt.IsZero() &&
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

// Subject is the event as members speak about it.
func (p *Post) Subject() content.Subject {
	return content.Subject{
		Ref: content.Ref{Portal: content.Events, ID: p.ID}, OwnerID: p.OwnerID, PublisherID: p.PublisherID, CommentCount: p.CommentCount,
	}
}

// HasEnded reports whether p is over.
func (p *Post) HasEnded(now time.Time) bool { return !p.EndsAt.After(now) }

// categoryOf is the first part of a type, in the form of an identifier (spec 03
// §3.3): "Business / Forum" gives "business".
func categoryOf(kind string) string {
	family, _, _ := strings.Cut(kind, "/")
	return strings.ToLower(strings.ReplaceAll(strings.TrimSpace(family), " ", "_"))
}

// Post is the public face of e with its pictures, as it is written at an instant.
func (e *Event) Post(pictures []gallery.Image, now time.Time) *Post {
	town := place.Parse(e.Town)
	post := &Post{
		SourceID: e.ID, OwnerID: e.OwnerID, PublisherID: e.PublisherID,
		Title: content.Typeset(e.Language, e.Title), TitleKey: content.SortKey(e.Title),
		Summary: content.Typeset(e.Language, e.Standfirst), Content: content.TypesetHTML(e.Language, e.Body),
		Type: e.Type, Category: categoryOf(e.Type), Sector: e.Sector, Language: e.Language,
		Organiser: e.Organiser, Contact: e.Contact, Address: e.Address, Country: e.Country, Town: e.Town,
		Postcode: town.Postcode, Department: town.Department, City: town.Name, URL: e.URL,
		Gallery: gallery.Shown(pictures), Tags: tag.Effective(e.Tags, e.Type, e.Sector), StartsAt: e.StartsAt, EndsAt: e.EndsAt, Lasting: e.EndsAt.Sub(e.StartsAt) > lastingSpan,
		Admission: e.Admission, Capacity: e.Capacity, DeadlineAt: e.DeadlineAt, Audience: e.Audience, Question: e.Question,
		Status: e.Status, PublishedAt: e.PublishedAt, LastUpdatedAt: now, ExpiresAt: e.ExpiresAt,
		CreatedAt: e.CreatedAt, ModifiedAt: now,
	}
	if len(post.Gallery) > 0 {
		post.Image = post.Gallery[0].Name
	}
	return post
}

// change is what a mirroring has done to what members see.
type change struct {
	postID     int64 // 0 when the event never was public
	shownAgain bool  // members saw it before: it may have participants
	moved      bool  // other dates, another place, or it takes place after all
	hidden     bool  // it has left the agenda
}

// mirror writes the public face of e in the transaction that changes it. What
// is not public keeps the words and dates that members last saw, so that no
// draft is read in the calendars of participants; its status hides it.
func (s *Room) mirror(ctx context.Context, tx bun.Tx, e *Event) (change, error) {
	held, err := postBySource(ctx, tx, e.ID)
	if err != nil {
		return change{}, err
	}
	if e.Status != content.Public {
		if held == nil {
			return change{}, nil
		}
		hides := held.Status == content.Public
		if !hides && e.DeletedAt.IsZero() {
			return change{postID: held.ID}, nil
		}
		return change{postID: held.ID, hidden: hides}, s.hidePost(ctx, tx, held, e)
	}
	pictures, err := Images.Of(ctx, tx, e.ID)
	if err != nil {
		return change{}, err
	}
	post := e.Post(pictures, s.now().UTC())
	if err := tag.Spell(ctx, tx, post.Tags, s.now()); err != nil {
		return change{}, fmt.Errorf("mirror event %d: %w", e.ID, err)
	}
	if held == nil {
		post.ID = s.ids.Next()
		_, err = tx.NewInsert().Model(post).Exec(ctx)
		if err == nil {
			err = saveTags(ctx, tx, post)
		}
		if err == nil {
			err = bumpAgenda(ctx, tx)
		}
		return change{postID: post.ID}, err
	}
	done := change{postID: held.ID, moved: held.Status != content.Public || post.movedFrom(held), shownAgain: true}
	post.ID, post.Sequence, post.RemindedAt = held.ID, held.Sequence+1, held.RemindedAt
	if done.moved {
		post.RemindedAt = time.Time{} // they are told of the new day in its time
	}
	_, err = tx.NewUpdate().Model(post).
		ExcludeColumn("id", "source_id", "view_count", "like_count", "comment_count", "share_count", "participant_count", "created_at", "deleted_at").
		WherePK().Exec(ctx)
	if err != nil {
		return change{}, fmt.Errorf("mirror event %d: %w", e.ID, err)
	}
	if err := saveTags(ctx, tx, post); err != nil {
		return change{}, err
	}
	return done, bumpAgenda(ctx, tx)
}

// hidePost takes the public face off the agenda; its row stays, with those who
// take part: that of a deleted event is closed to its author too.
func (s *Room) hidePost(ctx context.Context, tx bun.Tx, held *Post, e *Event) error {
	_, err := tx.NewUpdate().Model((*Post)(nil)).
		Set("status = ?", e.Status).Set("modified_at = ?", s.now().UTC()).Set("sequence = sequence + 1").
		Set("deleted_at = ?", bun.NullTime{Time: e.DeletedAt}).
		Where("id = ?", held.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("hide event %d: %w", held.SourceID, err)
	}
	return bumpAgenda(ctx, tx)
}

// movedFrom reports whether who takes part must be told of the new p.
func (p *Post) movedFrom(held *Post) bool {
	return !p.StartsAt.Equal(held.StartsAt) || !p.EndsAt.Equal(held.EndsAt) || p.Address != held.Address || p.Town != held.Town || p.URL != held.URL
}

// postBySource finds the public face of an event, hidden or not, or nil.
func postBySource(ctx context.Context, db bun.IDB, eventID int64) (*Post, error) {
	post := new(Post)
	err := db.NewSelect().Model(post).Where("p.source_id = ?", eventID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // a draft that never was public has none
	}
	if err != nil {
		return nil, fmt.Errorf("read the post of event %d: %w", eventID, err)
	}
	return post, nil
}

// bumpAgenda tells every node that what the agenda shows has changed.
func bumpAgenda(ctx context.Context, db bun.IDB) error {
	_, err := db.NewUpdate().TableExpr("feed_versions").Set("version = version + 1").Where("feed = 'events'").Exec(ctx)
	if err != nil {
		return fmt.Errorf("mark the agenda as changed: %w", err)
	}
	return nil
}
