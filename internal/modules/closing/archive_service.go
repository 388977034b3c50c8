// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// archive is a copy of what the platform holds of a member.
type archive struct {
	bun.BaseModel `bun:"table:data_archives,alias:da"`

	ID        int64 `bun:",pk"`
	MemberID  int64
	File      string // name in the object store; "" while it is being made
	Size      int64  // bytes
	AskedAt   time.Time
	ExpiresAt time.Time
}

// isReady reports whether the copy can be fetched.
func (a *archive) isReady(now time.Time) bool { return a.File != "" && a.ExpiresAt.After(now) }

// Archive is a copy as its owner sees it.
type Archive struct {
	ID        int64
	Ready     bool
	Size      int64     // bytes, once ready
	ExpiresAt time.Time // once ready
}

func archiveByID(ctx context.Context, db bun.IDB, id int64) (*archive, error) {
	return oneArchive(ctx, db, "da.id = ?", id)
}

// oneArchive returns the copy of a condition, or nil.
func oneArchive(ctx context.Context, db bun.IDB, condition string, args ...any) (*archive, error) {
	a := new(archive)
	err := db.NewSelect().Model(a).Where(condition, args...).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // to have none is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read a copy: %w", err)
	}
	return a, nil
}

// ArchiveOf returns the copy of by's data that is being made or can be fetched,
// or nil.
func (s *Service) ArchiveOf(ctx context.Context, by By) (*Archive, error) {
	a, err := oneArchive(ctx, s.DB.Reader(), "da.member_id = ? AND da.expires_at > ?", by.ID, s.Now().UTC())
	if err != nil || a == nil {
		return nil, err
	}
	return &Archive{ID: a.ID, Ready: a.isReady(s.Now()), Size: a.Size, ExpiresAt: a.ExpiresAt}, nil
}

// AskArchive has a copy of by's data made; a mail says when it can be fetched.
// While there is one, asking again changes nothing.
func (s *Service) AskArchive(ctx context.Context, by By) error {
	now := s.Now().UTC()
	old, err := oneArchive(ctx, s.DB.Writer(), "da.member_id = ? AND da.expires_at <= ?", by.ID, now)
	if err == nil && old != nil {
		err = s.dropArchive(ctx, old)
	}
	if err != nil {
		return err
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		a := &archive{ID: s.IDs.Next(), MemberID: by.ID, AskedAt: now, ExpiresAt: now.Add(ArchiveLife)}
		made, err := tx.NewInsert().Model(a).On("CONFLICT (member_id) DO NOTHING").Exec(ctx)
		if err != nil {
			return fmt.Errorf("ask for a copy: %w", err)
		}
		if n, err := made.RowsAffected(); err != nil || n == 0 {
			return err
		}
		if err := s.note(ctx, tx, by, actionAsked, by.ID); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.ArchiveAsked{ArchiveID: a.ID})
	})
}

// archiveAsked makes the copy. Run again, it finds it made; a file left by a run
// that died is swept.
func (s *Service) archiveAsked(ctx context.Context, e event.ArchiveAsked, _ outbox.Meta) error {
	a, err := archiveByID(ctx, s.DB.Writer(), e.ArchiveID)
	if err != nil || a == nil || a.File != "" {
		return err
	}
	m, err := memberOf(ctx, s.DB.Writer(), a.MemberID)
	if err != nil {
		return err
	}
	if !m.IsVisible() {
		return s.dropArchive(ctx, a)
	}
	name, size, err := s.Blobs.PutStream(ctx, blob.Private, "zip", func(w io.Writer) error { return s.writeCopy(ctx, w, m) })
	if err != nil {
		return fmt.Errorf("make copy %d: %w", a.ID, err)
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		saved, err := tx.NewUpdate().Model(a).Set("file = ?", name).Set("size = ?", size).
			Set("expires_at = ?", s.Now().UTC().Add(ArchiveLife)).WherePK().Where("file = ''").Exec(ctx)
		if err != nil {
			return fmt.Errorf("save copy %d: %w", a.ID, err)
		}
		if n, err := saved.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.ArchiveFinished{ArchiveID: a.ID})
	})
}

// dropArchive deletes a copy: first its file, so that none is left unnamed.
func (s *Service) dropArchive(ctx context.Context, a *archive) error {
	if a.File != "" {
		if err := s.Blobs.Delete(ctx, blob.Private, a.File); err != nil && !errors.Is(err, blob.ErrNotFound) {
			return fmt.Errorf("delete copy %d: %w", a.ID, err)
		}
	}
	if _, err := s.DB.Writer().NewDelete().Model(a).WherePK().Where("file = ?", a.File).Exec(ctx); err != nil {
		return fmt.Errorf("forget copy %d: %w", a.ID, err)
	}
	return nil
}

// Opened is a copy ready to be sent. The caller closes it.
type Opened struct {
	*blob.Reader
	AskedAt time.Time
}

// OpenArchive returns a copy of by's own data, for 24 hours; another's is not
// found. Each reading is noted.
func (s *Service) OpenArchive(ctx context.Context, by By, id int64) (*Opened, error) {
	a, err := oneArchive(ctx, s.DB.Reader(), "da.id = ? AND da.member_id = ?", id, by.ID)
	if err != nil {
		return nil, err
	}
	if a == nil || !a.isReady(s.Now()) {
		return nil, errs.ErrNotFound
	}
	r, err := s.Blobs.Open(ctx, blob.Private, a.File)
	if errors.Is(err, blob.ErrNotFound) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("open copy %d: %w", id, err)
	}
	if err := s.note(ctx, s.DB.Writer(), by, actionFetched, by.ID); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return &Opened{r, a.AskedAt}, nil
}
