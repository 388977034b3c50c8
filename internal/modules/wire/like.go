// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// ToggleLike adds or removes the actor's like and returns its new state with
// the new count, which is counted again from the likes themselves (spec 03
// §4.11). One may like one's own post; a hidden one is not found.
func (d *Desk) ToggleLike(ctx context.Context, by access.Actor, postID int64) (liked bool, count int64, err error) {
	err = d.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		// One at a time: a count made while others like would miss theirs.
		if err := d.db.Lock(ctx, tx, "likes:"+strconv.FormatInt(postID, 10)); err != nil {
			return err
		}
		if err := d.mustSee(ctx, tx, by, postID); err != nil {
			return err
		}
		res, err := tx.NewDelete().TableExpr("likes").
			Where("member_id = ?", by.UserID).Where("post_id = ?", postID).Exec(ctx)
		if err != nil {
			return err
		}
		removed, err := res.RowsAffected()
		if err != nil {
			return err
		}
		liked = removed == 0
		if liked {
			_, err = tx.NewRaw("INSERT INTO likes (member_id, post_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
				by.UserID, postID, d.now().UTC()).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return tx.NewRaw("UPDATE posts SET like_count = (SELECT count(*) FROM likes WHERE post_id = ?) WHERE id = ? RETURNING like_count",
			postID, postID).Scan(ctx, &count)
	})
	if err != nil {
		return false, 0, fmt.Errorf("like post %d: %w", postID, err)
	}
	return liked, count, nil
}

// mustSee returns errs.ErrNotFound unless by may open the post.
func (d *Desk) mustSee(ctx context.Context, db bun.IDB, by access.Actor, postID int64) error {
	var found []content.Post
	err := db.NewSelect().Model(&found).
		Column("p.id", "p.owner_id", "p.publisher_id", "p.status", "p.published_at", "p.expires_at", "p.deleted_at").
		Where("p.id = ?", postID).Scan(ctx)
	if err != nil {
		return err
	}
	if len(found) == 0 || !found[0].CanRead(by, d.now()) {
		return errs.ErrNotFound
	}
	return nil
}
