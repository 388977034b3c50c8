// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// Share counts that the actor passes an event on, and returns how many members
// have done so (spec 03 §12.5). A member counts once per event, however often
// and by whatever way. One may share one's own event; one that members do not
// see is not found, even by its organiser, as its address would lead others
// nowhere.
func (a *Agenda) Share(ctx context.Context, by access.Actor, id int64) (count int64, err error) {
	err = a.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		post, err := postByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if by.IsAnonymous() || !post.IsVisible(a.now()) {
			return errs.ErrNotFound
		}
		count, err = content.Share(ctx, tx, post.Subject().Ref, by.UserID, a.now())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("share event %d: %w", id, err)
	}
	return count, nil
}
