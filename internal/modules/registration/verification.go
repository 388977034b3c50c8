// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// mostVerifications is how many links to confirm an address a member gets in a
// day: nobody's mailbox is filled by pressing a button.
const mostVerifications = 5

// guessesOfLink is how often a password may be tried with one link.
var guessesOfLink = attempt.Limit{Name: "registration-verify", Most: 10, Window: time.Hour}

// The refusals of Verify.
var (
	errNotChosen = &errs.Error{Kind: errs.Invalid, Message: "registration.error.not_chosen", Field: "password"}
	errGuesses   = errs.New(errs.TooMany, "registration.error.guesses")
)

// ErrVerifications says that enough links were sent for today.
var ErrVerifications = errs.New(errs.TooMany, "registration.error.verifications")

// AskVerification has a link sent to a member's own address, by which its owner
// confirms it: who was approved without that may do it later (spec 02 §19.2).
// With a confirmed address nothing happens.
func (s *Service) AskVerification(ctx context.Context, memberID int64) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		m, _, err := memberByID(ctx, tx, memberID)
		if err != nil || !m.EmailVerifiedAt.IsZero() {
			return err
		}
		sent, err := s.verificationsSent(ctx, tx, m)
		if err != nil {
			return err
		}
		if sent >= mostVerifications {
			return ErrVerifications
		}
		return s.Outbox.Record(ctx, tx, event.VerificationAsked{MemberID: memberID})
	})
}

// verificationsSent counts the links of the last day that wait to be used.
func (s *Service) verificationsSent(ctx context.Context, db bun.IDB, m *member.Member) (int64, error) {
	n, err := db.NewSelect().Model((*link)(nil)).Where("atk.kind = ?", verifyLink).Where("atk.member_id = ?", m.ID).
		Where("atk.email = ?", m.Email).Where("atk.created_at > ?", s.Now().Add(-24*time.Hour).UTC()).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count links: %w", err)
	}
	return n, nil
}

// sendVerification sends the link to confirm an address.
func (s *Service) sendVerification(ctx context.Context, e event.VerificationAsked, meta outbox.Meta) error {
	db := s.DB.Writer()
	m, _, err := memberByID(ctx, db, e.MemberID)
	if err != nil || m.Email == "" || !m.EmailVerifiedAt.IsZero() {
		return ignoreMissing(err)
	}
	sent, err := s.verificationsSent(ctx, db, m)
	if err != nil || sent >= mostVerifications {
		return err
	}
	token, err := s.newLink(ctx, db, link{Kind: verifyLink, MemberID: m.ID, Email: m.Email}, VerifyLife)
	if err != nil {
		return err
	}
	ctx = speak(ctx, m.Language)
	letter := mailer.NewLetter(ctx, i18n.T(ctx, "registration.mail.verify.subject")).
		Heading(i18n.T(ctx, "registration.mail.verify.heading", "Name", m.FirstName)).
		Paragraph(i18n.T(ctx, "registration.mail.verify.text")).
		Button(i18n.T(ctx, "registration.mail.received.button"), s.SiteURL+VerifyPath+token).
		Paragraph(i18n.T(ctx, "registration.mail.not_you"))
	return s.send(ctx, letter, "registration.verify", m.Email, meta.EventID)
}

// Verification is what a link to confirm an address asks.
type Verification struct {
	Address     string
	Name        string // of whose registration it is
	AskPassword bool   // the reader has not shown to be who registered
}

// VerificationOf returns what the link asks of its reader (0 when not signed
// in), or ErrLink.
func (s *Service) VerificationOf(ctx context.Context, token string, reader int64) (Verification, error) {
	_, m, err := s.verifying(ctx, s.DB.Reader(), token)
	if err != nil {
		return Verification{}, err
	}
	return Verification{Address: m.Email, Name: m.FullName(), AskPassword: reader != m.ID}, nil
}

// verifying returns a link and the member whose address it confirms. An address
// that has changed since is not confirmed.
func (s *Service) verifying(ctx context.Context, db bun.IDB, token string) (*link, *member.Member, error) {
	l, err := s.linkOf(ctx, db, verifyLink, token)
	if err != nil {
		return nil, nil, err
	}
	m, _, err := memberByID(ctx, db, l.MemberID)
	if errors.Is(err, errs.ErrNotFound) || err == nil && m.Email != l.Email {
		return nil, nil, ErrLink
	}
	return l, m, err
}

// Verify notes that an applicant reads the address given, and uses the link up
// (spec 02 §19.2). Who reads the letter need not be who registered: a stranger
// may have given somebody else's address, with a password of his own. So the
// password chosen then is asked, unless the reader is signed in as that member.
func (s *Service) Verify(ctx context.Context, token string, reader int64, password string) error {
	l, m, err := s.verifying(ctx, s.DB.Reader(), token)
	if err == nil && reader != m.ID {
		err = s.recognise(ctx, l, m, password)
	}
	if err != nil {
		return err
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := useUp(ctx, tx, l.Hash); err != nil {
			return err
		}
		res, err := tx.NewUpdate().Model((*member.Member)(nil)).Set("email_verified_at = ?", s.Now().UTC()).
			Where("id = ?", l.MemberID).Where("email = ?", l.Email).Exec(ctx)
		if err != nil {
			return fmt.Errorf("confirm the address of %d: %w", l.MemberID, err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(ErrLink, err)
		}
		return s.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: l.MemberID})
	})
}

// recognise refuses who does not know the password that was chosen.
func (s *Service) recognise(ctx context.Context, l *link, m *member.Member, password string) error {
	wait, err := s.attempts.Spend(ctx, guessesOfLink, l.Hash)
	if err == nil && wait > 0 {
		err = errGuesses
	}
	if err != nil {
		return err
	}
	matches, err := member.PasswordMatches(ctx, m.PasswordHash, password)
	if err == nil && !matches {
		err = errNotChosen
	}
	return err
}
