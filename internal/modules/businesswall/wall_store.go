// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
)

// ErrNoWall is the answer about a wall that does not exist, or of which the
// person who asks must not know.
var ErrNoWall = errs.New(errs.NotFound, "wall.error.none")

// wallByID returns a wall of any status.
func wallByID(ctx context.Context, db bun.IDB, id int64) (*Wall, error) {
	w := new(Wall)
	err := db.NewSelect().Model(w).Where("bw.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoWall
	}
	if err != nil {
		return nil, fmt.Errorf("read wall %d: %w", id, err)
	}
	return w, nil
}

// currentWall returns the wall of an organisation that is in force or
// suspended, or nil.
func currentWall(ctx context.Context, db bun.IDB, organisationID int64) (*Wall, error) {
	if organisationID == 0 {
		return nil, nil //nolint:nilnil // nobody's wall is an ordinary answer
	}
	w := new(Wall)
	err := db.NewSelect().Model(w).Where("bw.organisation_id = ?", organisationID).
		Where("bw.status IN (?)", bun.List([]Status{Active, Suspended})).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // no wall yet is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read the wall of organisation %d: %w", organisationID, err)
	}
	return w, nil
}

func insertWall(ctx context.Context, db bun.IDB, w *Wall) error {
	if _, err := db.NewInsert().Model(w).Exec(ctx); err != nil {
		return fmt.Errorf("create wall: %w", err)
	}
	return nil
}

// saveWall writes columns of a wall that the caller has locked.
func saveWall(ctx context.Context, db bun.IDB, w *Wall, columns ...string) error {
	if _, err := db.NewUpdate().Model(w).Column(append(columns, "modified_at")...).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save wall %d: %w", w.ID, err)
	}
	return nil
}

// rolesOf returns the roles that a member holds or is offered on a wall.
func rolesOf(ctx context.Context, db bun.IDB, wallID, memberID int64) ([]mandate.Role, error) {
	var found []mandate.Role
	err := db.NewSelect().Model(&found).Where("wr.wall_id = ?", wallID).Where("wr.member_id = ?", memberID).Order("wr.id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the roles of %d on wall %d: %w", memberID, wallID, err)
	}
	return found, nil
}

// roleOf returns one assignment, or nil.
func roleOf(ctx context.Context, db bun.IDB, wallID, memberID int64, role string) (*mandate.Role, error) {
	found, err := rolesOf(ctx, db, wallID, memberID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(found, func(r mandate.Role) bool { return r.Role == role })
	if at < 0 {
		return nil, nil //nolint:nilnil // no assignment is an ordinary answer
	}
	return &found[at], nil
}

// displayName is how a wall is called: its name, else its organisation's
// (spec 07 §4.1). It needs bw and o.
const displayName = "coalesce(nullif(bw.name, ''), nullif(o.wall_name, ''), o.name, '')"

// nameOf returns how a wall is called.
func nameOf(ctx context.Context, db bun.IDB, id int64) (string, error) {
	var name string
	err := db.NewRaw("SELECT "+displayName+" FROM business_walls bw LEFT JOIN organisations o ON o.id = bw.organisation_id WHERE bw.id = ?", id).Scan(ctx, &name)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read the name of wall %d: %w", id, err)
	}
	return name, nil
}

func contains(list []string, value string) bool { return slices.Contains(list, value) }
