// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/riverqueue/river"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// The pages that letters lead to.
const (
	ResumePath = "/kyc/resume/"
	VerifyPath = "/kyc/verify/"
)

// Subscribe says which events send which letters. The services' engines may be
// filled in later: letters are only sent once the program runs.
func (s *Service) Subscribe(r *outbox.Registry) {
	outbox.On(r, "registration-letters", s.sendReceived)
	outbox.On(r, "registration-letters", s.sendResume)
	outbox.On(r, "registration-letters", s.sendVerification)
	outbox.On(r, "registration-letters", s.sendInvited)
}

// sendReceived tells an applicant that the request has arrived, with a link that
// confirms the address (spec 02 §16, §19.2). An applicant who is gone by then
// gets nothing.
func (s *Service) sendReceived(ctx context.Context, e event.RegistrationSubmitted, meta outbox.Meta) error {
	m, p, err := memberByID(ctx, s.DB.Writer(), e.MemberID)
	if err != nil || m.Email == "" {
		return ignoreMissing(err)
	}
	ctx = speak(ctx, m.Language)
	letter := mailer.NewLetter(ctx, i18n.T(ctx, "registration.mail.received.subject")).
		Heading(i18n.T(ctx, "registration.mail.received.heading", "Name", m.FirstName)).
		Paragraph(i18n.T(ctx, "registration.mail.received.text"), i18n.T(ctx, "registration.mail.received.next")).
		Facts(
			mailer.Fact{Label: i18n.T(ctx, "registration.mail.name"), Value: m.FullName()},
			mailer.Fact{Label: i18n.T(ctx, "registration.mail.profile"), Value: p.Label},
			mailer.Fact{Label: i18n.T(ctx, "registration.mail.submitted"), Value: i18n.DateTime(ctx, m.SubmittedAt)},
		)
	if m.EmailVerifiedAt.IsZero() {
		token, err := s.newLink(ctx, s.DB.Writer(), link{Kind: verifyLink, MemberID: m.ID, Email: m.Email}, VerifyLife)
		if err != nil {
			return err
		}
		letter = letter.Paragraph(i18n.T(ctx, "registration.mail.received.verify")).
			Button(i18n.T(ctx, "registration.mail.received.button"), s.SiteURL+VerifyPath+token)
	}
	letter = letter.Paragraph(i18n.T(ctx, "registration.mail.not_you"))
	return s.send(ctx, letter, "registration.received", m.Email, meta.EventID)
}

// sendResume sends the link to go on with a draft (spec 02 §19.1).
func (s *Service) sendResume(ctx context.Context, e event.RegistrationResumeAsked, meta outbox.Meta) error {
	d := &Draft{ID: e.DraftID}
	err := s.DB.Writer().NewSelect().Model(d).WherePK().Where("rd.outcome = ?", Open).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) || err == nil && d.Email == "" {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read draft %d: %w", e.DraftID, err)
	}
	token, err := s.resumeToken(ctx, d)
	if err != nil || token == "" {
		return err
	}
	ctx = speak(ctx, d.Language)
	letter := mailer.NewLetter(ctx, i18n.T(ctx, "registration.mail.resume.subject")).
		Heading(i18n.T(ctx, "registration.mail.resume.heading")).
		Paragraph(i18n.T(ctx, "registration.mail.resume.text", "Date", i18n.Day(ctx, d.ExpiresAt))).
		Button(i18n.T(ctx, "registration.mail.resume.button"), s.SiteURL+ResumePath+token).
		Paragraph(i18n.T(ctx, "registration.mail.resume.personal"), i18n.T(ctx, "registration.mail.not_you"))
	return s.send(ctx, letter, "registration.resume", d.Email, meta.EventID)
}

// resumeToken makes a link to go on with a draft and returns its token, or "" when
// its address has got enough of them: nobody's mailbox is filled by pressing a
// button.
func (s *Service) resumeToken(ctx context.Context, d *Draft) (string, error) {
	sent, err := s.DB.Writer().NewSelect().Model((*link)(nil)).Where("atk.kind = ?", resumeLink).
		Where("atk.email = ?", d.Email).Where("atk.created_at > ?", s.Now().Add(-24*time.Hour).UTC()).Count(ctx)
	if err != nil {
		return "", fmt.Errorf("count links: %w", err)
	}
	if sent >= mostResumes {
		return "", nil
	}
	return s.newLink(ctx, s.DB.Writer(), link{
		Kind: resumeLink, Email: d.Email, Payload: map[string]string{"draft": strconv.FormatInt(d.ID, 10)},
	}, d.ExpiresAt.Sub(s.Now()))
}

// sendInvited tells somebody of a pre-registration, with the link to the
// questionnaire (spec 02 U14).
func (s *Service) sendInvited(ctx context.Context, e event.RegistrationInvited, meta outbox.Meta) error {
	db := s.DB.Writer()
	d := &Draft{ID: e.DraftID}
	err := db.NewSelect().Model(d).WherePK().Where("rd.outcome = ?", Open).Where("rd.organisation_id IS NOT NULL").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // withdrawn, or done
	}
	if err != nil {
		return fmt.Errorf("read draft %d: %w", e.DraftID, err)
	}
	host, err := hostName(ctx, db, d.OrganisationID)
	if err != nil || host == "" {
		return err
	}
	token, err := s.resumeToken(ctx, d)
	if err != nil || token == "" {
		return err
	}
	ctx = speak(ctx, d.Language)
	letter := mailer.NewLetter(ctx, i18n.T(ctx, "registration.mail.invited.subject", "Name", host)).
		Heading(i18n.T(ctx, "registration.mail.invited.heading")).
		Paragraph(
			i18n.T(ctx, "registration.mail.invited.text", "Name", host),
			i18n.T(ctx, "registration.mail.invited.next", "Name", host, "Date", i18n.Day(ctx, d.ExpiresAt)),
		).
		Button(i18n.T(ctx, "registration.mail.invited.button"), s.SiteURL+ResumePath+token).
		Paragraph(i18n.T(ctx, "registration.mail.resume.personal"), i18n.T(ctx, "registration.mail.invited.ignore"))
	return s.send(ctx, letter, "registration.invited", d.Email, meta.EventID)
}

// hostName is how an organisation is called, or "" when it is gone.
func hostName(ctx context.Context, db bun.IDB, id int64) (string, error) {
	var name string
	err := db.NewRaw("SELECT coalesce(nullif(wall_name, ''), name) FROM organisations WHERE id = ? AND deleted_at IS NULL", id).Scan(ctx, &name)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read organisation %d: %w", id, err)
	}
	return name, nil
}

// speak is ctx in a language of ours.
func speak(ctx context.Context, language string) context.Context {
	return i18n.WithLang(ctx, i18n.Lang(language))
}

// send hands a letter over. What can never be delivered is not tried again.
func (s *Service) send(ctx context.Context, letter *mailer.Letter, kind, to string, eventID int64) error {
	message, err := letter.Message(kind, to)
	if err != nil {
		return river.JobCancel(err)
	}
	message.MessageID = s.Mail.MessageID(kind + "." + strconv.FormatInt(eventID, 10))
	err = s.Mail.Send(ctx, message)
	if mailer.IsFinal(err) {
		return river.JobCancel(fmt.Errorf("send %s: %w", kind, err))
	}
	return err
}

func ignoreMissing(err error) error {
	if errors.Is(err, errs.ErrNotFound) {
		return nil
	}
	return err
}
