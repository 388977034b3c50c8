// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/richtext"
)

var errTooManyImages = errs.New(errs.Conflict, "ui.pictures.too_many")

// ImageInput is one picture to add: its bytes and its words.
type ImageInput struct {
	Data      []byte
	Caption   string
	Copyright string
}

// AddImage puts a picture at the end of the release's (spec 04 §5.7). The file
// is stored before the row that names it, so that no row names a missing file.
func (s *Service) AddImage(ctx context.Context, by access.Actor, releaseID int64, in ImageInput) (*Image, error) {
	if _, _, err := s.Release(ctx, by, releaseID); err != nil {
		return nil, err
	}
	file, err := s.media.Store(ctx, by.UserID, in.Data)
	if err != nil {
		return nil, fmt.Errorf("add a picture to press release %d: %w", releaseID, err)
	}
	var added *Image
	err = s.changeImages(ctx, by, releaseID, func(ctx context.Context, tx bun.Tx, list []Image) ([]Image, error) {
		if len(list) >= content.MaxPictures {
			return nil, errTooManyImages
		}
		now := s.now()
		added = &Image{
			ID: s.ids.Next(), ReleaseID: releaseID, OwnerID: by.UserID, MediaName: file.Name,
			Caption: richtext.Plain(in.Caption), Copyright: richtext.Plain(in.Copyright),
			Position: int64(len(list)), CreatedAt: now, ModifiedAt: now,
		}
		if added.Copyright == "" {
			added.Copyright = file.Credit
		}
		return list, insertImages(ctx, tx, *added)
	})
	return added, err
}

// DescribeImage changes a picture's caption and credit.
func (s *Service) DescribeImage(ctx context.Context, by access.Actor, releaseID, imageID int64, caption, copyright string) error {
	return s.changeImages(ctx, by, releaseID, func(_ context.Context, _ bun.Tx, list []Image) ([]Image, error) {
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
func (s *Service) DeleteImage(ctx context.Context, by access.Actor, releaseID, imageID int64) error {
	return s.changeImages(ctx, by, releaseID, func(ctx context.Context, tx bun.Tx, list []Image) ([]Image, error) {
		rest, gone, found := content.Without(list, imageID)
		if !found {
			return nil, errs.ErrNotFound
		}
		return rest, deleteImage(ctx, tx, &gone)
	})
}

// MoveImage swaps a picture with its neighbour; at either end nothing changes.
func (s *Service) MoveImage(ctx context.Context, by access.Actor, releaseID, imageID int64, direction content.Move) error {
	return s.changeImages(ctx, by, releaseID, func(_ context.Context, _ bun.Tx, list []Image) ([]Image, error) {
		list, found := content.Moved(list, imageID, direction)
		if !found {
			return nil, errs.ErrNotFound
		}
		return list, nil
	})
}

// changeImages applies a change to the pictures of a release and refreshes its
// mirror's, in one transaction.
func (s *Service) changeImages(
	ctx context.Context, by access.Actor, releaseID int64,
	apply func(context.Context, bun.Tx, []Image) ([]Image, error),
) error {
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		release, err := s.lockedRelease(ctx, tx, releaseID)
		if err != nil {
			return err
		}
		if err := release.CanEdit(by); err != nil {
			return err
		}
		list, err := images(ctx, tx, releaseID)
		if err != nil {
			return err
		}
		if list, err = apply(ctx, tx, list); err != nil {
			return err
		}
		if err := saveImages(ctx, tx, list); err != nil {
			return err
		}
		if err := s.linkMedia(ctx, tx, by, release); err != nil {
			return err
		}
		postID, err := s.mirror(ctx, tx, release)
		if err != nil {
			return err
		}
		return s.outbox.Record(ctx, tx, updated(release, postID)...)
	})
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return fmt.Errorf("change pictures of press release %d: %w", releaseID, err)
	}
	return err
}
