// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// draftOf returns the holder's draft, submitted ones included, or
// errs.ErrNotFound.
func draftOf(ctx context.Context, db bun.IDB, h Holder, now time.Time) (*Draft, error) {
	d := new(Draft)
	q := db.NewSelect().Model(d).Where("rd.expires_at > ?", now.UTC())
	switch {
	case h.IsMember():
		q = q.Where("rd.member_id = ?", h.Member.UserID)
	case h.Token != "":
		q = q.Where("rd.token_hash = ?", hashOf(h.Token)).Where("rd.member_id IS NULL")
	default:
		return nil, errs.ErrNotFound
	}
	err := q.Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read a draft: %w", err)
	}
	return d, nil
}

// insertDraft adds a draft; what the member left before goes.
func insertDraft(ctx context.Context, db bun.IDB, d *Draft) error {
	if d.MemberID != 0 {
		if _, err := db.NewDelete().Model((*Draft)(nil)).Where("member_id = ?", d.MemberID).Exec(ctx); err != nil {
			return fmt.Errorf("replace a draft: %w", err)
		}
	}
	if _, err := db.NewInsert().Model(d).Exec(ctx); err != nil {
		return fmt.Errorf("insert a draft: %w", err)
	}
	return nil
}

// updateDraft saves columns of a draft that is still open and still its
// holder's: what a former one was sending while the draft was handed over is
// dropped.
func updateDraft(ctx context.Context, db bun.IDB, d *Draft, columns ...string) error {
	_, err := db.NewUpdate().Model(d).Column(append(columns, "modified_at", "expires_at")...).
		WherePK().Where("outcome = ?", Open).Where("token_hash = ?", d.TokenHash).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save draft %d: %w", d.ID, err)
	}
	return nil
}

// handOver gives a draft another token, which then alone opens it. A stranger
// may have begun it with the address of somebody else: unless the holder had
// shown before that the address is read by its owner, what lets into the account
// and what binds its owner is asked again.
func handOver(ctx context.Context, db bun.IDB, d *Draft, token string, now time.Time) error {
	if d.EmailVerifiedAt.IsZero() {
		d.PasswordHash, d.Complete = "", false
		delete(d.Answers, termsField)
		delete(d.Answers, recoveryField)
	}
	d.TokenHash, d.EmailVerifiedAt, d.ModifiedAt, d.ExpiresAt = hashOf(token), now, now, now.Add(DraftLife)
	_, err := db.NewUpdate().Model(d).
		Column("token_hash", "email_verified_at", "password_hash", "complete", "answers", "modified_at", "expires_at").
		WherePK().Where("outcome = ?", Open).Exec(ctx)
	if err != nil {
		return fmt.Errorf("hand draft %d over: %w", d.ID, err)
	}
	return nil
}

// claim empties an open draft for good and reports whether this caller is the
// one who submits it: of two clicks at a time, one is.
func claim(ctx context.Context, db bun.IDB, d *Draft, outcome Outcome, now time.Time) (bool, error) {
	res, err := db.NewUpdate().Model((*Draft)(nil)).
		Set("outcome = ?", outcome).Set("answers = ?", "{}").Set("email = ''").Set("password_hash = ''").
		Set("modified_at = ?", now.UTC()).Set("expires_at = ?", now.Add(submittedLife).UTC()).
		Where("id = ?", d.ID).Where("token_hash = ?", d.TokenHash).Where("outcome = ?", Open).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("claim draft %d: %w", d.ID, err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// addressTaken reports whether an address is anybody's e-mail or recovery
// e-mail. Accounts that are gone have given theirs back (spec 02 §4.3).
func addressTaken(ctx context.Context, db bun.IDB, address string, except int64) (bool, error) {
	taken, err := db.NewSelect().Model((*member.Member)(nil)).WhereAllWithDeleted().
		WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("m.email = ?", address).WhereOr("m.recovery_email = ?", address)
		}).
		Where("m.id <> ?", except).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for an address: %w", err)
	}
	return taken, nil
}

// memberByID reads a member and his or her profile, of any status.
func memberByID(ctx context.Context, db bun.IDB, id int64) (*member.Member, *member.Profile, error) {
	m, p := &member.Member{ID: id}, &member.Profile{MemberID: id}
	err := db.NewSelect().Model(m).WherePK().Scan(ctx)
	if err == nil {
		err = db.NewSelect().Model(p).WherePK().Scan(ctx)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read member %d: %w", id, err)
	}
	return m, p, nil
}
