// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"fmt"

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
		post, err := standing(ctx, tx, postID)
		if err != nil {
			return err
		}
		if by.IsAnonymous() || !post.IsVisible(d.now()) {
			return errs.ErrNotFound
		}
		count, err = content.Share(ctx, tx, post.Subject().Ref, by.UserID, d.now())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("share post %d: %w", postID, err)
	}
	return count, nil
}
