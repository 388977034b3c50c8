// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package devdoors

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
)

// samplePatience bounds the delivery of a sample letter, for which somebody
// waits in front of a page.
const samplePatience = 15 * time.Second

// Post reads the captured mails and sends sample letters.
type Post struct {
	mail    *mailer.Mailer
	inbox   mailer.Inbox
	siteURL string
	now     func() time.Time
}

// NewPost returns the post of an installation whose public address is siteURL.
func NewPost(mail *mailer.Mailer, inbox mailer.Inbox, siteURL string, now func() time.Time) *Post {
	return &Post{mail: mail, inbox: inbox, siteURL: siteURL, now: now}
}

// IsCapturing tells whether mails are kept instead of sent.
func (p *Post) IsCapturing() bool { return p.mail.IsCapturing() }

// Letters returns at most limit captured mails, the newest first, older than
// the one numbered before (0: from the newest on).
func (p *Post) Letters(ctx context.Context, before int64, limit int) ([]mailer.Captured, error) {
	return p.inbox.Captured(ctx, before, limit)
}

// Letter returns one captured mail, or errs.ErrNotFound.
func (p *Post) Letter(ctx context.Context, id int64) (mailer.Captured, error) {
	letter, found, err := p.inbox.CapturedMail(ctx, id)
	if err != nil {
		return mailer.Captured{}, err
	}
	if !found {
		return mailer.Captured{}, errs.ErrNotFound
	}
	return letter, nil
}

// Clear forgets all captured mails.
func (p *Post) Clear(ctx context.Context) error { return p.inbox.Clear(ctx) }

// SendSample sends a letter with one block of each kind, in the language of
// ctx. Unlike all other mails it leaves at once and not from a job: whoever
// asks wants to know whether the server accepts it. The error is of kind Invalid,
// with the field "to", when the address is no good or the server does not take
// the mail, and TooMany when the recipient's quota is reached.
func (p *Post) SendSample(ctx context.Context, to string) error {
	message, err := p.sample(ctx).Message("sample", to)
	if err != nil {
		return fmt.Errorf("write a sample letter: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, samplePatience)
	defer cancel()
	err = p.mail.Send(ctx, message)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, mailer.ErrInvalid):
		return &errs.Error{Kind: errs.Invalid, Message: "dev.mail.bad_address", Field: "to", Err: err}
	case errors.Is(err, mailer.ErrQuota):
		return errs.Wrap(errs.TooMany, "dev.mail.quota", err)
	case errors.Is(err, mailer.ErrRejected):
		return &errs.Error{Kind: errs.Invalid, Message: "dev.mail.rejected", Field: "to", Err: err}
	case errors.Is(err, mailer.ErrTemporary):
		return &errs.Error{Kind: errs.Invalid, Message: "dev.mail.unreachable", Field: "to", Err: err}
	}
	return fmt.Errorf("send a sample letter: %w", err)
}

func (p *Post) sample(ctx context.Context) *mailer.Letter {
	return mailer.NewLetter(ctx, i18n.T(ctx, "dev.sample.subject")).
		Preheader(i18n.T(ctx, "dev.sample.preheader")).
		Heading(i18n.T(ctx, "dev.sample.heading")).
		Paragraph(i18n.T(ctx, "dev.sample.text")).
		Facts(mailer.Fact{Label: i18n.T(ctx, "dev.sample.sent"), Value: i18n.DateTime(ctx, p.now())}).
		Quote(i18n.T(ctx, "dev.sample.quote"), i18n.T(ctx, "dev.sample.quoted")).
		Button(i18n.T(ctx, "dev.sample.button"), p.siteURL)
}
