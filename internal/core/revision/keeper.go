// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package revision

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

const (
	// MostKept is how many versions of a content are kept, the latest ones.
	MostKept = 50
	// CopyLife is how long what was never saved is kept.
	CopyLife = 30 * 24 * time.Hour
)

// Keeper keeps versions, unsaved texts and who is writing. Its methods ask
// nobody for rights: who may edit a content is for its module to say.
type Keeper struct {
	DB  *database.DB
	IDs *ids.Generator
	Now func() time.Time
}

// Keep notes the words of a content in the transaction that saves it, and drops
// what by had typed and not saved. Words that did not change make no version. A
// content that was never kept gets its words before the change too, so that the
// first change can be seen and undone.
func (k *Keeper) Keep(ctx context.Context, tx bun.Tx, o Object, by int64, change Change) error {
	if change.After == nil {
		return nil
	}
	var last string
	err := tx.NewSelect().Model((*Revision)(nil)).Column("sum").Apply(of(o)).Order("rv.id DESC").Limit(1).Scan(ctx, &last)
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read the last version: %w", err)
	}
	list := []Words{change.After}
	if !known && change.Before != nil {
		list = []Words{change.Before, change.After}
	}
	for _, words := range list {
		sum := words.sum()
		if sum == last {
			continue
		}
		last = sum
		rv := &Revision{ID: k.IDs.Next(), ObjectKind: o.Kind, ObjectID: o.ID, MemberID: by, At: k.Now().UTC(), Words: words, Sum: sum}
		if _, err := tx.NewInsert().Model(rv).Exec(ctx); err != nil {
			return fmt.Errorf("keep a version: %w", err)
		}
	}
	if err := trim(ctx, tx, o); err != nil {
		return err
	}
	return k.drop(ctx, tx, o.Kind, by, o.ID, change.Before == nil)
}

// Note is Keep for a content of type T, as words puts it; before is nil at its
// first saving. With nil words nothing is kept.
func Note[T any](ctx context.Context, tx bun.Tx, k *Keeper, o Object, by int64, words func(*T) Words, before, after *T) error {
	if words == nil {
		return nil
	}
	change := Change{After: words(after)}
	if before != nil {
		change.Before = words(before)
	}
	return k.Keep(ctx, tx, o, by, change)
}

func of(o Object) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("object_kind = ?", o.Kind).Where("object_id = ?", o.ID)
	}
}

// trim removes the oldest versions above MostKept.
func trim(ctx context.Context, tx bun.Tx, o Object) error {
	oldest := tx.NewSelect().Model((*Revision)(nil)).Column("id").Apply(of(o)).Order("rv.id DESC").Offset(MostKept).Limit(1)
	_, err := tx.NewDelete().Model((*Revision)(nil)).Where("object_kind = ?", o.Kind).Where("object_id = ?", o.ID).
		Where("id <= (?)", oldest).Exec(ctx)
	if err != nil {
		return fmt.Errorf("remove old versions: %w", err)
	}
	return nil
}

// drop forgets what a member had typed of a content; born says that it was saved
// for the first time.
func (k *Keeper) drop(ctx context.Context, db bun.IDB, kind string, member, id int64, born bool) error {
	held := []int64{id}
	if born {
		held = append(held, 0)
	}
	_, err := db.NewDelete().Model((*Copy)(nil)).Where("object_kind = ?", kind).Where("member_id = ?", member).
		Where("object_id IN (?)", bun.List(held)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget an unsaved text: %w", err)
	}
	return nil
}

// Line is a version in a list.
type Line struct {
	ID int64
	At time.Time
	By string // full name of who saved; "" when gone
}

// Lines returns the versions of a content, the latest first.
func (k *Keeper) Lines(ctx context.Context, o Object) ([]Line, error) {
	var list []Line
	err := k.DB.Reader().NewSelect().TableExpr("revisions AS rv").
		ColumnExpr("rv.id, rv.at, coalesce(trim(m.first_name || ' ' || m.last_name), '') AS by").
		Join("LEFT JOIN members AS m ON m.id = rv.member_id AND m.deleted_at IS NULL").
		Where("rv.object_kind = ?", o.Kind).Where("rv.object_id = ?", o.ID).
		Order("rv.id DESC").Limit(MostKept).Scan(ctx, &list)
	if err != nil {
		return nil, fmt.Errorf("list versions: %w", err)
	}
	return list, nil
}

// Version returns a version of a content and the one before it, nil for the
// first. One that does not exist, or is of another content, is errs.ErrNotFound.
func (k *Keeper) Version(ctx context.Context, o Object, id int64) (version, before *Revision, err error) {
	var found []Revision
	err = k.DB.Reader().NewSelect().Model(&found).Apply(of(o)).Where("rv.id <= ?", id).Order("rv.id DESC").Limit(2).Scan(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read version %d: %w", id, err)
	}
	if len(found) == 0 || found[0].ID != id {
		return nil, nil, errs.ErrNotFound
	}
	if len(found) == 2 {
		before = &found[1]
	}
	return &found[0], before, nil
}

// Autosave keeps what a member has typed of a content, in the place of what was
// kept before.
func (k *Keeper) Autosave(ctx context.Context, o Object, by int64, words Words) (time.Time, error) {
	held := &Copy{ObjectKind: o.Kind, ObjectID: o.ID, MemberID: by, At: k.Now().UTC(), Words: words}
	_, err := k.DB.Writer().NewInsert().Model(held).On("CONFLICT (object_kind, object_id, member_id) DO UPDATE").
		Set("at = EXCLUDED.at").Set("words = EXCLUDED.words").Exec(ctx)
	if err != nil {
		return time.Time{}, fmt.Errorf("keep an unsaved text: %w", err)
	}
	return held.At, nil
}

// Unsaved returns what a member has typed of a content and not saved, or nil.
func (k *Keeper) Unsaved(ctx context.Context, o Object, by int64) (*Copy, error) {
	held := new(Copy)
	err := k.DB.Reader().NewSelect().Model(held).Apply(of(o)).Where("member_id = ?", by).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // nothing unsaved is the ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read an unsaved text: %w", err)
	}
	return held, nil
}

// Discard forgets what a member has typed of a content and not saved.
func (k *Keeper) Discard(ctx context.Context, o Object, by int64) error {
	return k.drop(ctx, k.DB.Writer(), o.Kind, by, o.ID, false)
}

// ForgetOld removes unsaved texts after CopyLife and leases that have ended; it
// is a daily chore.
func (k *Keeper) ForgetOld(ctx context.Context) error {
	now := k.Now().UTC()
	if _, err := k.DB.Writer().NewDelete().Model((*Copy)(nil)).Where("at < ?", now.Add(-CopyLife)).Exec(ctx); err != nil {
		return fmt.Errorf("forget unsaved texts: %w", err)
	}
	if _, err := k.DB.Writer().NewDelete().Model((*lease)(nil)).Where("expires_at < ?", now).Exec(ctx); err != nil {
		return fmt.Errorf("forget leases: %w", err)
	}
	return nil
}
