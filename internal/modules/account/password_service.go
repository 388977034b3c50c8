// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// Why a password is not changed, beside the field it belongs to.
var (
	ErrOldPassword  = &errs.Error{Kind: errs.Invalid, Message: "account.error.old_password", Field: "password"}
	ErrSamePassword = &errs.Error{Kind: errs.Invalid, Message: "account.error.same_password", Field: "new_password"}
)

// AskReset has a link sent to whoever has forgotten a password. It answers
// alike, and as fast, for known and unknown addresses: the job that sends the
// mail looks for the account. Too many letters to one address are dropped in
// silence; a network that asks too often gets a DelayError (spec 02 §9.1, U11).
func (s *Security) AskReset(ctx context.Context, email, network string) error {
	email = member.NormaliseEmail(email)
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		wait, err := s.attempts.Take(ctx, tx, resetsOfNetwork, network)
		if err != nil {
			return err
		}
		if wait > 0 {
			return &DelayError{Wait: wait}
		}
		if !member.IsEmail(email) {
			return nil
		}
		if wait, err = s.attempts.Take(ctx, tx, resetsOfAddress, email); err != nil || wait > 0 {
			return err
		}
		return s.write(ctx, tx, letter{Kind: letterReset, Recipient: email})
	})
}

// CanReset returns nil if a link to choose a new password is still good, or
// ErrLink.
func (s *Security) CanReset(ctx context.Context, token string) error {
	_, err := s.linkOf(ctx, s.DB.Reader(), token, resetLink)
	return err
}

// Reset gives the account of a link a new password. The link and all others like
// it are used up, and every session ends: nobody is signed in by it.
func (s *Security) Reset(ctx context.Context, token, password, ip string) error {
	l, err := s.linkOf(ctx, s.DB.Reader(), token, resetLink)
	if err != nil {
		return err
	}
	m, err := s.memberOf(ctx, s.DB.Reader(), l.MemberID)
	if err != nil {
		return err
	}
	hash, err := newHash(ctx, m, password, "password")
	if err != nil {
		return err
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := s.linkOf(ctx, tx, token, resetLink); err != nil {
			return err // used meanwhile, in another window
		}
		by := Self{ID: m.ID, IP: ip}
		if err := s.setPassword(ctx, tx, by, hash, "password.reset"); err != nil {
			return err
		}
		if err := s.confirm(ctx, tx, m.ID, l.Email); err != nil {
			return err
		}
		return endSessions(ctx, tx, m.ID)
	})
}

// confirm notes that a member's address is read by its owner, who has followed a
// link sent there (spec 02 §19.2).
func (s *Security) confirm(ctx context.Context, tx bun.Tx, id int64, address string) error {
	_, err := tx.NewUpdate().Model((*member.Member)(nil)).Set("email_verified_at = ?", s.Now().UTC()).
		Where("id = ?", id).Where("email = ?", address).Where("email_verified_at IS NULL").Exec(ctx)
	if err != nil {
		return fmt.Errorf("confirm the address of %d: %w", id, err)
	}
	return nil
}

// JudgeReset tells how strong a password would be for the account of a link, or
// ErrLink.
func (s *Security) JudgeReset(ctx context.Context, token, password string) (member.Strength, error) {
	l, err := s.linkOf(ctx, s.DB.Reader(), token, resetLink)
	if err != nil {
		return member.Strength{}, err
	}
	return s.JudgePassword(ctx, l.MemberID, password)
}

// JudgePassword tells how strong a password would be for a member, by the rule
// that ChangePassword and Reset apply.
func (s *Security) JudgePassword(ctx context.Context, id int64, password string) (member.Strength, error) {
	m, err := s.memberOf(ctx, s.DB.Reader(), id)
	if err != nil {
		return member.Strength{}, err
	}
	return member.JudgePassword(password, known(m)...), nil
}

// known is what a guesser knows of a member.
func known(m *member.Member) []string { return []string{m.Email, m.FirstName, m.LastName} }

// ChangePassword replaces the password of a member who knows the old one. The
// caller ends the other sessions, for only it knows the present one; end is
// called in the transaction.
func (s *Security) ChangePassword(ctx context.Context, by Self, old, password string, end func(context.Context) error) error {
	m, err := s.prove(ctx, by, old)
	if err != nil {
		return err
	}
	if old == password {
		return ErrSamePassword
	}
	hash, err := newHash(ctx, m, password, "new_password")
	if err != nil {
		return err
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.setPassword(ctx, tx, by, hash, "password.changed"); err != nil {
			return err
		}
		return end(ctx)
	})
}

// Prove returns nil if the password is the member's, ErrOldPassword if not, or a
// DelayError after too many tries (spec 02 §9.1, /auth/verify).
func (s *Security) Prove(ctx context.Context, by Self, password string) error {
	_, err := s.prove(ctx, by, password)
	return err
}

func (s *Security) prove(ctx context.Context, by Self, password string) (*member.Member, error) {
	if err := s.spend(ctx, proofsOfMember, by.ID); err != nil {
		return nil, err
	}
	m, err := s.memberOf(ctx, s.DB.Writer(), by.ID)
	if err != nil {
		return nil, err
	}
	matches, err := member.PasswordMatches(ctx, m.PasswordHash, password)
	if err != nil {
		return nil, err
	}
	if !matches {
		return nil, ErrOldPassword
	}
	return m, s.giveBack(ctx, s.DB.Writer(), lane{proofsOfMember, strconv.FormatInt(by.ID, 10)})
}

// newHash checks a password against the policy, for a field, and hashes it.
func newHash(ctx context.Context, m *member.Member, password, field string) (string, error) {
	if err := member.CheckPassword(password, known(m)...); err != nil {
		return "", inField(err, field)
	}
	return member.HashPassword(ctx, password)
}

// inField is a refusal said beside a field.
func inField(err error, field string) error {
	var refused *errs.Error
	if !errors.As(err, &refused) {
		return err
	}
	said := *refused
	said.Field = field
	return &said
}

// setPassword writes a password: links to choose one are worthless from then on.
func (s *Security) setPassword(ctx context.Context, tx bun.Tx, by Self, hash, action string) error {
	m, err := s.memberOf(ctx, tx, by.ID)
	if err != nil {
		return err
	}
	_, err = tx.NewUpdate().Model((*member.Member)(nil)).Set("password_hash = ?", hash).
		Set("modified_at = ?", s.Now().UTC()).Where("id = ?", by.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save the password of %d: %w", by.ID, err)
	}
	if err := dropLinks(ctx, tx, by.ID, resetLink, emailLink, recoveryLink); err != nil {
		return err
	}
	if err := s.note(ctx, tx, by, action); err != nil {
		return err
	}
	return s.write(ctx, tx, letter{Kind: letterPassword, MemberID: by.ID, Recipient: m.Email})
}

// memberOf reads an active account, or ErrLink: who is gone can do nothing.
func (s *Security) memberOf(ctx context.Context, db bun.IDB, id int64) (*member.Member, error) {
	m := new(member.Member)
	err := db.NewSelect().Model(m).
		Column("m.id", "m.email", "m.recovery_email", "m.password_hash", "m.first_name", "m.last_name", "m.language", "m.active", "m.deleted_at",
			"m.terms_version", "m.terms_accepted_at", "m.email_verified_at").
		Where("m.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !m.IsVisible() {
		return nil, ErrLink
	}
	if err != nil {
		return nil, fmt.Errorf("read member %d: %w", id, err)
	}
	return m, nil
}

// endSessions signs a member out everywhere.
func endSessions(ctx context.Context, tx bun.Tx, member int64) error {
	if _, err := tx.NewRaw("DELETE FROM sessions WHERE member_id = ?", member).Exec(ctx); err != nil {
		return fmt.Errorf("end the sessions of %d: %w", member, err)
	}
	return nil
}
