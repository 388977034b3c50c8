// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"database/sql"
	"errors"
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
		post, err := standing(ctx, tx, postID)
		if err != nil {
			return err
		}
		if !post.CanRead(by, d.now()) {
			return errs.ErrNotFound
		}
		liked, count, err = content.ToggleLike(ctx, tx, post.Subject().Ref, by.UserID, d.now())
		return err
	})
	if err != nil {
		return false, 0, fmt.Errorf("like post %d: %w", postID, err)
	}
	return liked, count, nil
}

// standing returns what decides on who sees a post, or errs.ErrNotFound.
func standing(ctx context.Context, db bun.IDB, postID int64) (*content.Post, error) {
	post := new(content.Post)
	err := db.NewSelect().Model(post).
		Column("p.id", "p.owner_id", "p.publisher_id", "p.status", "p.published_at", "p.expires_at", "p.deleted_at").
		Where("p.id = ?", postID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return post, err
}
