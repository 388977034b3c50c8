// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

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
