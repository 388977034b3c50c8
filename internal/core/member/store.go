// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// Read returns a member who is not deleted, else errs.ErrNotFound, with the
// profile. A member without profile has an empty one, never nil: nothing may break
// for its lack (spec 02 §3.1).
func Read(ctx context.Context, db bun.IDB, id int64) (*Member, *Profile, error) {
	m, p := new(Member), new(Profile)
	err := db.NewSelect().Model(m).Where("m.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read member %d: %w", id, err)
	}
	err = db.NewSelect().Model(p).Where("pr.member_id = ?", id).Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, nil, fmt.Errorf("read the profile of %d: %w", id, err)
	}
	p.MemberID = id
	return m, p, nil
}
