// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
)

const (
	// reminderSpan is how long before an event its participants are reminded.
	reminderSpan = 24 * time.Hour
	// choreBatch bounds what one run of a chore does; the next run goes on.
	choreBatch = 200
)

// Remind tells those who have a seat of events that begin within a day, once
// (spec 03 §6).
func (s *Room) Remind(ctx context.Context) error {
	now := s.now().UTC()
	var near []int64
	err := s.db.Reader().NewSelect().TableExpr("event_posts AS p").Column("p.id").
		Apply(content.VisibleAt(now)).Where("p.reminded_at IS NULL").
		Where("p.starts_at > ?", now).Where("p.starts_at <= ?", now.Add(reminderSpan)).
		Order("p.starts_at").Limit(choreBatch).Scan(ctx, &near)
	if err != nil {
		return fmt.Errorf("look for events that are near: %w", err)
	}
	for _, id := range near {
		err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			post, err := s.seats.lockSeats(ctx, tx, id)
			if err != nil || !post.RemindedAt.IsZero() || !post.IsVisible(now) {
				return err
			}
			if _, err := tx.NewUpdate().Model((*Post)(nil)).Set("reminded_at = ?", now).Where("id = ?", id).Exec(ctx); err != nil {
				return err
			}
			return s.seats.affect(ctx, tx, id, event.ParticipationAffected{Near: true})
		})
		if err != nil {
			return fmt.Errorf("remind of event %d: %w", id, err)
		}
	}
	return nil
}

// Close ends what time has ended: publications past their expiry become
// expired (spec 04 §11), and who had a seat at an event where arrivals were
// noted, and did not come, is a no-show.
func (s *Room) Close(ctx context.Context) error {
	now := s.now().UTC()
	var expired []int64
	err := s.db.Reader().NewSelect().Model((*Event)(nil)).Column("e.id").
		Where("e.status = ?", content.Public).Where("e.expires_at <= ?", now).Limit(choreBatch).Scan(ctx, &expired)
	if err != nil {
		return fmt.Errorf("look for expired events: %w", err)
	}
	for _, id := range expired {
		if err := s.expire(ctx, id); err != nil {
			return fmt.Errorf("expire event %d: %w", id, err)
		}
	}
	_, err = s.db.Writer().NewRaw(`UPDATE participations SET status = ?0, modified_at = ?1
WHERE status = ?2 AND post_id IN (SELECT p.id FROM event_posts p WHERE p.ends_at BETWEEN ?3 AND ?4
  AND EXISTS (SELECT 1 FROM participations a WHERE a.post_id = p.id AND a.status = ?5))`,
		NoShow, now, Approved, now.Add(-30*24*time.Hour), now.Add(-reminderSpan), Attended).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note who did not come: %w", err)
	}
	return nil
}

// expire takes one event off the agenda.
func (s *Room) expire(ctx context.Context, id int64) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		e, err := s.lockedEvent(ctx, tx, id)
		if err != nil {
			return err
		}
		if e.Status != content.Public || e.ExpiresAt.IsZero() || e.ExpiresAt.After(s.now()) {
			return nil // changed meanwhile
		}
		e.Status, e.ModifiedAt = content.Expired, s.now().UTC()
		if err := updateEvent(ctx, tx, e); err != nil {
			return err
		}
		done, err := s.mirror(ctx, tx, e)
		if err != nil || !done.hidden {
			return err
		}
		return s.outbox.Record(ctx, tx, withdrawn(e, done))
	})
}
