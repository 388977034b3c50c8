// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
)

// DatabaseStore is the Store and the Inbox that all nodes share.
type DatabaseStore struct {
	db     *database.DB
	nextID func() int64
}

// NewDatabaseStore returns the store of db; nextID gives the rows their numbers.
func NewDatabaseStore(db *database.DB, nextID func() int64) *DatabaseStore {
	return &DatabaseStore{db: db, nextID: nextID}
}

// emailLog is a row of the log of sent mails.
type emailLog struct {
	bun.BaseModel `bun:"table:email_log,alias:l"`

	ID        int64 `bun:",pk"`
	Recipient string
	SentAt    time.Time
	Kind      string
}

// mailMessage is a captured mail.
type mailMessage struct {
	bun.BaseModel `bun:"table:mail_messages,alias:m"`

	ID        int64 `bun:",pk"`
	MessageID string
	Recipient string
	Subject   string
	HTML      string            `bun:"html"`
	Text      string            `bun:"text"`
	Headers   map[string]string `bun:"type:json"`
	CreatedAt time.Time
}

func (m mailMessage) captured() Captured {
	return Captured{
		ID: m.ID, MessageID: m.MessageID, Recipient: m.Recipient, Subject: m.Subject,
		HTML: m.HTML, Text: m.Text, Headers: m.Headers, CreatedAt: m.CreatedAt.UTC(),
	}
}

// Reserve implements Store.
func (s *DatabaseStore) Reserve(ctx context.Context, r Reservation) (int64, error) {
	row := emailLog{ID: s.nextID(), Recipient: r.Recipient, SentAt: r.At, Kind: r.Kind}
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lockRecipient(ctx, tx, r.Recipient); err != nil {
			return err
		}
		_, err := tx.NewDelete().Model((*emailLog)(nil)).
			Where("recipient = ?", r.Recipient).Where("sent_at < ?", r.Expired).Exec(ctx)
		if err != nil {
			return err
		}
		if r.Quota > 0 {
			sent, err := tx.NewSelect().Model((*emailLog)(nil)).
				Where("l.recipient = ?", r.Recipient).Where("l.sent_at > ?", r.Since).Count(ctx)
			if err != nil {
				return err
			}
			if sent >= int64(r.Quota) {
				return ErrQuota
			}
		}
		_, err = tx.NewInsert().Model(&row).Exec(ctx)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("log mail: %w", err)
	}
	return row.ID, nil
}

// lockRecipient makes counting and adding one step. SQLite has a single writer
// and needs no lock.
func (s *DatabaseStore) lockRecipient(ctx context.Context, tx bun.Tx, recipient string) error {
	if s.db.Engine() != database.Postgres {
		return nil
	}
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "email_log "+recipient)
	return err
}

// Release implements Store.
func (s *DatabaseStore) Release(ctx context.Context, place int64) error {
	_, err := s.db.Writer().NewDelete().Model((*emailLog)(nil)).Where("id = ?", place).Exec(ctx)
	if err != nil {
		return fmt.Errorf("release mail %d: %w", place, err)
	}
	return nil
}

// Purge implements Store.
func (s *DatabaseStore) Purge(ctx context.Context, before time.Time) (int, error) {
	dropped := 0
	for _, q := range []*bun.DeleteQuery{
		s.db.Writer().NewDelete().Model((*emailLog)(nil)).Where("sent_at < ?", before),
		s.db.Writer().NewDelete().Model((*mailMessage)(nil)).Where("created_at < ?", before),
	} {
		result, err := q.Exec(ctx)
		if err != nil {
			return dropped, fmt.Errorf("purge mails: %w", err)
		}
		n, err := result.RowsAffected()
		if err != nil {
			return dropped, fmt.Errorf("purge mails: %w", err)
		}
		dropped += int(n)
	}
	return dropped, nil
}

// Capture implements Store.
func (s *DatabaseStore) Capture(ctx context.Context, c Captured) error {
	row := mailMessage{
		ID: s.nextID(), MessageID: c.MessageID, Recipient: c.Recipient, Subject: c.Subject,
		HTML: c.HTML, Text: c.Text, Headers: c.Headers, CreatedAt: c.CreatedAt,
	}
	_, err := s.db.Writer().NewInsert().Model(&row).On("CONFLICT (message_id) DO NOTHING").Exec(ctx)
	if err != nil {
		return fmt.Errorf("%w: capture mail: %w", ErrTemporary, err)
	}
	return nil
}

// Captured implements Inbox.
func (s *DatabaseStore) Captured(ctx context.Context, before int64, limit int) ([]Captured, error) {
	var rows []mailMessage
	q := s.db.Reader().NewSelect().Model(&rows).Order("m.id DESC").Limit(int64(limit))
	if before != 0 {
		q = q.Where("m.id < ?", before)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("list captured mails: %w", err)
	}
	found := make([]Captured, len(rows))
	for i, row := range rows {
		found[i] = row.captured()
	}
	return found, nil
}

// CapturedMail implements Inbox.
func (s *DatabaseStore) CapturedMail(ctx context.Context, id int64) (Captured, bool, error) {
	var row mailMessage
	err := s.db.Reader().NewSelect().Model(&row).Where("m.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Captured{}, false, nil
	}
	if err != nil {
		return Captured{}, false, fmt.Errorf("read captured mail %d: %w", id, err)
	}
	return row.captured(), true, nil
}

// Clear implements Inbox.
func (s *DatabaseStore) Clear(ctx context.Context) error {
	// bun refuses a deletion without condition, rightly.
	_, err := s.db.Writer().NewDelete().Model((*mailMessage)(nil)).Where("1 = 1").Exec(ctx)
	if err != nil {
		return fmt.Errorf("clear captured mails: %w", err)
	}
	return nil
}
