// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// SessionInfo is what a member sees of one of their own sessions.
type SessionInfo struct {
	ID         string // names the session in Revoke; worthless as a token
	IP         string
	UserAgent  string
	CreatedAt  time.Time
	LastSeenAt time.Time // at most TouchEvery late
	Current    bool      // the session of this request
}

// maxListed bounds the list of a member's sessions.
const maxListed = 100

// Of returns the sessions of a member still in force, the last used first.
func (s *Sessions) Of(ctx context.Context, memberID int64) ([]SessionInfo, error) {
	var rows []sessionRow
	err := s.store.db.Reader().NewSelect().Model(&rows).
		Column("token_hash", "created_at", "last_seen_at", "ip", "user_agent").
		Where("s.member_id = ?", memberID).
		Where("s.expires_at > ?", s.options.Now().UTC()).
		Order("s.last_seen_at DESC", "s.token_hash").
		Limit(maxListed).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	current := s.currentHash(ctx)
	found := make([]SessionInfo, len(rows))
	for i, row := range rows {
		found[i] = SessionInfo{
			ID: row.TokenHash, IP: row.IP, UserAgent: row.UserAgent,
			CreatedAt: row.CreatedAt, LastSeenAt: row.LastSeenAt,
			Current: row.TokenHash == current,
		}
	}
	return found, nil
}

// Revoke ends one session of a member, named by SessionInfo.ID, at once.
// Another's session, or an unknown one, is left alone.
func (s *Sessions) Revoke(ctx context.Context, memberID int64, id string) error {
	_, err := s.store.delete(ctx, func(q *bun.DeleteQuery) *bun.DeleteQuery {
		return q.Where("member_id = ?", memberID).Where("token_hash = ?", id)
	})
	return err
}

// RevokeMember ends all sessions of a member at once on every node, perhaps
// except the one of this request: after a change of password or address, the
// loss of a role, a deactivation (security checklist §3). Called with the
// context of RunInTx it takes part in that transaction.
func (s *Sessions) RevokeMember(ctx context.Context, memberID int64, exceptCurrent bool) error {
	_, err := s.store.delete(ctx, func(q *bun.DeleteQuery) *bun.DeleteQuery {
		q = q.Where("member_id = ?", memberID)
		if current := s.currentHash(ctx); exceptCurrent && current != "" {
			q = q.Where("token_hash <> ?", current)
		}
		return q
	})
	return err
}

// DeleteExpired removes sessions that have ended and returns how many; a
// periodic job calls it.
func (s *Sessions) DeleteExpired(ctx context.Context) (int64, error) {
	return s.store.delete(ctx, func(q *bun.DeleteQuery) *bun.DeleteQuery {
		return q.Where("expires_at <= ?", s.options.Now().UTC())
	})
}

// currentHash names the session of this request as it is stored, or "".
func (s *Sessions) currentHash(ctx context.Context) string {
	if h := holderOf(ctx); h != nil {
		return h.hash
	}
	return ""
}
