// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"fmt"
	"net/mail"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// Why an address is refused.
var (
	errAddress      = &errs.Error{Kind: errs.Invalid, Message: "account.error.address", Field: "email"}
	errSameAddress  = &errs.Error{Kind: errs.Invalid, Message: "account.error.same_address", Field: "email"}
	errAddressTaken = &errs.Error{Kind: errs.Invalid, Message: "account.error.address_taken", Field: "email"}
)

// Addresses are where a member is written to.
type Addresses struct {
	Email, Recovery string

	Proven bool // its owner has confirmed Email (spec 02 §19.2)

	Pending      string    // new address that has a link to confirm, or ""
	PendingUntil time.Time // when that link ends
}

// Addresses returns the member's own.
func (s *Security) Addresses(ctx context.Context, by Self) (Addresses, error) {
	m, err := s.memberOf(ctx, s.DB.Reader(), by.ID)
	if err != nil {
		return Addresses{}, err
	}
	a := Addresses{Email: m.Email, Recovery: m.RecoveryEmail, Proven: !m.EmailVerifiedAt.IsZero()}
	var waiting []link
	err = s.DB.Reader().NewSelect().Model(&waiting).Where("atk.member_id = ?", by.ID).Where("atk.kind = ?", emailLink).
		Where("atk.email <> ?", m.Email).Where("atk.expires_at > ?", s.Now().UTC()).OrderExpr("atk.expires_at DESC").Limit(1).Scan(ctx)
	if err != nil {
		return Addresses{}, fmt.Errorf("look for an address to confirm: %w", err)
	}
	if len(waiting) > 0 {
		a.Pending, a.PendingUntil = waiting[0].Email, waiting[0].ExpiresAt
	}
	return a, nil
}

// EmailOf returns the address of an active account.
func (s *Security) EmailOf(ctx context.Context, id int64) (string, error) {
	m, err := s.memberOf(ctx, s.DB.Reader(), id)
	if err != nil {
		return "", err
	}
	return m.Email, nil
}

// AskAddress has a link sent to a new address, by which its owner confirms it.
// Nothing changes until then (spec 02 §9.1). The caller has checked that the
// member has proved recently who it is.
func (s *Security) AskAddress(ctx context.Context, by Self, email string) error {
	email = member.NormaliseEmail(email)
	if !isAddress(email) {
		return errAddress
	}
	if err := s.spend(ctx, movesOfMember, by.ID); err != nil {
		return err
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.DB.Lock(ctx, tx, member.AddressLock); err != nil {
			return err
		}
		m, err := s.memberOf(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		if m.Email == email {
			return errSameAddress
		}
		if taken, err := isTaken(ctx, tx, email, by.ID); err != nil {
			return err
		} else if taken {
			return errAddressTaken
		}
		if err := dropLinks(ctx, tx, by.ID, emailLink); err != nil {
			return err
		}
		if err := s.note(ctx, tx, by, "email.asked"); err != nil {
			return err
		}
		return s.write(ctx, tx, letter{Kind: letterConfirm, MemberID: by.ID, Recipient: email})
	})
}

// isTaken reports whether an address is anybody else's, first or recovery: the
// rule of registration (spec 02 §4.3).
func isTaken(ctx context.Context, db bun.IDB, email string, except int64) (bool, error) {
	taken, err := db.NewSelect().Model((*member.Member)(nil)).WhereAllWithDeleted().
		Where("(m.email = ? OR m.recovery_email = ?)", email, email).Where("m.id <> ?", except).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for an address: %w", err)
	}
	return taken, nil
}

// Confirmation is what a link to an address makes of it.
type Confirmation struct {
	Email    string
	Recovery bool // it becomes the recovery address, not the account's
}

// CanConfirm returns what a link confirms, or ErrLink.
func (s *Security) CanConfirm(ctx context.Context, token string) (Confirmation, error) {
	l, err := s.linkOf(ctx, s.DB.Reader(), token, emailLink, recoveryLink)
	if err != nil {
		return Confirmation{}, err
	}
	return Confirmation{Email: l.Email, Recovery: l.Kind == recoveryLink}, nil
}

// Confirm keeps the address that a link was sent to: instead of the account's,
// or as the recovery address. It answers ErrLink, or refuses an address that
// somebody has claimed meanwhile. With the account's address, links to choose a
// password are over, and other sessions than the present one, which end knows
// (spec 02 §9.1, U9, U11).
func (s *Security) Confirm(ctx context.Context, token, ip string, end func(ctx context.Context, member int64) error) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.DB.Lock(ctx, tx, member.AddressLock); err != nil {
			return err
		}
		l, err := s.linkOf(ctx, tx, token, emailLink, recoveryLink)
		if err != nil {
			return err
		}
		m, err := s.memberOf(ctx, tx, l.MemberID)
		if err != nil {
			return err
		}
		if taken, err := isTaken(ctx, tx, l.Email, m.ID); err != nil {
			return err
		} else if taken {
			return errAddressTaken
		}
		if l.Kind == recoveryLink {
			return s.keepRecovery(ctx, tx, Self{ID: m.ID, IP: ip}, m, l.Email)
		}
		if err := s.keepAddress(ctx, tx, Self{ID: m.ID, IP: ip}, m, l.Email); err != nil {
			return err
		}
		return end(ctx, m.ID)
	})
	if database.IsUniqueViolation(err) {
		return errAddressTaken // somebody has registered with it meanwhile
	}
	return err
}

// keepAddress replaces the address of an account, and tells the old one. A
// recovery address that becomes the account's is none any more.
func (s *Security) keepAddress(ctx context.Context, tx bun.Tx, by Self, m *member.Member, email string) error {
	now := s.Now().UTC()
	_, err := tx.NewUpdate().Model((*member.Member)(nil)).Set("email = ?", email).
		Set("recovery_email = CASE WHEN recovery_email = ? THEN '' ELSE recovery_email END", email).
		Set("email_verified_at = ?", now).Set("modified_at = ?", now).Where("id = ?", m.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save the address of %d: %w", m.ID, err)
	}
	if err := dropLinks(ctx, tx, m.ID, emailLink, recoveryLink, resetLink); err != nil {
		return err
	}
	if err := s.note(ctx, tx, by, "email.changed"); err != nil {
		return err
	}
	if err := s.write(ctx, tx, letter{Kind: letterAddress, MemberID: m.ID, Recipient: m.Email}); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
}

// isAddress reports whether a normalised text is an address and nothing else.
func isAddress(text string) bool {
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Address == text && parsed.Name == "" && member.IsEmail(text)
}
