// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/database"
)

// What can be followed.
const (
	FollowMember       = "member"
	FollowOrganisation = "organisation"
)

var errSelf = errs.New(errs.Conflict, "social.follow.self")

// Follows is who follows whom.
type Follows struct {
	db  *database.DB
	now func() time.Time
}

// NewFollows returns the service over the database.
func NewFollows(db *database.DB, now func() time.Time) *Follows {
	return &Follows{db: db, now: now}
}

// Set makes the actor follow the target or not. Doing it twice changes
// nothing; nobody follows themselves; hidden targets are not found (spec 01
// §8.6).
func (f *Follows) Set(ctx context.Context, by access.Actor, kind string, targetID int64, on bool) error {
	if kind == FollowMember && targetID == by.UserID {
		return errSelf
	}
	err := f.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := mustExist(ctx, tx, kind, targetID); err != nil {
			return err
		}
		if !on {
			_, err := tx.NewDelete().TableExpr("follows").
				Where("follower_id = ?", by.UserID).Where("kind = ?", kind).Where("target_id = ?", targetID).
				Exec(ctx)
			return err
		}
		_, err := tx.NewRaw("INSERT INTO follows (follower_id, kind, target_id, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			by.UserID, kind, targetID, f.now().UTC()).Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("follow %s %d: %w", kind, targetID, err)
	}
	return nil
}

// mustExist returns errs.ErrNotFound unless members may see the target.
func mustExist(ctx context.Context, db bun.IDB, kind string, id int64) error {
	table := "members"
	if kind == FollowOrganisation {
		table = "organisations"
	}
	found, err := db.NewSelect().TableExpr("?", bun.Ident(table)).
		Where("id = ?", id).Where("active").Where("deleted_at IS NULL").Exists(ctx)
	if err != nil {
		return err
	}
	if !found {
		return errs.ErrNotFound
	}
	return nil
}
