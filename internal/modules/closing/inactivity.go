// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
)

// perRun bounds the members that one run of a chore writes to or closes.
const perRun = 500

// lastVisit is when a member was here last, as far as is known: sessions last
// two weeks at most.
const lastVisit = "coalesce(m.last_login_at, m.validated_at, m.created_at)"

// WatchInactive writes to members who have not signed in for 24 months, and
// closes the accounts of those who have not done so 30 days after (spec 02
// §13). Those whose account cannot be closed, for they own a Business Wall, are
// left alone. It is a daily chore.
func (s *Service) WatchInactive(ctx context.Context) error {
	_, err := s.DB.Writer().NewRaw(`DELETE FROM inactivity_notices WHERE EXISTS (
  SELECT 1 FROM members m WHERE m.id = inactivity_notices.member_id AND ` + lastVisit + ` > inactivity_notices.sent_at)`).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget the notices of those who came back: %w", err)
	}
	return errors.Join(s.closeInactive(ctx), s.noticeInactive(ctx))
}

func (s *Service) noticeInactive(ctx context.Context) error {
	now := s.Now().UTC()
	var absent []int64
	err := s.DB.Writer().NewRaw(`SELECT m.id FROM members m
WHERE m.active AND m.deleted_at IS NULL AND `+lastVisit+` < ?
  AND NOT EXISTS (SELECT 1 FROM inactivity_notices n WHERE n.member_id = m.id)
  AND NOT EXISTS (SELECT 1 FROM business_walls bw WHERE (bw.owner_id = m.id OR bw.payer_id = m.id) AND bw.status IN ('active', 'suspended'))
ORDER BY m.id LIMIT ?`, now.AddDate(0, -inactivityMonths, 0), perRun).Scan(ctx, &absent)
	if err != nil {
		return fmt.Errorf("look for absent members: %w", err)
	}
	for _, id := range absent {
		err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			noted, err := tx.NewRaw("INSERT INTO inactivity_notices (member_id, sent_at) VALUES (?, ?) ON CONFLICT DO NOTHING", id, now).Exec(ctx)
			if err != nil {
				return err
			}
			if n, err := noted.RowsAffected(); err != nil || n == 0 {
				return err // by another process
			}
			return s.Outbox.Record(ctx, tx, event.InactivityNoticed{MemberID: id})
		})
		if err != nil {
			return fmt.Errorf("write to absent member %d: %w", id, err)
		}
	}
	return nil
}

func (s *Service) closeInactive(ctx context.Context) error {
	var absent []int64
	err := s.DB.Writer().NewRaw(`SELECT n.member_id FROM inactivity_notices n JOIN members m ON m.id = n.member_id
WHERE n.sent_at <= ? AND m.active AND m.deleted_at IS NULL ORDER BY n.sent_at, n.member_id LIMIT ?`, s.Now().UTC().Add(-Notice), perRun).Scan(ctx, &absent)
	if err != nil {
		return fmt.Errorf("look for accounts to close: %w", err)
	}
	var failures []error
	for _, id := range absent {
		err := s.close(ctx, By{}, id, event.AccountClosed{Inactive: true})
		var refusal *errs.Error
		if err != nil && !errors.As(err, &refusal) {
			failures = append(failures, err)
		}
	}
	return errors.Join(failures...)
}

// ForgetArchives deletes the copies that may not be fetched any more; it is an
// hourly chore.
func (s *Service) ForgetArchives(ctx context.Context) error {
	var old []archive
	err := s.DB.Writer().NewSelect().Model(&old).Where("da.expires_at <= ?", s.Now().UTC()).Order("da.id").Limit(perRun).Scan(ctx)
	if err != nil {
		return fmt.Errorf("look for old copies: %w", err)
	}
	for _, a := range old {
		if err := s.dropArchive(ctx, &a); err != nil {
			return err
		}
	}
	return nil
}

// archiveTime bounds the making of a copy, and anonymising: less than after
// which a job is taken for dead.
const archiveTime = 4 * time.Minute
