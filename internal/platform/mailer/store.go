// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"context"
	"time"
)

// Store remembers what was sent to whom, and keeps captured mails.
type Store interface {
	// Reserve records a mail about to be sent and returns its number, or
	// ErrQuota when the recipient has had enough since r.Since. Two callers
	// never get the last place both. It drops the recipient's expired rows.
	Reserve(ctx context.Context, r Reservation) (int64, error)

	// Release forgets a mail that could not be sent.
	Release(ctx context.Context, place int64) error

	// Purge drops everything older than before.
	Purge(ctx context.Context, before time.Time) (int, error)

	// Capture keeps a mail. One with a known message id is the same mail again
	// and is not kept twice.
	Capture(ctx context.Context, c Captured) error
}

// Inbox is where captured mails are read: by the developer's page and by tests.
type Inbox interface {
	// Captured returns the newest mails, at most limit, older than the mail
	// with the number before (0: from the newest on).
	Captured(ctx context.Context, before int64, limit int) ([]Captured, error)

	// CapturedMail returns one mail, and whether it is there.
	CapturedMail(ctx context.Context, id int64) (Captured, bool, error)

	// Clear forgets all captured mails.
	Clear(ctx context.Context) error
}

// Reservation asks for a place in a recipient's quota.
type Reservation struct {
	Recipient string // trimmed, lower case
	Kind      string
	At        time.Time
	Since     time.Time // mails sent after it count
	Expired   time.Time // older rows of this recipient are dropped
	Quota     int       // 0: no limit
}

// Captured is a mail that was kept instead of sent.
type Captured struct {
	ID        int64
	MessageID string
	Recipient string // address alone, lower case
	Subject   string // with the prefix
	HTML      string
	Text      string
	Headers   map[string]string
	CreatedAt time.Time
}

// captureTransport keeps mails instead of sending them.
type captureTransport struct{ store Store }

func (t captureTransport) deliver(ctx context.Context, e *envelope, at time.Time) error {
	c := Captured{
		MessageID: e.messageID,
		Recipient: normalise(e.to.Address),
		Subject:   e.subject,
		HTML:      e.html,
		Text:      e.text,
		Headers:   map[string]string{"From": e.from.String(), "To": e.to.String()},
		CreatedAt: at,
	}
	if e.replyTo != nil {
		c.Headers["Reply-To"] = e.replyTo.String()
	}
	for _, h := range e.headers {
		c.Headers[h.name] = h.value
	}
	return t.store.Capture(ctx, c)
}
