// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/riverqueue/river"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// letterKind is a security mail (spec 02 §16); it begins the keys of its words.
type letterKind string

const (
	letterReset    letterKind = "reset"    // a link to choose a new password
	letterPassword letterKind = "password" // the password has changed
	letterConfirm  letterKind = "confirm"  // to a new address: a link to confirm it
	letterAddress  letterKind = "address"  // to the old address: it has changed
	letterRecovery letterKind = "recovery" // the recovery address has changed

	// letterConfirmRecovery goes to a recovery address: a link to confirm it.
	letterConfirmRecovery letterKind = "confirm_recovery"

	letterDevice        letterKind = "device"         // somebody signed in from a new browser
	letterFactorAdded   letterKind = "factor_added"   // a second factor more
	letterFactorRemoved letterKind = "factor_removed" // a second factor less
)

// The pages that letters lead to.
const (
	ResetPath   = "/auth/reset"
	ConfirmPath = "/auth/change-email"
	OwnPath     = "/preferences/security"
)

// Subscribe says which event sends the letters.
func (s *Security) Subscribe(r *outbox.Registry) {
	outbox.On(r, "account-letters", s.send)
}

// send sends a letter, in the language of the member as he or she is now. One
// for a member who is gone, or for an address nobody has, is not sent. Security
// mails do not count in the weekly quota.
func (s *Security) send(ctx context.Context, e event.AccountLetterWritten, _ outbox.Meta) error {
	l := &letter{ID: e.LetterID}
	err := s.DB.Writer().NewSelect().Model(l).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read letter %d: %w", e.LetterID, err)
	}
	m, err := s.receiver(ctx, l)
	if err != nil || m == nil {
		return err
	}
	ctx = i18n.WithLang(ctx, i18n.Lang(m.Language))
	mail, err := s.compose(ctx, l, m)
	if err != nil {
		return err
	}
	message, err := mail.Message("account."+string(l.Kind), l.Recipient)
	if err != nil {
		return river.JobCancel(err)
	}
	message.BypassQuota = true
	message.MessageID = s.Mail.MessageID("account." + strconv.FormatInt(l.ID, 10))
	err = s.Mail.Send(ctx, message)
	if mailer.IsFinal(err) {
		return river.JobCancel(fmt.Errorf("send letter %d: %w", l.ID, err))
	}
	return err
}

// receiver is the active member a letter is about, or nil.
func (s *Security) receiver(ctx context.Context, l *letter) (*member.Member, error) {
	id := l.MemberID
	if id == 0 {
		found, err := accountByEmail(ctx, s.DB.Writer(), l.Recipient)
		if err != nil || found.ID == 0 {
			return nil, err
		}
		id = found.ID
	}
	m, err := s.memberOf(ctx, s.DB.Writer(), id)
	if errors.Is(err, ErrLink) {
		return nil, nil //nolint:nilnil // nobody to write to is an ordinary answer
	}
	return m, err
}

// compose writes a letter. Links are made here and not before: their tokens are
// in no table and in no job.
func (s *Security) compose(ctx context.Context, l *letter, m *member.Member) (*mailer.Letter, error) {
	key := "account.mail." + string(l.Kind)
	what := ""
	if l.Details["what"] != "" {
		what = i18n.T(ctx, "account.factor."+l.Details["what"])
	}
	mail := mailer.NewLetter(ctx, i18n.T(ctx, key+".subject")).
		Heading(i18n.T(ctx, key+".heading", "Name", m.FirstName)).
		Paragraph(i18n.T(ctx, key+".text", "What", what))
	address := s.SiteURL + ResetPath
	switch l.Kind {
	case letterReset:
		token, err := s.newLink(ctx, s.DB.Writer(), link{Kind: resetLink, MemberID: m.ID, Email: l.Recipient}, resetLife)
		if err != nil {
			return nil, err
		}
		address += "/" + token
	case letterConfirm, letterConfirmRecovery:
		kind := emailLink
		if l.Kind == letterConfirmRecovery {
			kind = recoveryLink
		}
		token, err := s.newLink(ctx, s.DB.Writer(), link{Kind: kind, MemberID: m.ID, Email: l.Recipient}, emailLife)
		if err != nil {
			return nil, err
		}
		address = s.SiteURL + ConfirmPath + "/" + token
	case letterDevice, letterFactorAdded, letterFactorRemoved:
		address = s.SiteURL + OwnPath
		mail = mail.Facts(mailer.Fact{Label: i18n.T(ctx, "account.mail.when"), Value: i18n.DateTime(ctx, l.CreatedAt)})
		if l.Kind == letterDevice {
			agent := Agent{Browser: l.Details["browser"], System: l.Details["system"]}
			mail = mail.Facts(mailer.Fact{Label: i18n.T(ctx, "account.mail.agent"), Value: agent.Words(ctx)})
		}
	case letterPassword, letterAddress, letterRecovery:
		if l.Kind == letterRecovery {
			address = s.SiteURL + ConfirmPath
		}
		mail = mail.Facts(mailer.Fact{Label: i18n.T(ctx, "account.mail.when"), Value: i18n.DateTime(ctx, l.CreatedAt)})
	}
	return mail.Button(i18n.T(ctx, key+".button"), address).Paragraph(i18n.T(ctx, key+".after")), nil
}
