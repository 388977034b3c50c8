// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// readersSpan is the time over which readers are counted and compared.
const readersSpan = 30 * 24 * time.Hour

// ArticleFigures are the numbers above an author's list.
type ArticleFigures struct {
	Total          int       // articles that are not deleted
	Drafts         int       // brouillons
	ThisMonth      int       // on the wire since the first of the month, Paris time
	LastMonth      int       // on the wire during the month before
	LastMonthStart time.Time // names that month
	Scheduled      int       // published, to appear at a date to come
	Readers        int       // first readings by members in the last 30 days
	EarlierReaders int       // the same in the 30 days before
}

// Figures returns the numbers of the author's own articles.
func (s *ArticleService) Figures(ctx context.Context, by access.Actor) (ArticleFigures, error) {
	now := s.now().UTC()
	figures := ArticleFigures{}
	db := s.db.Reader()
	err := countStates(ctx, db, by.UserID, &figures)
	if err == nil {
		err = countPublications(ctx, db, by.UserID, now, &figures)
	}
	if err == nil {
		err = countReaders(ctx, db, by.UserID, now, &figures)
	}
	if err != nil {
		return ArticleFigures{}, fmt.Errorf("figures of the articles of %d: %w", by.UserID, err)
	}
	return figures, nil
}

func countStates(ctx context.Context, db bun.IDB, ownerID int64, f *ArticleFigures) error {
	return db.NewSelect().Model((*Article)(nil)).
		ColumnExpr("count(*)").
		ColumnExpr("count(CASE WHEN a.status = ? THEN 1 END)", content.Draft).
		Where("a.owner_id = ?", ownerID).
		Scan(ctx, &f.Total, &f.Drafts)
}

// countPublications counts by the date readers see, which the mirror holds.
func countPublications(ctx context.Context, db bun.IDB, ownerID int64, now time.Time, f *ArticleFigures) error {
	local := now.In(i18n.Paris())
	month := time.Date(local.Year(), local.Month(), 1, 0, 0, 0, 0, i18n.Paris())
	f.LastMonthStart = month.AddDate(0, -1, 0)
	return db.NewSelect().Model((*content.Post)(nil)).
		ColumnExpr("count(CASE WHEN p.published_at >= ? AND p.published_at <= ? THEN 1 END)", month.UTC(), now).
		ColumnExpr("count(CASE WHEN p.published_at < ? THEN 1 END)", month.UTC()).
		ColumnExpr("count(CASE WHEN p.published_at > ? THEN 1 END)", now).
		Where("p.owner_id = ?", ownerID).
		Where("p.kind = ?", content.Article).
		Where("p.status = ?", content.Public).
		Where("p.published_at >= ?", f.LastMonthStart.UTC()).
		Scan(ctx, &f.ThisMonth, &f.LastMonth, &f.Scheduled)
}

func countReaders(ctx context.Context, db bun.IDB, ownerID int64, now time.Time, f *ArticleFigures) error {
	since := now.Add(-readersSpan)
	return db.NewSelect().TableExpr("post_views AS pv").
		ColumnExpr("count(CASE WHEN pv.first_at >= ? THEN 1 END)", since).
		ColumnExpr("count(CASE WHEN pv.first_at < ? THEN 1 END)", since).
		Join("JOIN posts AS p ON p.id = pv.post_id").
		Where("p.owner_id = ?", ownerID).
		Where("p.kind = ?", content.Article).
		Where("pv.first_at >= ?", since.Add(-readersSpan)).
		Scan(ctx, &f.Readers, &f.EarlierReaders)
}
