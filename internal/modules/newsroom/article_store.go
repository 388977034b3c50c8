// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/paging"
)

// ArticleFilter selects among one author's articles.
type ArticleFilter struct {
	OwnerID  int64
	Query    string         // part of the title, whatever the case
	Status   content.Status // "" for all
	OutletID int64          // média; 0 for all
	Order    ArticleOrder
	After    Position // go on after this row; zero from the first
	Limit    int64    // rows of a page
}

// matching applies everything of f but the paging.
func (f ArticleFilter) matching(q *bun.SelectQuery) *bun.SelectQuery {
	q = q.Where("a.owner_id = ?", f.OwnerID)
	q = paging.Containing(q, "a.title", f.Query)
	if f.Status != "" {
		q = q.Where("a.status = ?", f.Status)
	}
	if f.OutletID != 0 {
		q = q.Where("a.outlet_id = ?", f.OutletID)
	}
	return q
}

// ArticleRow is an article as a list shows it, with the outlet's name.
type ArticleRow struct {
	Article `bun:",extend"`

	Outlet    string `bun:",scanonly"` // média
	Cover     string `bun:",scanonly"` // media name of the first picture
	ViewCount int64  `bun:",scanonly"` // distinct readers of the mirror
	PostID    int64  `bun:",scanonly"` // the mirror, or 0
}

// articleRow returns one article as the list shows it.
func articleRow(ctx context.Context, db bun.IDB, ownerID, id int64) (ArticleRow, error) {
	var row ArticleRow
	err := articleRows(db.NewSelect().Model(&row)).
		Where("a.owner_id = ?", ownerID).Where("a.id = ?", id).
		Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return row, errs.ErrNotFound
	}
	return row, err
}

// articleRows selects what a line shows and is sorted by.
func articleRows(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Column("a.id", "a.owner_id", "a.outlet_id", "a.title", "a.title_key", "a.status", "a.genre", "a.section", "a.topic",
		"a.sector", "a.published_at", "a.release_at", "a.modified_at", "a.listed_at").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name) AS outlet").
		ColumnExpr("coalesce(ai.media_name, '') AS cover").
		ColumnExpr("coalesce(p.view_count, 0) AS view_count").
		ColumnExpr("coalesce(p.id, 0) AS post_id").
		Join("JOIN organisations AS o ON o.id = a.outlet_id").
		Join("LEFT JOIN article_images AS ai ON ai.article_id = a.id AND ai.position = 0").
		Join("LEFT JOIN posts AS p ON p.kind = ? AND p.source_id = a.id", content.Article)
}

// articleByID returns an article that is not deleted.
func articleByID(ctx context.Context, db bun.IDB, id int64) (*Article, error) {
	article := new(Article)
	err := db.NewSelect().Model(article).Where("a.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return article, err
}

func insertArticle(ctx context.Context, db bun.IDB, a *Article) error {
	_, err := db.NewInsert().Model(a).Exec(ctx)
	return err
}

// updateArticle saves all that an author may change, if nobody saved since the
// version that a was read at.
func updateArticle(ctx context.Context, db bun.IDB, a *Article) error {
	read := a.Version
	a.Version++
	res, err := db.NewUpdate().Model(a).
		ExcludeColumn("id", "owner_id", "assignment_id", "created_at", "deleted_at").
		WherePK().
		Where("a.version = ?", read).
		Exec(ctx)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return errChanged // saved or published meanwhile, in another tab
	}
	return nil
}

// markDeleted hides an article everywhere; the row stays.
func markDeleted(ctx context.Context, db bun.IDB, a *Article) error {
	_, err := db.NewUpdate().Model(a).Column("status", "modified_at", "deleted_at").
		WherePK().Exec(ctx)
	return err
}

// outlets returns the organisations an article may be written for: those with
// an active Business Wall of type media, by name, the author's own first
// (spec 04 §4.4).
func outlets(ctx context.Context, db bun.IDB, ownID int64, limit int64) ([]Outlet, error) {
	var found []Outlet
	err := db.NewSelect().TableExpr("organisations AS o").
		ColumnExpr("o.id, coalesce(nullif(o.wall_name, ''), o.name) AS name").
		Where("o.deleted_at IS NULL").Where("o.active").
		WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("o.wall_id IS NOT NULL AND o.wall_type IN ('media', 'news_agency')").
				WhereOr("o.id = ?", ownID)
		}).
		OrderExpr("CASE WHEN o.id = ? THEN 0 ELSE 1 END, 2, o.id", ownID).
		Limit(limit).
		Scan(ctx, &found)
	return found, err
}

// Outlet is a choice of the media picker.
type Outlet struct {
	ID   int64
	Name string
}
