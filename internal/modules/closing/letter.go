// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/riverqueue/river"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// The pages that mails lead to.
const (
	PagePath    = "/preferences/account"
	ArchivePath = PagePath + "/archive/"  // the number follows
	ReopenPath  = "/auth/account/reopen/" // the token follows
)

// reopenLink is the kind of the link that takes a closing back.
const reopenLink = "account_reopen"

// newLink keeps the sum of a token for a member and returns the token, which
// only the reader of the mail knows.
func (s *Service) newLink(ctx context.Context, m *member.Member) (string, error) {
	token := rand.Text() + rand.Text()
	_, err := s.DB.Writer().NewRaw(`INSERT INTO account_tokens (hash, kind, member_id, email, payload, created_at, expires_at)
VALUES (?, ?, ?, '', '{}', ?, ?)`, sumOf(token), reopenLink, m.ID, s.Now().UTC(), m.ClosingAt.UTC()).Exec(ctx)
	if err != nil {
		return "", fmt.Errorf("keep a link: %w", err)
	}
	return token, nil
}

func sumOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// memberOfLink returns the account that a token reopens.
func (s *Service) memberOfLink(ctx context.Context, db bun.IDB, token string) (*member.Member, error) {
	var id int64
	err := db.NewRaw("SELECT member_id FROM account_tokens WHERE hash = ? AND kind = ? AND expires_at > ?",
		sumOf(token), reopenLink, s.Now().UTC()).Scan(ctx, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNothingSaved
	}
	if err != nil {
		return nil, fmt.Errorf("read a link: %w", err)
	}
	m, err := memberOf(ctx, db, id)
	if err != nil {
		return nil, err
	}
	if !canReopen(m, s.Now()) {
		return nil, errNothingSaved
	}
	return m, nil
}

// accountClosed tells a member that the account is closed, and until when that
// can be taken back. One who has come back meanwhile is told nothing.
func (s *Service) accountClosed(ctx context.Context, e event.AccountClosed, meta outbox.Meta) error {
	m, err := memberOf(ctx, s.DB.Writer(), e.MemberID)
	if err != nil {
		return err
	}
	if m.ClosingAt.IsZero() || !m.AnonymisedAt.IsZero() {
		return nil
	}
	why := "member"
	switch {
	case e.Staff:
		why = "staff"
	case e.Inactive:
		why = "inactive"
	}
	ctx = in(ctx, m)
	letter := begin(ctx, "closed", m).
		Paragraph(i18n.T(ctx, "closing.mail.closed."+why), i18n.T(ctx, "closing.mail.closed.then", "Date", i18n.Date(ctx, m.ClosingAt)))
	if canReopen(m, s.Now()) {
		token, err := s.newLink(ctx, m)
		if err != nil {
			return err
		}
		letter.Paragraph(i18n.T(ctx, "closing.mail.closed.back")).
			Button(i18n.T(ctx, "closing.mail.closed.button"), s.SiteURL+ReopenPath+token)
	}
	return s.send(ctx, m, "closed", letter.Paragraph(i18n.T(ctx, "closing.mail.closed.kept")), meta)
}

// accountReopened tells a member that the account is open again.
func (s *Service) accountReopened(ctx context.Context, e event.AccountReopened, meta outbox.Meta) error {
	m, err := memberOf(ctx, s.DB.Writer(), e.MemberID)
	if err != nil || !m.Active {
		return err
	}
	ctx = in(ctx, m)
	return s.send(ctx, m, "reopened", begin(ctx, "reopened", m).Paragraph(i18n.T(ctx, "closing.mail.reopened.text")).
		Button(i18n.T(ctx, "closing.mail.sign_in"), s.SiteURL+"/auth/login"), meta)
}

// inactivityNoticed tells a member who has not come for long that the account
// will be closed, unless he or she has signed in meanwhile.
func (s *Service) inactivityNoticed(ctx context.Context, e event.InactivityNoticed, meta outbox.Meta) error {
	m, err := memberOf(ctx, s.DB.Writer(), e.MemberID)
	if err != nil {
		return err
	}
	var sent time.Time
	err = s.DB.Writer().NewRaw("SELECT sent_at FROM inactivity_notices WHERE member_id = ?", e.MemberID).Scan(ctx, &sent)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (!m.Active || m.LastLoginAt.After(sent)) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the notice of %d: %w", e.MemberID, err)
	}
	ctx = in(ctx, m)
	return s.send(ctx, m, "inactive", begin(ctx, "inactive", m).
		Paragraph(i18n.T(ctx, "closing.mail.inactive.text", "Date", i18n.Date(ctx, sent.Add(Notice)))).
		Button(i18n.T(ctx, "closing.mail.sign_in"), s.SiteURL+"/auth/login").
		Paragraph(i18n.T(ctx, "closing.mail.inactive.after")), meta)
}

// archiveFinished tells a member that the copy can be fetched.
func (s *Service) archiveFinished(ctx context.Context, e event.ArchiveFinished, meta outbox.Meta) error {
	a, err := archiveByID(ctx, s.DB.Writer(), e.ArchiveID)
	if err != nil || a == nil || !a.isReady(s.Now()) {
		return err
	}
	m, err := memberOf(ctx, s.DB.Writer(), a.MemberID)
	if err != nil || !m.Active {
		return err
	}
	ctx = in(ctx, m)
	return s.send(ctx, m, "archive", begin(ctx, "archive", m).
		Paragraph(i18n.T(ctx, "closing.mail.archive.text", "Date", i18n.DateTime(ctx, a.ExpiresAt))).
		Button(i18n.T(ctx, "closing.mail.archive.button"), s.SiteURL+ArchivePath+ids.Encode(a.ID)).
		Paragraph(i18n.T(ctx, "closing.mail.archive.after")), meta)
}

// in gives a context in the language of a member.
func in(ctx context.Context, m *member.Member) context.Context {
	return i18n.WithLang(ctx, i18n.Lang(m.Language))
}

// begin is the first lines of every mail.
func begin(ctx context.Context, kind string, m *member.Member) *mailer.Letter {
	return mailer.NewLetter(ctx, i18n.T(ctx, "closing.mail."+kind+".subject")).
		Heading(i18n.T(ctx, "closing.mail.hello", "Name", m.FirstName))
}

// send sends a mail about the account, which no quota holds back. One that can
// never arrive is given up.
func (s *Service) send(ctx context.Context, m *member.Member, kind string, letter *mailer.Letter, meta outbox.Meta) error {
	message, err := letter.Message("closing."+kind, m.Email)
	if err != nil {
		return river.JobCancel(err)
	}
	message.BypassQuota = true
	message.MessageID = s.Mail.MessageID("closing." + strconv.FormatInt(meta.EventID, 10))
	err = s.Mail.Send(ctx, message)
	if mailer.IsFinal(err) {
		return river.JobCancel(fmt.Errorf("mail %s: %w", kind, err))
	}
	return err
}
