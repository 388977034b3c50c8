// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// releaseByID returns a release that is not deleted.
func releaseByID(ctx context.Context, db bun.IDB, id int64) (*Release, error) {
	release := new(Release)
	err := db.NewSelect().Model(release).Where("r.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return release, err
}

func insertRelease(ctx context.Context, db bun.IDB, r *Release) error {
	_, err := db.NewInsert().Model(r).Exec(ctx)
	return err
}

// updateRelease saves all that may change, if nobody saved since the version
// that r was read at.
func updateRelease(ctx context.Context, db bun.IDB, r *Release) error {
	read := r.Version
	r.Version++
	res, err := db.NewUpdate().Model(r).
		ExcludeColumn("id", "owner_id", "created_at", "deleted_at").
		WherePK().
		Where("r.version = ?", read).
		Exec(ctx)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return errChanged // saved or published meanwhile, in another tab
	}
	return nil
}

// markDeleted hides a release everywhere; the row stays.
func markDeleted(ctx context.Context, db bun.IDB, r *Release) error {
	_, err := db.NewUpdate().Model(r).Column("status", "scheduled_at", "scheduled_by", "modified_at", "deleted_at").
		WherePK().Exec(ctx)
	return err
}

// employerOf returns the organisation a member works for, or 0.
func employerOf(ctx context.Context, db bun.IDB, memberID int64) (int64, error) {
	var id int64
	err := db.NewRaw("SELECT coalesce(organisation_id, 0) FROM members WHERE id = ?", memberID).Scan(ctx, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// dueReleases lists the drafts whose minute has come, the longest waiting first.
func dueReleases(ctx context.Context, db bun.IDB, now time.Time) ([]int64, error) {
	var found []int64
	err := db.NewSelect().Model((*Release)(nil)).Column("r.id").
		Where("r.scheduled_at IS NOT NULL").Where("r.scheduled_at <= ?", now).
		Order("r.scheduled_at", "r.id").Limit(dueAtOnce).
		Scan(ctx, &found)
	return found, err
}

// expiredReleases lists the public releases that are over.
func expiredReleases(ctx context.Context, db bun.IDB, now time.Time) ([]int64, error) {
	var found []int64
	err := db.NewSelect().TableExpr("posts AS p").Column("p.source_id").
		Where("p.expires_at IS NOT NULL").Where("p.expires_at <= ?", now).
		Where("p.kind = ?", content.PressRelease).Where("p.status = ?", content.Public).
		Order("p.expires_at", "p.id").Limit(dueAtOnce).
		Scan(ctx, &found)
	return found, err
}
