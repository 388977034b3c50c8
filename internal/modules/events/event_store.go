// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// eventByID returns an event that is not deleted.
func eventByID(ctx context.Context, db bun.IDB, id int64) (*Event, error) {
	e := new(Event)
	err := db.NewSelect().Model(e).Where("e.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return e, err
}

func insertEvent(ctx context.Context, db bun.IDB, e *Event) error {
	_, err := db.NewInsert().Model(e).Exec(ctx)
	return err
}

// updateEvent saves all that an organiser may change, if nobody saved since
// the version that e was read at.
func updateEvent(ctx context.Context, db bun.IDB, e *Event) error {
	read := e.Version
	e.Version++
	res, err := db.NewUpdate().Model(e).
		ExcludeColumn("id", "owner_id", "created_at").
		WherePK().Where("e.version = ?", read).
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
