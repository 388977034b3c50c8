// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
)

// subscriptionOf returns the subscription of a wall, or nil.
func subscriptionOf(ctx context.Context, db bun.IDB, wallID int64) (*Subscription, error) {
	return findSubscription(ctx, db, "s.wall_id = ?", wallID)
}

// subscriptionByProvider returns what we know of the provider's subscription,
// or nil.
func subscriptionByProvider(ctx context.Context, db bun.IDB, id string) (*Subscription, error) {
	if id == "" {
		return nil, nil
	}
	return findSubscription(ctx, db, "s.provider_id = ?", id)
}

func findSubscription(ctx context.Context, db bun.IDB, where string, arg any) (*Subscription, error) {
	var found Subscription
	err := db.NewSelect().Model(&found).Where(where, arg).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read subscription: %w", err)
	}
	return &found, nil
}

func insertSubscription(ctx context.Context, tx bun.IDB, s *Subscription) error {
	if _, err := tx.NewInsert().Model(s).Exec(ctx); err != nil {
		return fmt.Errorf("save subscription of wall %d: %w", s.WallID, err)
	}
	return nil
}

func updateSubscription(ctx context.Context, tx bun.IDB, s *Subscription) error {
	if _, err := tx.NewUpdate().Model(s).WherePK().ExcludeColumn("id", "wall_id", "created_at").Exec(ctx); err != nil {
		return fmt.Errorf("save subscription of wall %d: %w", s.WallID, err)
	}
	return nil
}

// overduePage is how many walls the nightly job reads at once.
const overduePage = 100

// overdueWalls returns, by id, active walls whose subscription failed first at
// or before the instant and that are not suspended for it yet.
func overdueWalls(ctx context.Context, db bun.IDB, before time.Time, after int64) ([]int64, error) {
	var walls []int64
	err := db.NewRaw(
		"SELECT s.wall_id FROM subscriptions s JOIN business_walls bw ON bw.id = s.wall_id"+
			" WHERE s.status = 'past_due' AND s.past_due_since <= ? AND bw.status = 'active' AND s.wall_id > ? ORDER BY s.wall_id LIMIT ?",
		before, after, overduePage).Scan(ctx, &walls)
	if err != nil {
		return nil, fmt.Errorf("list overdue walls: %w", err)
	}
	return walls, nil
}

// wallByID reads what billing needs of a wall.
func wallByID(ctx context.Context, db bun.IDB, id int64) (*organisation.Wall, error) {
	var wall organisation.Wall
	err := db.NewSelect().Model(&wall).
		Column("id", "type", "status", "free", "owner_id", "payer_id", "organisation_id", "name").
		Where("bw.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read wall %d: %w", id, err)
	}
	return &wall, nil
}

// managersOf reports whether a wall has accepted managers, and whether the
// member is one.
func managersOf(ctx context.Context, db bun.IDB, wallID, memberID int64) (managed, mine bool, err error) {
	var count, own int
	err = db.NewRaw(
		"SELECT count(*), coalesce(sum(CASE WHEN member_id = ? THEN 1 ELSE 0 END), 0) FROM wall_roles"+
			" WHERE wall_id = ? AND status = 'accepted' AND role IN ('BW_OWNER', 'BWMi', 'BWMe')",
		memberID, wallID).Scan(ctx, &count, &own)
	if err != nil {
		return false, false, fmt.Errorf("read the managers of wall %d: %w", wallID, err)
	}
	return count > 0, own > 0 && memberID != 0, nil
}

// hasWallInForce reports whether the organisation of a wall has another one in
// force, which the wall is not made to replace.
func hasWallInForce(ctx context.Context, db bun.IDB, wallID int64) (bool, error) {
	var n int
	err := db.NewRaw(
		"SELECT count(*) FROM business_walls bw JOIN business_walls other ON other.organisation_id = bw.organisation_id"+
			" WHERE bw.id = ? AND other.id <> bw.id AND other.id <> coalesce(bw.replaces_id, 0) AND other.status IN ('active', 'suspended')",
		wallID).Scan(ctx, &n)
	if err != nil {
		return false, fmt.Errorf("count walls in force: %w", err)
	}
	return n > 0, nil
}

// memberEmail returns a member's address, or "".
func memberEmail(ctx context.Context, db bun.IDB, id int64) (string, error) {
	var address string
	err := db.NewRaw("SELECT email FROM members WHERE id = ? AND deleted_at IS NULL", id).Scan(ctx, &address)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read member %d: %w", id, err)
	}
	return address, nil
}

// clientsOf counts the clients of an agency in force (spec 06 §7.3); 0 when the
// wall is not an agency's.
func clientsOf(ctx context.Context, db bun.IDB, wallID int64) (int64, error) {
	var n int64
	err := db.NewRaw(
		"SELECT count(*) FROM partnerships p JOIN business_walls bw ON bw.id = p.agency_id"+
			" WHERE p.agency_id = ? AND bw.type = 'pr' AND p.status IN ('accepted', 'active')", wallID).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("count the clients of wall %d: %w", wallID, err)
	}
	return n, nil
}
