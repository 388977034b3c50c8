// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// calendarFeed is the secret address of a member's agenda. Only the hash of the
// secret is kept, so that who reads the table reads no agenda.
type calendarFeed struct {
	bun.BaseModel `bun:"table:calendar_feeds,alias:cf"`

	MemberID  int64 `bun:",pk"`
	TokenHash string
	CreatedAt time.Time
}

// secretBytes is the length of a secret: nobody guesses 256 bits.
const secretBytes = 32

// FeedSince returns when by opened a feed, or the zero time without one.
func (s *Seats) FeedSince(ctx context.Context, by access.Actor) (time.Time, error) {
	feed := &calendarFeed{MemberID: by.UserID}
	err := s.db.Reader().NewSelect().Model(feed).WherePK().Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, fmt.Errorf("read the feed of %d: %w", by.UserID, err)
	}
	return feed.CreatedAt, nil
}

// OpenFeed gives by a new feed and returns its secret, which cannot be told
// again. An earlier one is closed (spec 03 §13 E2).
func (s *Seats) OpenFeed(ctx context.Context, by access.Actor) (string, error) {
	raw := make([]byte, secretBytes)
	if _, err := io.ReadFull(s.random, raw); err != nil {
		return "", fmt.Errorf("draw a secret: %w", err)
	}
	secret := base64.RawURLEncoding.EncodeToString(raw)
	feed := &calendarFeed{MemberID: by.UserID, TokenHash: hashOf(secret), CreatedAt: s.now().UTC()}
	_, err := s.db.Writer().NewInsert().Model(feed).
		On("CONFLICT (member_id) DO UPDATE").Set("token_hash = EXCLUDED.token_hash").Set("created_at = EXCLUDED.created_at").Exec(ctx)
	if err != nil {
		return "", fmt.Errorf("open the feed of %d: %w", by.UserID, err)
	}
	return secret, nil
}

// CloseFeed ends the feed of by; without one nothing happens.
func (s *Seats) CloseFeed(ctx context.Context, by access.Actor) error {
	_, err := s.db.Writer().NewDelete().Model(&calendarFeed{MemberID: by.UserID}).WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("close the feed of %d: %w", by.UserID, err)
	}
	return nil
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Feed is the agenda that a member's calendar fetches.
type Feed struct {
	Language string // of the member
	Events   []FeedEvent
}

// FeedEvent is an event in a feed. One that has left the agenda is called off:
// it says what the member last saw of it.
type FeedEvent struct {
	Post
	Standing  Standing
	CalledOff bool
}

const (
	feedSize = 500
	feedSpan = 365 * 24 * time.Hour // how long an event stays after its end
)

// Feed returns the agenda of who knows the secret of a member whose account is
// open; anybody else finds nothing.
func (s *Seats) Feed(ctx context.Context, secret string) (*Feed, error) {
	var feed Feed
	var memberID int64
	const query = `SELECT m.id, m.language FROM calendar_feeds cf JOIN members m ON m.id = cf.member_id
WHERE cf.token_hash = $1 AND m.active = TRUE AND m.deleted_at IS NULL`
	err := s.db.Prepared(query).One(ctx, []any{hashOf(secret)}, &memberID, &feed.Language)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("look for a feed: %w", err)
	}
	var found []struct {
		Post     `bun:",extend"`
		Standing Standing `bun:",scanonly"`
	}
	now := s.now()
	err = s.db.Reader().NewSelect().Model(&found).ColumnExpr("p.*").ColumnExpr("pa.status AS standing").
		Join("JOIN participations AS pa ON pa.post_id = p.id").
		Where("pa.member_id = ?", memberID).Where("pa.status IN (?)", bun.List([]Standing{Approved, Attended, Requested, Waitlisted})).
		WhereAllWithDeleted(). // what was deleted is called off
		Where("p.ends_at > ?", now.Add(-feedSpan).UTC()).Where("p.status IN (?)", bun.List([]content.Status{content.Public, content.Draft})).
		Order("p.starts_at DESC", "p.id DESC").Limit(feedSize).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the agenda of a feed: %w", err)
	}
	for i := range found {
		e := FeedEvent{Post: found[i].Post, Standing: found[i].Standing}
		e.CalledOff = !e.IsVisible(now)
		feed.Events = append(feed.Events, e)
	}
	return &feed, nil
}
