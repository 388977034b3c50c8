// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// Share counts that the actor passes a post on, and returns how many members
// have done so (spec 03 §12.5). A member counts once per post, however often and
// by whatever way. One may share one's own post; one that members do not see is
// not found, even by its author, as its address would lead others nowhere.
func (d *Desk) Share(ctx context.Context, by access.Actor, postID int64) (count int64, err error) {
	err = d.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		post, err := visible(ctx, tx, by, postID, d.now())
		if err != nil {
			return err
		}
		res, err := tx.NewRaw("INSERT INTO post_shares (member_id, post_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
			by.UserID, postID, d.now().UTC()).Exec(ctx)
		if err != nil {
			return err
		}
		added, err := res.RowsAffected()
		if err != nil {
			return err
		}
		if added == 0 {
			count = post.ShareCount
			return nil
		}
		// A share is never taken back: adding one needs no lock, unlike likes.
		return tx.NewRaw("UPDATE posts SET share_count = share_count + 1 WHERE id = ? RETURNING share_count", postID).Scan(ctx, &count)
	})
	if err != nil {
		return 0, fmt.Errorf("share post %d: %w", postID, err)
	}
	return count, nil
}

// visible returns what decides on a post that every member sees now, with its
// counters; errs.ErrNotFound otherwise, whoever asks.
func visible(ctx context.Context, db bun.IDB, by access.Actor, postID int64, now time.Time) (*content.Post, error) {
	post := new(content.Post)
	err := db.NewSelect().Model(post).
		Column("p.id", "p.owner_id", "p.publisher_id", "p.status", "p.published_at", "p.expires_at", "p.deleted_at",
			"p.comment_count", "p.share_count").
		Where("p.id = ?", postID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	if by.IsAnonymous() || !post.IsVisible(now) {
		return nil, errs.ErrNotFound
	}
	return post, nil
}
