// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
)

// sessionRow is a session as stored. Class C2: whose it is, from where; erased
// with the session. The token itself is never stored, only its hash.
type sessionRow struct {
	bun.BaseModel `bun:"table:sessions,alias:s"`

	TokenHash  string `bun:",pk"`
	MemberID   int64  `bun:",nullzero"`
	Data       []byte
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time
	IP         string
	UserAgent  string
}

// findSession runs once per request with a cookie.
const findSession = `SELECT member_id, data, last_seen_at, expires_at FROM sessions WHERE token_hash = $1`

// errRevoked says that the session of the request has been deleted meanwhile.
var errRevoked = errors.New("session revoked")

// sessionStore keeps sessions in the database, for scs; hashes come from it.
// What scs does not carry (member, address) passes through the holder in the
// context.
type sessionStore struct {
	db      *database.DB
	options SessionOptions
}

// FindCtx returns the data of a session in force.
func (s *sessionStore) FindCtx(ctx context.Context, hash string) ([]byte, bool, error) {
	var more []database.Ask
	beside := func() any { return nil }
	if s.options.Beside != nil {
		var ask database.Ask
		ask, beside = s.options.Beside(hash)
		more = append(more, ask)
	}
	row, err := s.read(ctx, hash, more...)
	switch {
	case err != nil:
		return nil, false, fmt.Errorf("read session: %w", err)
	case row == nil, !s.options.Now().Before(row.ExpiresAt):
		return nil, false, nil
	}
	if h := holderOf(ctx); h != nil {
		h.hash, h.lastSeen, h.beside = hash, row.LastSeenAt, beside()
		h.memberID.Store(row.MemberID)
	}
	return row.Data, true, nil
}

// read returns the session, or nil if there is none, and runs other statements
// with it. It asks the primary server: a replica may not know yet that a
// session has been revoked.
func (s *sessionStore) read(ctx context.Context, hash string, more ...database.Ask) (found *sessionRow, err error) {
	session := database.Ask{Query: findSession, Args: []any{hash}, Scan: func(row database.Row) error {
		var member sql.NullInt64
		found = new(sessionRow)
		err := row.Scan(&member, &found.Data, &found.LastSeenAt, &found.ExpiresAt)
		found.MemberID = member.Int64
		return err
	}}
	if err := s.db.Together(ctx, append([]database.Ask{session}, more...)...); err != nil {
		return nil, err
	}
	return found, nil
}

// CommitCtx saves a session. The one that was read is updated and never
// inserted again, so that a request under way cannot bring a revoked session
// back to life; then it returns errRevoked.
func (s *sessionStore) CommitCtx(ctx context.Context, hash string, data []byte, deadline time.Time) error {
	h := holderOf(ctx)
	if h == nil {
		return ErrNoSession
	}
	if end, ok := ctx.Value(expiryKey{}).(time.Time); ok {
		deadline = end
	}
	now := s.options.Now().UTC()
	row := &sessionRow{
		TokenHash: hash, MemberID: h.memberID.Load(), Data: data,
		CreatedAt: now, LastSeenAt: now, ExpiresAt: deadline,
		IP: h.ip, UserAgent: h.userAgent,
	}
	if h.hash != hash {
		if _, err := s.db.Writing(ctx).NewInsert().Model(row).Exec(ctx); err != nil {
			return fmt.Errorf("create session: %w", err)
		}
		return nil
	}
	res, err := s.db.Writing(ctx).NewUpdate().Model(row).
		Column("data", "last_seen_at", "expires_at", "ip", "user_agent").
		WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(errRevoked, err)
	}
	return nil
}

// touch records that the session is in use.
func (s *sessionStore) touch(ctx context.Context, h *holder, expires time.Time) error {
	row := &sessionRow{
		TokenHash: h.hash, LastSeenAt: s.options.Now().UTC(), ExpiresAt: expires,
		IP: h.ip, UserAgent: h.userAgent,
	}
	_, err := s.db.Writing(ctx).NewUpdate().Model(row).
		Column("last_seen_at", "expires_at", "ip", "user_agent").
		WherePK().Exec(ctx)
	return err
}

// DeleteCtx removes the session of the request; without a row there is
// nothing to write.
func (s *sessionStore) DeleteCtx(ctx context.Context, hash string) error {
	if h := holderOf(ctx); h == nil || h.hash != hash {
		return nil
	}
	_, err := s.delete(ctx, func(q *bun.DeleteQuery) *bun.DeleteQuery {
		return q.Where("token_hash = ?", hash)
	})
	return err
}

// delete removes sessions, within the transaction of ctx if there is one, and
// returns how many.
func (s *sessionStore) delete(ctx context.Context, where func(*bun.DeleteQuery) *bun.DeleteQuery) (int64, error) {
	res, err := where(s.db.Writing(ctx).NewDelete().Model((*sessionRow)(nil))).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("delete sessions: %w", err)
	}
	return res.RowsAffected()
}

// Find, like Commit and Delete, only completes scs.Store: scs calls the methods
// with a context instead.
func (s *sessionStore) Find(hash string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), hash)
}

// Commit implements scs.Store.
func (s *sessionStore) Commit(hash string, data []byte, deadline time.Time) error {
	return s.CommitCtx(context.Background(), hash, data, deadline)
}

// Delete implements scs.Store.
func (s *sessionStore) Delete(hash string) error { return s.DeleteCtx(context.Background(), hash) }

// jsonCodec writes a session's values, all texts, as compact JSON: cheaper to
// read than scs's gob (see BenchmarkCodec) and readable by an operator.
type jsonCodec struct{}

type sessionData struct {
	Deadline int64             `json:"d"` // Unix seconds
	Values   map[string]string `json:"v,omitempty"`
}

// Encode implements scs.Codec.
func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	data := sessionData{Deadline: deadline.Unix(), Values: make(map[string]string, len(values))}
	for key, value := range values {
		text, ok := value.(string)
		if !ok {
			return nil, fmt.Errorf("session value %q is a %T, not a text", key, value)
		}
		data.Values[key] = text
	}
	return json.Marshal(data)
}

// Decode implements scs.Codec.
func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var data sessionData
	if err := json.Unmarshal(b, &data); err != nil {
		return time.Time{}, nil, fmt.Errorf("read session data: %w", err)
	}
	values := make(map[string]any, len(data.Values))
	for key, value := range data.Values {
		values[key] = value
	}
	return time.Unix(data.Deadline, 0).UTC(), values, nil
}
