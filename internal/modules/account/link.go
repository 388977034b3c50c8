// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// link is what a link sent by mail allows, once; only the sum of its token is
// kept.
type link struct {
	bun.BaseModel `bun:"table:account_tokens,alias:atk"`

	Hash      string `bun:",pk"`
	Kind      string
	MemberID  int64             `bun:",nullzero"`
	Email     string            // where it was sent
	Payload   map[string]string `bun:"type:jsonb"`
	CreatedAt time.Time
	ExpiresAt time.Time
}

// The kinds of link, and how long they are good for (spec 02 §9.1).
const (
	resetLink    = "password_reset"
	emailLink    = "email_change"
	recoveryLink = "recovery_email"

	resetLife = 24 * time.Hour
	emailLife = 2 * time.Hour
)

// ErrLink says that a link is no good any more: used, too old, or overtaken.
var ErrLink = errs.New(errs.NotFound, "account.error.link")

// newLink keeps a link and returns its token of 256 bits, known from now on only
// to who reads the mail.
func (s *Security) newLink(ctx context.Context, db bun.IDB, l link, life time.Duration) (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	token, now := base64.RawURLEncoding.EncodeToString(raw), s.Now().UTC()
	l.Hash, l.CreatedAt, l.ExpiresAt, l.Payload = sumOf(token), now, now.Add(life), map[string]string{}
	if _, err := db.NewInsert().Model(&l).Exec(ctx); err != nil {
		return "", fmt.Errorf("keep a link: %w", err)
	}
	return token, nil
}

// linkOf returns the link of a token if it is of one of the kinds, or ErrLink.
func (s *Security) linkOf(ctx context.Context, db bun.IDB, token string, kinds ...string) (*link, error) {
	l := new(link)
	err := db.NewSelect().Model(l).Where("atk.hash = ?", sumOf(token)).Where("atk.kind IN ?", bun.Tuple(kinds)).
		Where("atk.expires_at > ?", s.Now().UTC()).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrLink
	}
	if err != nil {
		return nil, fmt.Errorf("read a link: %w", err)
	}
	return l, nil
}

// dropLinks makes the links of a member worthless.
func dropLinks(ctx context.Context, tx bun.Tx, member int64, kinds ...string) error {
	_, err := tx.NewDelete().Model((*link)(nil)).Where("member_id = ?", member).Where("kind IN ?", bun.Tuple(kinds)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("drop links: %w", err)
	}
	return nil
}
