// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
)

// Images are the pictures of articles.
var Images = gallery.Table{Name: "article_images", Content: "article_id", Kind: media.OfArticle}

// pictures is the editor of the pictures of articles.
func (s *ArticleService) pictures() *gallery.Editor {
	return gallery.NewEditor(gallery.Needs{
		Table: Images, IDs: s.ids, Media: s.media, Now: s.now, Change: s.arrange,
		Check: func(ctx context.Context, by access.Actor, id int64) error {
			_, _, err := s.Article(ctx, by, id)
			return err
		},
	})
}

// arrange changes the pictures of one of the author's articles, and its mirror
// when there is one.
func (s *ArticleService) arrange(ctx context.Context, by access.Actor, id int64, change gallery.Arrangement) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		article, err := s.lockedArticle(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := article.CanEdit(by); err != nil {
			return err
		}
		if err := change(ctx, tx); err != nil {
			return err
		}
		postID, err := s.show(ctx, tx, article)
		if err != nil || postID == 0 {
			return err
		}
		return s.outbox.Record(ctx, tx, event.ArticleUpdated{ArticleID: id, PostID: postID})
	})
}
