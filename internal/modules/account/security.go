// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Needs is what the security of accounts stands on.
type Needs struct {
	DB      *database.DB
	IDs     *ids.Generator
	Outbox  *outbox.Outbox // may be filled in after Subscribe
	Mail    *mailer.Mailer
	Now     func() time.Time
	Secret  []byte // of the installation: seals what must be read again
	SiteURL string // public address, without a trailing slash
	Name    string // of the site, as authenticators show it

	// FactorForAdmins makes a second factor compulsory for administrators.
	FactorForAdmins bool
}

// Security is what members do to protect their own account: password, address,
// second factors (spec 02 §9, §19.5). Every change is noted in the audit log and
// told by mail.
type Security struct {
	Needs

	attempts attempt.Counter
	sealKey  []byte
	passkeys *webauthn.WebAuthn
}

// NewSecurity returns the service.
func NewSecurity(n Needs) (*Security, error) {
	key, err := hkdf.Key(sha256.New, n.Secret, nil, "one-time codes", 32)
	if err != nil {
		return nil, fmt.Errorf("derive the key of one-time codes: %w", err)
	}
	s := &Security{Needs: n, attempts: attempt.Counter{DB: n.DB, IDs: n.IDs, Now: n.Now}, sealKey: key}
	if s.passkeys, err = relyingParty(n.SiteURL, n.Name); err != nil {
		return nil, err
	}
	return s, nil
}

// Self is a member who acts on the own account, and from where.
type Self struct {
	ID int64
	IP string
}

// letter is a security mail that waits to be sent. The one for a forgotten
// password names no member: the job looks for one, so that asking takes the same
// time whether or not the address is known.
type letter struct {
	bun.BaseModel `bun:"table:account_letters,alias:al"`

	ID        int64 `bun:",pk"`
	Kind      letterKind
	MemberID  int64 `bun:",nullzero"`
	Recipient string
	Details   map[string]string `bun:"type:jsonb"`
	CreatedAt time.Time
}

// write queues a letter in the transaction of what it tells of.
func (s *Security) write(ctx context.Context, tx bun.Tx, l letter) error {
	l.ID, l.CreatedAt = s.IDs.Next(), s.Now().UTC()
	if l.Details == nil {
		l.Details = map[string]string{}
	}
	if _, err := tx.NewInsert().Model(&l).Exec(ctx); err != nil {
		return fmt.Errorf("queue the letter %s: %w", l.Kind, err)
	}
	return s.Outbox.Record(ctx, tx, event.AccountLetterWritten{LetterID: l.ID})
}

// note writes the audit entry of what a member did to the own account.
func (s *Security) note(ctx context.Context, tx bun.Tx, by Self, action string) error {
	return audit.Trail{IDs: s.IDs, Now: s.Now}.Note(ctx, tx, audit.Entry{
		ActorID: by.ID, Action: action, ObjectKind: "member", ObjectID: by.ID, IP: by.IP,
	})
}

// ForgetOld removes letters and attempts that serve no more; it is a daily
// chore.
func (s *Security) ForgetOld(ctx context.Context) error {
	now := s.Now().UTC()
	if _, err := s.DB.Writer().NewRaw("DELETE FROM account_letters WHERE created_at < ?", now.Add(-lettersKept)).Exec(ctx); err != nil {
		return fmt.Errorf("forget letters: %w", err)
	}
	return s.attempts.ForgetOld(ctx)
}

const lettersKept = 7 * 24 * time.Hour

// sumOf is what is kept of a secret that only has to be recognised.
func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
