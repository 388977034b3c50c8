// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// ArticleSheet is an article with all that its author's pages show of it.
type ArticleSheet struct {
	Article   *Article
	Images    []gallery.Image
	Outlet    string // name of the média
	Publisher string // name of the éditeur, or ""
	PostID    int64  // the mirror while it is on the wire, or 0
	Steps     []Step // the story from its pitch on, when it was ordered
}

// Sheet returns one of the author's articles with its pictures and the names
// of its organisations.
func (s *ArticleService) Sheet(ctx context.Context, by access.Actor, id int64) (*ArticleSheet, error) {
	article, list, err := s.Article(ctx, by, id)
	if err != nil {
		return nil, err
	}
	sheet := &ArticleSheet{Article: article, Images: list}
	err = s.db.Reader().NewSelect().TableExpr("articles AS a").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name, '')").
		ColumnExpr("coalesce(nullif(e.wall_name, ''), e.name, '')").
		ColumnExpr("coalesce(p.id, 0)").
		Join("LEFT JOIN organisations AS o ON o.id = a.outlet_id").
		Join("LEFT JOIN organisations AS e ON e.id = a.publisher_id").
		Join("LEFT JOIN posts AS p ON p.kind = ? AND p.source_id = a.id AND p.status = ?", content.Article, content.Public).
		Where("a.id = ?", id).
		Scan(ctx, &sheet.Outlet, &sheet.Publisher, &sheet.PostID)
	if err != nil {
		return nil, fmt.Errorf("read the names of article %d: %w", id, err)
	}
	if article.AssignmentID != 0 {
		chain := Chain{ArticleID: id}
		if sheet.Steps, err = steps(ctx, s.db.Reader(), by, &chain); err != nil {
			return nil, fmt.Errorf("read the story of article %d: %w", id, err)
		}
	}
	return sheet, nil
}

// Row returns one of the author's articles as the list shows it. It is asked
// just after a change, when a replica may not know of it yet.
func (s *ArticleService) Row(ctx context.Context, by access.Actor, id int64) (ArticleRow, error) {
	row, err := articleRow(ctx, s.db.Writer(), by.UserID, id)
	if err != nil {
		return ArticleRow{}, fmt.Errorf("read row of article %d: %w", id, err)
	}
	return row, nil
}

// UpdateAndPublish saves what the author typed and publishes it, or does
// neither: the button « Publier » of the form means the text in the form.
func (s *ArticleService) UpdateAndPublish(ctx context.Context, by access.Actor, id int64, in ArticleInput) (*Article, error) {
	first := false
	return s.change(ctx, id, "save and publish", func(ctx context.Context, tx bun.Tx, article *Article) error {
		if err := s.revise(ctx, tx, by, article, in); err != nil {
			return err
		}
		first = article.PublishedAt.IsZero()
		return s.publish(ctx, tx, by, article)
	}, func(article *Article, postID int64) outbox.Event {
		return event.ArticlePublished{ArticleID: article.ID, PostID: postID, First: first}
	})
}
