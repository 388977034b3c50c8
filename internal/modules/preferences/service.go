// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Needs is what the service stands on.
type Needs struct {
	DB     *database.DB
	IDs    *ids.Generator
	Outbox *outbox.Outbox
	Media  *media.Library
	Staff  *organisation.Staff
	Now    func() time.Time

	// AskVerification has a link mailed to a member by which the own address is
	// confirmed.
	AskVerification func(ctx context.Context, memberID int64) error
}

// Service is what members decide about their own account.
type Service struct {
	db     *database.DB
	ids    *ids.Generator
	outbox *outbox.Outbox
	media  *media.Library
	staff  *organisation.Staff
	now    func() time.Time

	askVerification func(ctx context.Context, memberID int64) error
}

// New returns the service.
func New(n Needs) *Service {
	return &Service{db: n.DB, ids: n.IDs, outbox: n.Outbox, media: n.Media, staff: n.Staff, now: n.Now, askVerification: n.AskVerification}
}

// account is a member's own row with the profile; the profile is empty, never
// nil, for a member without one.
type account struct {
	member  *member.Member
	profile *member.Profile
}

// accountOf reads the account of by.
func accountOf(ctx context.Context, db bun.IDB, by access.Actor) (account, error) {
	a := account{&member.Member{ID: by.UserID}, &member.Profile{MemberID: by.UserID}}
	if err := db.NewSelect().Model(a.member).WherePK().Scan(ctx); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return account{}, errs.ErrNotFound
		}
		return account{}, fmt.Errorf("read account %d: %w", by.UserID, err)
	}
	err := db.NewSelect().Model(a.profile).WherePK().Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return account{}, fmt.Errorf("read profile %d: %w", by.UserID, err)
	}
	return a, nil
}

// change applies a change to the account of by in one transaction, alone among
// those that change it here, and tells those who show it.
func (s *Service) change(ctx context.Context, by access.Actor, apply func(context.Context, bun.Tx, account) error) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.db.Lock(ctx, tx, "member:"+strconv.FormatInt(by.UserID, 10)); err != nil {
			return err
		}
		own, err := accountOf(ctx, tx, by)
		if err != nil {
			return err
		}
		if err := apply(ctx, tx, own); err != nil {
			return err
		}
		return s.outbox.Record(ctx, tx, event.MemberChanged{MemberID: by.UserID})
	})
}

// saveProfile writes columns of the profile of p.
func (s *Service) saveProfile(ctx context.Context, tx bun.Tx, p *member.Profile, columns ...string) error {
	p.ModifiedAt = s.now().UTC()
	if _, err := tx.NewUpdate().Model(p).Column(append(columns, "modified_at")...).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save the profile of %d: %w", p.MemberID, err)
	}
	return s.touch(ctx, tx, p.MemberID)
}

// touch dates the change: what is indexed of a member is versioned by it.
func (s *Service) touch(ctx context.Context, tx bun.Tx, memberID int64) error {
	_, err := tx.NewUpdate().Model((*member.Member)(nil)).Set("modified_at = ?", s.now().UTC()).Where("id = ?", memberID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("date the change of %d: %w", memberID, err)
	}
	return nil
}

// audit notes what a member did to his or her own account.
func (s *Service) audit(ctx context.Context, tx bun.Tx, by access.Actor, action string, details map[string]string) error {
	return audit.Trail{IDs: s.ids, Now: s.now}.Note(ctx, tx, audit.Entry{
		ActorID: by.UserID, Action: action, ObjectKind: "member", ObjectID: by.UserID, Details: details,
	})
}
