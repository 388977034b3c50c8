// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/platform/richtext"
)

const (
	// DefaultQuota is the number of mails that one address may receive in
	// QuotaPeriod (spec 01 §8.7).
	DefaultQuota = 200
	// QuotaPeriod is the rolling week of the quota.
	QuotaPeriod = 7 * 24 * time.Hour
	// Retention is how long the log of sent mails is kept.
	Retention = 90 * 24 * time.Hour

	defaultFrom     = "contact@aipress24.com"
	defaultFromName = "AiPRESS24"
	defaultPrefix   = "[Aipress24] "
	// defaultTimeout bounds a whole delivery: a job runs at most 60 s.
	defaultTimeout = 30 * time.Second
	// releaseTimeout bounds giving a place in the quota back.
	releaseTimeout = 5 * time.Second
)

// Options configures a Mailer. The zero value of each field but Store is usable.
type Options struct {
	// URL is smtp://user:password@host:port?tls=starttls|implicit|none, or
	// capture: (the default). TLS is starttls unless said otherwise, and is
	// then required; the port is 587, 465 or 25 accordingly.
	URL string

	From     string // sender's address; contact@aipress24.com when empty
	FromName string // sender's name; AiPRESS24 when empty

	// SubjectPrefix opens each subject; "[Aipress24] " when empty.
	SubjectPrefix string

	// Quota is the number of mails per recipient in QuotaPeriod: DefaultQuota
	// when 0, none when negative. It is off while mails are captured.
	Quota int

	Timeout time.Duration // of one delivery; 30 s when 0
	Store   Store
	Now     func() time.Time // clock; time.Now when nil

	// TLS replaces the usual verification of the server, for a private
	// authority.
	TLS *tls.Config
}

// Mailer sends mails. It is safe for concurrent use.
type Mailer struct {
	from      *mail.Address
	prefix    string
	quota     int // 0: none
	store     Store
	now       func() time.Time
	transport transport
}

// transport hands a mail over.
type transport interface {
	// deliver returns nil once the mail is accepted, else an error that wraps
	// ErrRejected or ErrTemporary.
	deliver(ctx context.Context, e *envelope, at time.Time) error
}

// New returns a mailer for the driver that o.URL names.
func New(o Options) (*Mailer, error) {
	o = o.withDefaults()
	if o.Store == nil {
		return nil, errors.New("open mailer: no store")
	}
	from, err := parseAddress("sender", o.From)
	if err != nil {
		return nil, fmt.Errorf("open mailer: %w", err)
	}
	from.Name = richtext.Plain(o.FromName)
	if hasControl(o.SubjectPrefix) {
		return nil, fmt.Errorf("open mailer: %w: subject prefix", ErrInvalid)
	}
	m := &Mailer{from: from, prefix: o.SubjectPrefix, quota: o.Quota, store: o.Store, now: o.Now}
	if strings.HasPrefix(o.URL, "capture:") {
		m.quota = 0
		m.transport = captureTransport{store: o.Store}
		return m, nil
	}
	if m.transport, err = newSMTPTransport(o); err != nil {
		return nil, fmt.Errorf("open mailer: %w", err)
	}
	return m, nil
}

func (o Options) withDefaults() Options {
	if o.URL == "" {
		o.URL = "capture:"
	}
	if o.From == "" {
		o.From = defaultFrom
	}
	if o.FromName == "" {
		o.FromName = defaultFromName
	}
	if o.SubjectPrefix == "" {
		o.SubjectPrefix = defaultPrefix
	}
	if o.Quota == 0 {
		o.Quota = DefaultQuota
	}
	o.Quota = max(0, o.Quota)
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// IsCapturing tells whether mails are kept instead of sent.
func (m *Mailer) IsCapturing() bool {
	_, capturing := m.transport.(captureTransport)
	return capturing
}

// Send delivers msg once. The error wraps ErrInvalid or ErrRejected (give up),
// ErrQuota (not sent; log it) or ErrTemporary (try again with the same
// MessageID). A place in the recipient's quota is taken before delivery, so
// that workers side by side keep to it, and given back if delivery fails.
func (m *Mailer) Send(ctx context.Context, msg Message) error {
	e, err := m.envelope(msg)
	if err != nil {
		return fmt.Errorf("send mail %s: %w", msg.Kind, err)
	}
	now := m.now().UTC()
	place, err := m.takePlace(ctx, e, now)
	if err != nil {
		return fmt.Errorf("send mail %s: %w", msg.Kind, err)
	}
	if err := m.transport.deliver(ctx, e, now); err != nil {
		return fmt.Errorf("send mail %s: %w", msg.Kind, errors.Join(err, m.givePlaceBack(ctx, place)))
	}
	return nil
}

func (m *Mailer) takePlace(ctx context.Context, e *envelope, now time.Time) (int64, error) {
	if m.IsCapturing() {
		return 0, nil
	}
	quota := m.quota
	if e.bypassQuota {
		quota = 0
	}
	place, err := m.store.Reserve(ctx, Reservation{
		Recipient: normalise(e.to.Address),
		Kind:      e.kind,
		At:        now,
		Since:     now.Add(-QuotaPeriod),
		Expired:   now.Add(-Retention),
		Quota:     quota,
	})
	if err != nil {
		return 0, fmt.Errorf("take a place in the quota: %w", err)
	}
	return place, nil
}

// givePlaceBack runs even when the job has just been cancelled.
func (m *Mailer) givePlaceBack(ctx context.Context, place int64) error {
	if place == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
	defer cancel()
	if err := m.store.Release(ctx, place); err != nil {
		return fmt.Errorf("give a place in the quota back: %w", err)
	}
	return nil
}

// Purge drops what is older than Retention and returns the number of rows.
// A nightly job calls it.
func (m *Mailer) Purge(ctx context.Context) (int, error) {
	n, err := m.store.Purge(ctx, m.now().UTC().Add(-Retention))
	if err != nil {
		return 0, fmt.Errorf("purge mail log: %w", err)
	}
	return n, nil
}
