// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/core/member"
)

// Listed is an account as the command line shows it.
type Listed struct {
	Email  string
	Name   string
	Active bool
	Roles  string
}

// Directory returns the newest accounts that are not deleted, active ones only
// or all, and whether there are more than asked for (spec 08 §7).
func (a *Accounts) Directory(ctx context.Context, by Staffer, all bool, limit int) ([]Listed, bool, error) {
	if err := by.check(); err != nil {
		return nil, false, err
	}
	var found []Listed
	q := a.DB.Reader().NewSelect().TableExpr("members AS m").
		ColumnExpr("m.email, trim(m.first_name || ' ' || m.last_name) AS name, m.active").
		ColumnExpr("coalesce((SELECT string_agg(r.role, ', ') FROM member_roles r WHERE r.member_id = m.id), '') AS roles").
		Where("m.deleted_at IS NULL").OrderExpr("m.id DESC").Limit(int64(limit) + 1)
	if !all {
		q = q.Where("m.active")
	}
	if err := q.Scan(ctx, &found); err != nil {
		return nil, false, fmt.Errorf("list accounts: %w", err)
	}
	if len(found) > limit {
		return found[:limit], true, nil
	}
	return found, false, nil
}

// What an operator may have mistaken; shown on the command line as they are.
var (
	ErrUnknown        = errors.New("no account has this address")
	ErrNotDeactivated = errors.New("this account was not deactivated: a registration that waits is approved in the administration")
	ErrClosed         = errors.New("this account was closed by its owner")
	ErrNotActive      = errors.New("this account is not active")
)

// plainly says to an operator what a member of the staff reads in a page.
func plainly(err error) error {
	for said, plain := range map[error]error{errNotInactive: ErrNotDeactivated, errClosed: ErrClosed, errNotActive: ErrNotActive} {
		if errors.Is(err, said) {
			return plain
		}
	}
	return err
}

// byEmail returns the id of the account of an address.
func (a *Accounts) byEmail(ctx context.Context, email string) (int64, error) {
	var id int64
	err := a.DB.Writer().NewRaw("SELECT id FROM members WHERE email = ? AND deleted_at IS NULL", member.NormaliseEmail(email)).Scan(ctx, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, ErrUnknown
	}
	if err != nil {
		return 0, fmt.Errorf("look up an account: %w", err)
	}
	return id, nil
}

// DeactivateByEmail is Deactivate for the command line.
func (a *Accounts) DeactivateByEmail(ctx context.Context, by Staffer, email string) (bool, error) {
	id, err := a.byEmail(ctx, email)
	if err != nil {
		return false, err
	}
	changed, err := a.Deactivate(ctx, by, id)
	return changed, plainly(err)
}

// ActivateByEmail reactivates the deactivated account of an address. A
// registration that waits is a case for the desk.
func (a *Accounts) ActivateByEmail(ctx context.Context, by Staffer, email string) (bool, error) {
	id, err := a.byEmail(ctx, email)
	if err != nil {
		return false, err
	}
	changed, err := a.Reactivate(ctx, by, id)
	return changed, plainly(err)
}
