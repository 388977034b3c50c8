// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

var (
	errRefused = &errs.Error{Kind: errs.Invalid, Message: "account.sign_in.refused", Field: "email"}
)

// SignInService checks passwords.
type SignInService struct {
	db  *database.DB
	ids *ids.Generator
	now func() time.Time
}

// NewSignInService returns the service over the database.
func NewSignInService(db *database.DB, gen *ids.Generator, now func() time.Time) *SignInService {
	return &SignInService{db: db, ids: gen, now: now}
}

// SignIn returns the member whose address and password these are, or a
// DelayError to a client that has failed too often.
func (s *SignInService) SignIn(ctx context.Context, email, password string, from Client) (int64, error) {
	email = member.NormaliseEmail(email)
	if !member.IsEmail(email) {
		email = "" // nobody's, and not to be kept as typed among the failures
	}
	attempt, err := s.beginAttempt(ctx, email, from)
	if err != nil {
		return 0, err
	}
	account, err := accountByEmail(ctx, s.db.Reader(), email)
	if err != nil {
		return 0, fmt.Errorf("sign in: %w", err)
	}
	matches, err := member.PasswordMatches(ctx, account.PasswordHash, password)
	if err != nil {
		return 0, errors.Join(err, s.forget(ctx, attempt))
	}
	if !matches || !account.IsVisible() {
		return 0, errRefused
	}
	return account.ID, s.noteSuccess(ctx, account.ID, email, from)
}

// beginAttempt refuses a client that must wait. Otherwise it counts the attempt as a failure until it succeeds, in
// one transaction: attempts made at the same time, on whatever node, cannot all
// pass before the first of them is counted.
func (s *SignInService) beginAttempt(ctx context.Context, email string, from Client) (int64, error) {
	attempt, now := s.ids.Next(), s.now().UTC()
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, name := range []string{"sign-in:ip:" + from.Network, "sign-in:email:" + email} { // always in this order
			if err := s.db.Lock(ctx, tx, name); err != nil {
				return err
			}
		}
		wait, err := waitOf(ctx, tx, email, from, now)
		if err != nil {
			return err
		}
		if wait > 0 {
			return &DelayError{Wait: wait}
		}
		_, err = tx.NewRaw("INSERT INTO sign_in_failures (id, email, ip, device, at) VALUES (?, ?, ?, ?, ?)",
			attempt, email, from.Network, from.Device, now).Exec(ctx)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("begin a sign-in: %w", err)
	}
	return attempt, nil
}

// accountByEmail returns the account of an address, or an empty one that
// matches no password.
func accountByEmail(ctx context.Context, db bun.IDB, email string) (*member.Member, error) {
	account := new(member.Member)
	err := db.NewSelect().Model(account).
		Column("m.id", "m.password_hash", "m.active", "m.deleted_at").
		Where("m.email = ?", email).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return new(member.Member), nil
	}
	return account, err
}

// forget takes back an attempt that was not a failure.
func (s *SignInService) forget(ctx context.Context, attempt int64) error {
	_, err := s.db.Writer().NewRaw("DELETE FROM sign_in_failures WHERE id = ?", attempt).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget a sign-in: %w", err)
	}
	return nil
}

// noteSuccess takes back this attempt and the client's failures before it: who
// knows the password was only mistaken.
func (s *SignInService) noteSuccess(ctx context.Context, id int64, email string, from Client) error {
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewRaw("DELETE FROM sign_in_failures WHERE email = ? AND device = ? AND (ip = ? OR device <> '')",
			email, from.Device, from.Network).Exec(ctx); err != nil {
			return err
		}
		_, err := tx.NewRaw("UPDATE members SET last_login_at = ?, login_count = login_count + 1 WHERE id = ?",
			s.now().UTC(), id).Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("note the sign-in of %d: %w", id, err)
	}
	return nil
}

// ForgetFailures removes the failures that no limit looks at any more; it is
// a daily job.
func (s *SignInService) ForgetFailures(ctx context.Context) error {
	_, err := s.db.Writer().NewRaw("DELETE FROM sign_in_failures WHERE at < ?", s.now().UTC().Add(-24*time.Hour)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget failed sign-ins: %w", err)
	}
	return nil
}
