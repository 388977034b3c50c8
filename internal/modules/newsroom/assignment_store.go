// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/database"
)

// assignmentByID returns an assignment that is not deleted.
func assignmentByID(ctx context.Context, db bun.IDB, id int64) (*Assignment, error) {
	a := new(Assignment)
	err := db.NewSelect().Model(a).Where("st.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return a, err
}

// lockedAssignment reads an assignment that nobody else changes until the
// transaction ends.
func lockedAssignment(ctx context.Context, db *database.DB, tx bun.Tx, id int64) (*Assignment, error) {
	if err := db.Lock(ctx, tx, "assignment:"+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	return assignmentByID(ctx, tx, id)
}

// updateAssignment saves all that may change, if nobody saved since a was read.
func updateAssignment(ctx context.Context, db bun.IDB, a *Assignment) error {
	read := a.Version
	a.Version++
	return saved(ctx, db.NewUpdate().Model(a).ExcludeColumn("id", "owner_id", "commissioner_id", "pitch_id", "created_at", "deleted_at").
		WherePK().Where("st.version = ?", read), errAssignmentChanged)
}

// detachArticle takes the article of an assignment out of it.
func detachArticle(ctx context.Context, db bun.IDB, assignmentID int64) error {
	_, err := db.NewUpdate().Model((*Article)(nil)).Set("assignment_id = NULL").
		Where("assignment_id = ?", assignmentID).Exec(ctx)
	return err
}

// AssignmentSheet is an assignment with all that its pages show of it.
type AssignmentSheet struct {
	Assignment   *Assignment
	Outlet       string
	Publisher    string
	Journalist   Person
	Commissioner Person
	ArticleID    int64 // begun, or 0
	Steps        []Step
}

// Sheet returns an assignment that by may see.
func (s *AssignmentService) Sheet(ctx context.Context, by access.Actor, id int64) (*AssignmentSheet, error) {
	sheet, err := s.sheet(ctx, by, id)
	if err != nil {
		return nil, fmt.Errorf("read assignment %d: %w", id, err)
	}
	return sheet, nil
}

func (s *AssignmentService) sheet(ctx context.Context, by access.Actor, id int64) (*AssignmentSheet, error) {
	db := s.DB.Reader()
	a, err := assignmentByID(ctx, db, id)
	if err != nil {
		return nil, err
	}
	if err := a.CanSee(by); err != nil {
		return nil, err
	}
	sheet := &AssignmentSheet{Assignment: a}
	if sheet.Outlet, sheet.Publisher, err = organisationNames(ctx, db, a.OutletID, a.PublisherID); err != nil {
		return nil, err
	}
	if sheet.Journalist, err = personByID(ctx, db, a.OwnerID); err != nil {
		return nil, err
	}
	if sheet.Commissioner, err = personByID(ctx, db, a.CommissionerID); err != nil {
		return nil, err
	}
	chain := Chain{AssignmentID: id}
	sheet.Steps, err = steps(ctx, db, by, &chain)
	sheet.ArticleID = chain.ArticleID
	return sheet, err
}
