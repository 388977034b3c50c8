// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
)

// ArticlePage is one page of an author's list.
type ArticlePage struct {
	Rows    []ArticleRow
	Total   int      // articles that match
	First   int      // rank of the first row, from 1; 0 in an empty page
	Next    Position // where the next page goes on, or zero
	Outlets []Outlet // médias of all the author's articles, by name

	// Previous is where the page before goes on: zero when that is the first
	// one, and in the first page itself, whose First is 1.
	Previous Position
}

// Articles returns one page of the author's own articles.
func (s *ArticleService) Articles(ctx context.Context, by access.Actor, f ArticleFilter) (ArticlePage, error) {
	f.OwnerID = by.UserID
	page, err := s.articlePage(ctx, f)
	if err != nil {
		return ArticlePage{}, fmt.Errorf("list articles of %d: %w", by.UserID, err)
	}
	return page, nil
}

func (s *ArticleService) articlePage(ctx context.Context, f ArticleFilter) (ArticlePage, error) {
	db := s.db.Reader()
	outlets, err := authorOutlets(ctx, db, f.OwnerID)
	if err != nil {
		return ArticlePage{}, err
	}
	page := ArticlePage{Outlets: outlets}
	order := sorting{f.Order, outlets}
	if page.Rows, err = articles(ctx, db, f, order); err != nil {
		return ArticlePage{}, err
	}
	page.Rows, page.Next = cut(page.Rows, f.Limit, order)
	total, earlier, err := countArticles(ctx, db, f, order)
	if err != nil {
		return ArticlePage{}, fmt.Errorf("count: %w", err)
	}
	page.Total = total
	if len(page.Rows) > 0 {
		page.First = earlier + 1
	}
	if page.Previous, err = previousStart(ctx, db, f, order); err != nil {
		return ArticlePage{}, fmt.Errorf("page back: %w", err)
	}
	return page, nil
}

// cut takes the row too many off, which says that there is a next page.
func cut(rows []ArticleRow, limit int64, by sorting) ([]ArticleRow, Position) {
	if int64(len(rows)) <= limit {
		return rows, Position{}
	}
	rows = rows[:limit]
	return rows, by.position(&rows[limit-1].Article)
}

// exportStep is how many articles an export holds at a time.
const exportStep = 500

// EachArticle calls each with all the author's articles that match, in order,
// whatever their number; the page asked for does not matter. It stops at the
// first error.
func (s *ArticleService) EachArticle(ctx context.Context, by access.Actor, f ArticleFilter, each func(*ArticleRow) error) error {
	f.OwnerID, f.After, f.Limit = by.UserID, Position{}, exportStep
	outlets, err := authorOutlets(ctx, s.db.Reader(), f.OwnerID)
	if err != nil {
		return fmt.Errorf("read the outlets of %d: %w", by.UserID, err)
	}
	order := sorting{f.Order, outlets}
	for {
		rows, err := articles(ctx, s.db.Reader(), f, order)
		if err != nil {
			return fmt.Errorf("read articles of %d: %w", by.UserID, err)
		}
		rows, f.After = cut(rows, f.Limit, order)
		for i := range rows {
			if err := each(&rows[i]); err != nil {
				return err
			}
		}
		if f.After == (Position{}) {
			return nil
		}
	}
}
