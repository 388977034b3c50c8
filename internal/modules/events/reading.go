// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// Reading is an event opened by a member.
type Reading struct {
	Post         Post
	Card         Card // who announces it, and what the reader thinks of it
	Mine         *Participation
	Participants []Participant // who may be listed, by name
	Listed       int           // how many may be listed
	Similar      []Entry
	Unpublished  bool // seen by its organisers only
}

// Participant is who takes part, as the page of the event lists them.
type Participant struct {
	Who member.Byline `bun:"embed:by_"`
}

const (
	mostParticipants = 60 // on the page of an event
	mostSimilar      = 5  // spec 03 §5.7
)

// Read returns an event that by may open; one hidden from by is not found (spec
// 03 §4.2). A member's first reading is counted.
func (a *Agenda) Read(ctx context.Context, by access.Actor, id int64) (*Reading, error) {
	post, err := postByID(ctx, a.db.Reader(), id)
	if err != nil {
		return nil, err
	}
	now := a.now()
	if !post.CanRead(by, now) {
		return nil, errs.ErrNotFound
	}
	r := &Reading{Post: *post, Unpublished: !post.IsVisible(now)}
	err = a.db.Reader().NewRaw(cardColumns+" FROM (SELECT CAST(?2 AS BIGINT) AS id) f "+cardJoins, by.UserID, summaryLength, id).Scan(ctx, &r.Card)
	if err != nil {
		return nil, fmt.Errorf("read what surrounds event %d: %w", id, err)
	}
	if r.Mine, err = participationOf(ctx, a.db.Reader(), id, by.UserID); err != nil {
		return nil, err
	}
	if err := a.participants(ctx, r); err != nil {
		return nil, err
	}
	if r.Similar, err = a.similar(ctx, post, now); err != nil {
		return nil, err
	}
	if r.Unpublished || post.OwnerID == by.UserID {
		return r, nil
	}
	return r, a.viewed(ctx, by, id, now)
}

// Visible returns an event that by may open, without what surrounds it and
// without counting a reader.
func (a *Agenda) Visible(ctx context.Context, by access.Actor, id int64) (*Post, error) {
	post, err := postByID(ctx, a.db.Reader(), id)
	if err != nil {
		return nil, err
	}
	if !post.CanRead(by, a.now()) {
		return nil, errs.ErrNotFound
	}
	return post, nil
}

// participants lists who has a seat and does not mind being named, by last name
// (spec 03 §4.13).
func (a *Agenda) participants(ctx context.Context, r *Reading) error {
	q := a.db.Reader().NewSelect().TableExpr("participations AS pa").
		ColumnExpr(member.BylineColumns).
		Join("JOIN members AS m ON m.id = pa.member_id AND m.active AND m.deleted_at IS NULL").
		Join("LEFT JOIN profiles AS pr ON pr.member_id = m.id").
		Join("LEFT JOIN organisations AS mo ON mo.id = m.organisation_id").
		Where("pa.post_id = ?", r.Post.ID).Where("pa.status IN (?)", bun.List([]Standing{Approved, Attended})).Where("NOT pa.hidden").
		OrderExpr("m.last_name, m.first_name, m.id").Limit(mostParticipants + 1)
	if err := q.Scan(ctx, &r.Participants); err != nil {
		return fmt.Errorf("read who takes part in %d: %w", r.Post.ID, err)
	}
	r.Listed = len(r.Participants)
	r.Participants = r.Participants[:min(len(r.Participants), mostParticipants)]
	return nil
}

// similar returns the next events of the same sector or type, the nearest
// first.
func (a *Agenda) similar(ctx context.Context, post *Post, now time.Time) ([]Entry, error) {
	near := func(column, value string) *bun.SelectQuery {
		return a.db.Reader().NewSelect().TableExpr("event_posts AS p").ColumnExpr("p.id, p.title, p.starts_at").
			Apply(content.VisibleAt(now)).Where("p.? = ?", bun.Ident(column), value).
			Where("p.starts_at >= ?", now.UTC()).Where("p.id <> ?", post.ID).
			Order("p.starts_at", "p.id").Limit(mostSimilar)
	}
	var found []Entry
	err := a.db.Reader().NewSelect().
		TableExpr("(SELECT * FROM (?) alike UNION SELECT * FROM (?) kin) p", near("sector", post.Sector), near("type", post.Type)).
		ColumnExpr("p.id, p.title, p.starts_at").Order("p.starts_at", "p.id").Limit(mostSimilar).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read what resembles event %d: %w", post.ID, err)
	}
	return found, nil
}

// viewed counts a reader once (spec 01 §8.6).
func (a *Agenda) viewed(ctx context.Context, by access.Actor, id int64, now time.Time) error {
	seen, err := a.db.Reader().NewSelect().TableExpr("event_views").Where("post_id = ?", id).Where("member_id = ?", by.UserID).Exists(ctx)
	if err != nil || seen {
		return err
	}
	err = a.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewRaw("INSERT INTO event_views (post_id, member_id, first_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", id, by.UserID, now.UTC()).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		_, err = tx.NewRaw("UPDATE event_posts SET view_count = view_count + 1 WHERE id = ?", id).Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("count a reader of event %d: %w", id, err)
	}
	return nil
}

// ToggleLike adds or removes the actor's like and returns its new state with
// the new count, which is counted again from the likes themselves (spec 03
// §4.11). An event hidden from by is not found.
func (a *Agenda) ToggleLike(ctx context.Context, by access.Actor, id int64) (liked bool, count int64, err error) {
	err = a.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		// One at a time: a count made while others like would miss theirs.
		if err := a.db.Lock(ctx, tx, "event-likes:"+strconv.FormatInt(id, 10)); err != nil {
			return err
		}
		post, err := postByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if !post.CanRead(by, a.now()) {
			return errs.ErrNotFound
		}
		liked, count, err = content.ToggleLike(ctx, tx, post.Subject().Ref, by.UserID, a.now())
		return err
	})
	if err != nil {
		return false, 0, fmt.Errorf("like event %d: %w", id, err)
	}
	return liked, count, nil
}
