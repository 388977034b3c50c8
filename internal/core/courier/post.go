// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package courier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
)

// Post is the way out of a module's mails.
type Post struct {
	Mail    *mailer.Mailer
	SiteURL string // public address, without a trailing slash
	Log     *slog.Logger
}

// Send sends a mail under a name that its reason gives it: a job that runs twice
// sends the same one. A mail that can never arrive is noted and given up.
func (p *Post) Send(ctx context.Context, msg mailer.Message, name string) error {
	msg.MessageID = p.Mail.MessageID(name)
	err := p.Mail.Send(ctx, msg)
	if mailer.IsFinal(err) {
		p.Log.WarnContext(ctx, "mail given up", "kind", msg.Kind, "error", err)
		return nil
	}
	return err
}

// SendOnce sends a mail once for an event.
func (p *Post) SendOnce(ctx context.Context, msg mailer.Message, eventID int64) error {
	return p.Send(ctx, msg, fmt.Sprintf("%s-%d", msg.Kind, eventID))
}

// Receiver is who gets a mail, and who caused it. Modules embed it in the rows
// that they read; its columns have the names of its fields.
type Receiver struct {
	MemberID  int64 // 0 for somebody from outside
	FirstName string
	Email     string
	Language  string

	By      string // full name of who acted, or ""
	ByEmail string
}

// In is a context in the language of the receiver.
func (r *Receiver) In(ctx context.Context) context.Context { return In(ctx, r.Language) }

// In is a context in a member's language.
func In(ctx context.Context, language string) context.Context {
	return i18n.WithLang(ctx, i18n.Lang(language))
}

// One reads whom to tell what. What is gone meanwhile is nil: nobody is told.
func One[T any](ctx context.Context, db bun.IDB, query string, args ...any) (*T, error) {
	row := new(T)
	err := db.NewRaw(query, args...).Scan(ctx, row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // nobody to tell is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read whom to tell: %w", err)
	}
	return row, nil
}
