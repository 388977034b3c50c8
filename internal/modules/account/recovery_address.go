// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// Why a recovery address is refused.
var (
	errRecovery      = &errs.Error{Kind: errs.Invalid, Message: "account.error.address", Field: "recovery_email"}
	errSameRecovery  = &errs.Error{Kind: errs.Invalid, Message: "account.error.same_recovery", Field: "recovery_email"}
	errRecoveryTaken = &errs.Error{Kind: errs.Invalid, Message: "account.error.address_taken", Field: "recovery_email"}
)

// AskRecovery has a link sent to an address for emergencies, by which its owner
// confirms it; nothing changes until then. It reports whether a link is on its
// way: "" takes the present address away at once, and the present one again
// changes nothing (spec 02 §4.3, U9). The caller has checked that the member has
// proved recently who it is.
func (s *Security) AskRecovery(ctx context.Context, by Self, email string) (sent bool, err error) {
	email = member.NormaliseEmail(email)
	if email != "" && !isAddress(email) {
		return false, errRecovery
	}
	if err := s.spend(ctx, movesOfMember, by.ID); err != nil {
		return false, err
	}
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.DB.Lock(ctx, tx, member.AddressLock); err != nil {
			return err
		}
		m, err := s.memberOf(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		switch email {
		case m.RecoveryEmail:
			return dropLinks(ctx, tx, by.ID, recoveryLink)
		case "":
			return s.keepRecovery(ctx, tx, by, m, "")
		case m.Email:
			return errSameRecovery
		}
		sent = true
		return s.askRecovery(ctx, tx, by, email)
	})
	return sent && err == nil, err
}

func (s *Security) askRecovery(ctx context.Context, tx bun.Tx, by Self, email string) error {
	if taken, err := isTaken(ctx, tx, email, by.ID); err != nil {
		return err
	} else if taken {
		return errRecoveryTaken
	}
	if err := dropLinks(ctx, tx, by.ID, recoveryLink); err != nil {
		return err
	}
	if err := s.note(ctx, tx, by, "recovery_email.asked"); err != nil {
		return err
	}
	return s.write(ctx, tx, letter{Kind: letterConfirmRecovery, MemberID: by.ID, Recipient: email})
}

// keepRecovery replaces the recovery address, or takes it away, and tells the
// account's own address.
func (s *Security) keepRecovery(ctx context.Context, tx bun.Tx, by Self, m *member.Member, email string) error {
	if email == m.Email {
		return ErrLink // it has become the account's own meanwhile
	}
	_, err := tx.NewUpdate().Model((*member.Member)(nil)).Set("recovery_email = ?", email).
		Set("modified_at = ?", s.Now().UTC()).Where("id = ?", m.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save the recovery address of %d: %w", m.ID, err)
	}
	if err := dropLinks(ctx, tx, m.ID, recoveryLink); err != nil {
		return err
	}
	if err := s.note(ctx, tx, by, "recovery_email.changed"); err != nil {
		return err
	}
	return s.write(ctx, tx, letter{Kind: letterRecovery, MemberID: m.ID, Recipient: m.Email})
}
