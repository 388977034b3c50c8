// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Bells is what a member can do with notifications, and how they are posted.
type Bells struct {
	db  *database.DB
	ids *ids.Generator
	now func() time.Time
}

// NewBells returns the service over the database.
func NewBells(db *database.DB, gen *ids.Generator, now func() time.Time) *Bells {
	return &Bells{db: db, ids: gen, now: now}
}

// Panel returns the actor's bells as the panel shows them: ten at most, unread
// first, then newest (spec 01 §8.6).
func (b *Bells) Panel(ctx context.Context, by access.Actor) ([]Notification, error) {
	var found []Notification
	err := b.db.Reader().NewSelect().Model(&found).
		Where("n.receiver_id = ?", by.UserID).
		Order("n.read", "n.id DESC").
		Limit(PanelSize).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read bells of %d: %w", by.UserID, err)
	}
	return found, nil
}

// Unread returns how many bells the member has not read, counted up to 100.
func (b *Bells) Unread(ctx context.Context, memberID int64) (int, error) {
	var n int
	const query = `SELECT count(*) FROM (SELECT 1 FROM notifications WHERE receiver_id = $1 AND read = FALSE LIMIT 100) unread`
	if err := b.db.Prepared(query).One(ctx, []any{memberID}, &n); err != nil {
		return 0, fmt.Errorf("count unread bells of %d: %w", memberID, err)
	}
	return n, nil
}

// MarkRead marks one of the actor's bells as read and returns where it leads.
// Another's or unknown: nothing changes, nothing is said, and it leads nowhere
// (spec 05 §4.8).
func (b *Bells) MarkRead(ctx context.Context, by access.Actor, id int64) (url string, err error) {
	_, err = b.db.Writer().NewUpdate().Model((*Notification)(nil)).
		Set("read = TRUE").
		Where("id = ?", id).Where("receiver_id = ?", by.UserID).
		Returning("url").
		Exec(ctx, &url)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("mark bell %d as read: %w", id, err)
	}
	return url, nil
}

// MarkAllRead marks all the actor's bells as read and returns how many were
// not (spec 05 §4.8).
func (b *Bells) MarkAllRead(ctx context.Context, by access.Actor) (int64, error) {
	res, err := b.db.Writer().NewUpdate().Model((*Notification)(nil)).
		Set("read = TRUE").
		Where("receiver_id = ?", by.UserID).Where("read = FALSE").
		Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("mark all bells of %d as read: %w", by.UserID, err)
	}
	return res.RowsAffected()
}

// post adds a bell for each receiver who has not refused such bells, once for
// the event whatever is retried, and tells their open pages at commit.
func (b *Bells) post(ctx context.Context, eventID int64, receivers []int64, message string, args map[string]string, url string) error {
	receivers, err := notice.Willing(ctx, b.db.Reader(), notice.OfMessage(message), notice.Bell, receivers)
	if err != nil || len(receivers) == 0 {
		return err
	}
	content, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("post bells of event %d: %w", eventID, err)
	}
	// What all bells of an event share is sent once: an author may have
	// thousands of followers.
	each := make([]bellRow, len(receivers))
	for i, receiver := range receivers {
		each[i] = bellRow{ID: b.ids.Next(), ReceiverID: receiver}
	}
	err = b.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw(`WITH each (id, receiver_id) AS (?)
INSERT INTO notifications (id, receiver_id, event_id, message, args, url, read, created_at)
SELECT id, receiver_id, ?, ?, ?, ?, FALSE, ? FROM each WHERE TRUE
ON CONFLICT (event_id, receiver_id, message) DO NOTHING`,
			tx.NewValues(&each), eventID, message, string(content), url, b.now().UTC()).Exec(ctx)
		if err != nil {
			return err
		}
		return b.db.Notify(ctx, tx, bellChannel, "")
	})
	if err != nil {
		return fmt.Errorf("post bells of event %d: %w", eventID, err)
	}
	return nil
}

// bellRow is what differs between the bells of an event.
type bellRow struct {
	ID         int64 `bun:"id"`
	ReceiverID int64 `bun:"receiver_id"`
}

// bellChannel carries a signal to every process when bells were posted.
const bellChannel = "bells"
