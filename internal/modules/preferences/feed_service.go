// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// personalFeed is the secret address of a member's feed. Only the hash of the
// secret is kept, so that who reads the table reads no feed.
type personalFeed struct {
	bun.BaseModel `bun:"table:personal_feeds,alias:pf"`

	MemberID  int64 `bun:",pk"`
	TokenHash string
	CreatedAt time.Time
}

// FeedSize is how many publications a feed holds.
const FeedSize = 50

// secretBytes is the length of a secret: nobody guesses 256 bits.
const secretBytes = 32

// Feed is the news that a member's reader fetches.
type Feed struct {
	Language string // of the member
	Entries  []FeedEntry
}

// FeedEntry is a publication in a feed: what every member may read of it on the
// wall.
type FeedEntry struct {
	ID          int64
	Title       string
	Summary     string
	Author      string
	PublishedAt time.Time
	UpdatedAt   time.Time
}

// FeedSince returns when by opened a feed, or the zero time without one.
func (s *Service) FeedSince(ctx context.Context, by access.Actor) (time.Time, error) {
	feed := &personalFeed{MemberID: by.UserID}
	err := s.db.Reader().NewSelect().Model(feed).WherePK().Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, fmt.Errorf("read the feed of %d: %w", by.UserID, err)
	}
	return feed.CreatedAt, nil
}

// OpenFeed gives by a new feed and returns its secret, which cannot be told
// again. An earlier one is closed.
func (s *Service) OpenFeed(ctx context.Context, by access.Actor) (string, error) {
	raw := make([]byte, secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("draw a secret: %w", err)
	}
	secret := base64.RawURLEncoding.EncodeToString(raw)
	feed := &personalFeed{MemberID: by.UserID, TokenHash: hashOf(secret), CreatedAt: s.now().UTC()}
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(feed).
			On("CONFLICT (member_id) DO UPDATE").Set("token_hash = EXCLUDED.token_hash").Set("created_at = EXCLUDED.created_at").Exec(ctx)
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, by, "feed.opened", map[string]string{})
	})
	if err != nil {
		return "", fmt.Errorf("open the feed of %d: %w", by.UserID, err)
	}
	return secret, nil
}

// CloseFeed ends the feed of by; without one nothing happens.
func (s *Service) CloseFeed(ctx context.Context, by access.Actor) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewDelete().Model(&personalFeed{MemberID: by.UserID}).WherePK().Exec(ctx)
		if err != nil {
			return fmt.Errorf("close the feed of %d: %w", by.UserID, err)
		}
		return s.audit(ctx, tx, by, "feed.closed", map[string]string{})
	})
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Feed returns the newest publications for who knows the secret of a member
// whose account is open; anybody else finds nothing. Only what every member may
// see is in it: a news reader is not the member in person.
func (s *Service) Feed(ctx context.Context, secret string) (*Feed, error) {
	var feed Feed
	const query = `SELECT m.language FROM personal_feeds pf JOIN members m ON m.id = pf.member_id
WHERE pf.token_hash = $1 AND m.active = TRUE AND m.deleted_at IS NULL`
	err := s.db.Prepared(query).One(ctx, []any{hashOf(secret)}, &feed.Language)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("look for a feed: %w", err)
	}
	for _, kind := range []content.Kind{content.Article, content.PressRelease} {
		entries, err := newest(ctx, s.db.Reader(), kind, s.now())
		if err != nil {
			return nil, err
		}
		feed.Entries = append(feed.Entries, entries...)
	}
	slices.SortFunc(feed.Entries, func(a, b FeedEntry) int { return b.PublishedAt.Compare(a.PublishedAt) })
	feed.Entries = feed.Entries[:min(len(feed.Entries), FeedSize)]
	return &feed, nil
}

// newest returns the latest visible publications of a kind, in the order of the
// wall's index.
func newest(ctx context.Context, db bun.IDB, kind content.Kind, now time.Time) ([]FeedEntry, error) {
	var found []FeedEntry
	err := db.NewSelect().TableExpr("posts AS p").
		ColumnExpr("p.id, p.title, p.summary, p.published_at, coalesce(p.last_updated_at, p.published_at) AS updated_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS author").
		Join("JOIN members AS m ON m.id = p.owner_id").
		Where("p.kind = ?", kind).Apply(content.VisibleAt(now)).
		Order("p.published_at DESC", "p.id DESC").Limit(FeedSize).
		Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the newest of %s: %w", kind, err)
	}
	return found, nil
}
