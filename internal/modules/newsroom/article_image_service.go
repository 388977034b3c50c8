// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/richtext"
)

var errTooManyImages = errs.New(errs.Conflict, "ui.pictures.too_many")

// ImageInput is one picture to add: its bytes and its words.
type ImageInput struct {
	Data      []byte
	Caption   string
	Copyright string
}

// AddImage puts a picture at the end of the article's (spec 04 §5.7). The file
// is stored before the row that names it, so that no row names a missing file.
func (s *ArticleService) AddImage(ctx context.Context, by access.Actor, articleID int64, in ImageInput) (*ArticleImage, error) {
	if _, _, err := s.Article(ctx, by, articleID); err != nil {
		return nil, err
	}
	file, err := s.media.Store(ctx, by.UserID, in.Data)
	if err != nil {
		return nil, fmt.Errorf("add a picture to article %d: %w", articleID, err)
	}
	var added *ArticleImage
	err = s.changeImages(ctx, by, articleID, func(ctx context.Context, tx bun.Tx, list []ArticleImage) ([]ArticleImage, error) {
		if len(list) >= content.MaxPictures {
			return nil, errTooManyImages
		}
		now := s.now()
		added = &ArticleImage{
			ID: s.ids.Next(), ArticleID: articleID, OwnerID: by.UserID, MediaName: file.Name,
			Caption: richtext.Plain(in.Caption), Copyright: richtext.Plain(in.Copyright),
			Position: int64(len(list)), CreatedAt: now, ModifiedAt: now,
		}
		if added.Copyright == "" {
			added.Copyright = file.Credit
		}
		return list, insertImage(ctx, tx, added)
	})
	return added, err
}

// DescribeImage changes a picture's caption and credit.
func (s *ArticleService) DescribeImage(ctx context.Context, by access.Actor, articleID, imageID int64, caption, copyright string) error {
	return s.changeImages(ctx, by, articleID, func(_ context.Context, _ bun.Tx, list []ArticleImage) ([]ArticleImage, error) {
		at := content.IndexOf(list, imageID)
		if at < 0 {
			return nil, errs.ErrNotFound
		}
		list[at].Caption, list[at].Copyright = richtext.Plain(caption), richtext.Plain(copyright)
		return list, nil
	})
}

// DeleteImage removes a picture and closes the gap. The file itself goes with
// the daily sweep, when nothing names it any more.
func (s *ArticleService) DeleteImage(ctx context.Context, by access.Actor, articleID, imageID int64) error {
	return s.changeImages(ctx, by, articleID, func(ctx context.Context, tx bun.Tx, list []ArticleImage) ([]ArticleImage, error) {
		rest, gone, found := content.Without(list, imageID)
		if !found {
			return nil, errs.ErrNotFound
		}
		return rest, deleteImage(ctx, tx, &gone)
	})
}

// MoveImage swaps a picture with its neighbour; at either end nothing changes.
func (s *ArticleService) MoveImage(ctx context.Context, by access.Actor, articleID, imageID int64, direction content.Move) error {
	return s.changeImages(ctx, by, articleID, func(_ context.Context, _ bun.Tx, list []ArticleImage) ([]ArticleImage, error) {
		list, found := content.Moved(list, imageID, direction)
		if !found {
			return nil, errs.ErrNotFound
		}
		return list, nil
	})
}

// changeImages applies a change to the pictures of an article and refreshes
// its mirror's cover, in one transaction.
func (s *ArticleService) changeImages(
	ctx context.Context, by access.Actor, articleID int64,
	apply func(context.Context, bun.Tx, []ArticleImage) ([]ArticleImage, error),
) error {
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		article, err := s.lockedArticle(ctx, tx, articleID)
		if err != nil {
			return err
		}
		if err := article.CanEdit(by); err != nil {
			return err
		}
		list, err := images(ctx, tx, articleID)
		if err != nil {
			return err
		}
		list, err = apply(ctx, tx, list)
		if err != nil {
			return err
		}
		if err := saveImages(ctx, tx, list); err != nil {
			return err
		}
		if err := s.linkMedia(ctx, tx, article); err != nil {
			return err
		}
		postID, err := s.mirror(ctx, tx, article)
		if err != nil || postID == 0 {
			return err
		}
		return s.outbox.Record(ctx, tx, event.ArticleUpdated{ArticleID: articleID, PostID: postID})
	})
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return fmt.Errorf("change pictures of article %d: %w", articleID, err)
	}
	return err
}
