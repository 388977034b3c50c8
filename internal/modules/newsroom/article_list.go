// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/paging"
)

// ArticlePage is one page of an author's list.
type ArticlePage struct {
	paging.Page[ArticleRow]

	Outlets []Outlet // médias of all the author's articles, by name
}

func (f ArticleFilter) pager(outlets []Outlet) paging.Pager[ArticleRow] {
	return paging.Pager[ArticleRow]{
		ID: "a.id", IDOf: func(r *ArticleRow) int64 { return r.ID }, Column: f.Order.column(outlets), Ascending: f.Order.Ascending,
		After: f.After, Limit: f.Limit, Rows: articleRows, Matching: f.matching,
	}
}

// Articles returns one page of the author's own articles.
func (s *ArticleService) Articles(ctx context.Context, by access.Actor, f ArticleFilter) (ArticlePage, error) {
	f.OwnerID = by.UserID
	outlets, err := authorOutlets(ctx, s.db.Reader(), f.OwnerID)
	page := ArticlePage{Outlets: outlets}
	if err == nil {
		page.Page, err = f.pager(outlets).Page(ctx, s.db.Reader())
	}
	if err != nil {
		return ArticlePage{}, fmt.Errorf("list articles of %d: %w", by.UserID, err)
	}
	return page, nil
}

// EachArticle calls each with all the author's articles that match, in order,
// whatever their number; the page asked for does not matter. It stops at the
// first error.
func (s *ArticleService) EachArticle(ctx context.Context, by access.Actor, f ArticleFilter, each func(*ArticleRow) error) error {
	f.OwnerID = by.UserID
	outlets, err := authorOutlets(ctx, s.db.Reader(), f.OwnerID)
	if err != nil {
		return fmt.Errorf("read the outlets of %d: %w", by.UserID, err)
	}
	return f.pager(outlets).Each(ctx, s.db.Reader(), each)
}
