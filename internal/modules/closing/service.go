// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// The periods of spec 02 §13.
const (
	// Delay is how long a closed account may be taken back.
	Delay = 30 * 24 * time.Hour
	// ArchiveLife is how long a copy of one's data may be fetched.
	ArchiveLife = 24 * time.Hour
	// Notice is how long after the mail an unused account is closed.
	Notice = 30 * 24 * time.Hour
	// inactivityMonths is after how many months without signing in the mail is
	// sent.
	inactivityMonths = 24
)

// Prove returns nil if the password is the member's. Otherwise it refuses, or
// tells to wait after too many tries, in words for the member.
type Prove func(ctx context.Context, memberID int64, ip, password string) error

// Needs is what the service stands on.
type Needs struct {
	DB      *database.DB
	IDs     *ids.Generator
	Outbox  *outbox.Outbox      // may be filled in after Subscribe
	Staff   *organisation.Staff // likewise
	Mail    *mailer.Mailer
	Media   *media.Library
	Blobs   *blob.Store
	Prove   Prove
	SiteURL string // public address, without a trailing slash
	Now     func() time.Time
}

// Service is what becomes of the accounts and data of those who leave.
type Service struct{ Needs }

// New returns the service.
func New(n Needs) *Service { return &Service{n} }

// By is who acts, and from where: a member on the own account, an administrator
// on another's. The zero value is the installation itself or its operator.
type By struct {
	ID int64
	IP string
}

// What the audit trail says of those who leave. It outlives them and so names
// nobody.
const (
	actionClosed     = "account.closed"
	actionReopened   = "account.reopened"
	actionAnonymised = "account.anonymised"
	actionHastened   = "account.anonymisation_asked"
	actionAsked      = "archive.asked"
	actionFetched    = "archive.fetched"
)

// note writes the audit entry of what was done to an account.
func (s *Service) note(ctx context.Context, db bun.IDB, by By, action string, memberID int64) error {
	return audit.Trail{IDs: s.IDs, Now: s.Now}.Note(ctx, db, audit.Entry{
		ActorID: by.ID, Action: action, ObjectKind: "member", ObjectID: memberID, IP: by.IP,
	})
}

// memberOf reads an account, a deleted one too.
func memberOf(ctx context.Context, db bun.IDB, id int64) (*member.Member, error) {
	m := new(member.Member)
	err := db.NewSelect().Model(m).WhereAllWithDeleted().Where("m.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read member %d: %w", id, err)
	}
	return m, nil
}

// locked reads an account that nobody else changes until the end of tx.
func (s *Service) locked(ctx context.Context, tx bun.Tx, id int64) (*member.Member, error) {
	if err := s.DB.Lock(ctx, tx, "member:"+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	return memberOf(ctx, tx, id)
}

// MemberByEmail returns whose address it is; it is not found when it is nobody's.
func (s *Service) MemberByEmail(ctx context.Context, email string) (int64, error) {
	var id int64
	err := s.DB.Writer().NewRaw("SELECT id FROM members WHERE email = ?", member.NormaliseEmail(email)).Scan(ctx, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, errs.ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("look for an account: %w", err)
	}
	return id, nil
}
