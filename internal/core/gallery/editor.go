// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package gallery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
)

var errTooMany = errs.New(errs.Conflict, "ui.pictures.too_many")

// Needs is what an Editor is built from.
type Needs struct {
	Table Table
	IDs   *ids.Generator
	Media *media.Library
	Now   func() time.Time

	// Check reports why by may not change a content, or nil. It is asked before
	// a file is stored; Change asks again.
	Check func(ctx context.Context, by access.Actor, contentID int64) error

	// Change runs arrange in a transaction in which nobody else changes the
	// content, if by may; in the same transaction it shows readers the result.
	Change func(ctx context.Context, by access.Actor, contentID int64, arrange Arrangement) error
}

// Arrangement is a change of the pictures of one content.
type Arrangement func(ctx context.Context, tx bun.Tx) error

// Editor is what one may do with the pictures of a kind of content (spec 04
// §5.7). A room's service embeds it.
type Editor struct{ needs Needs }

// NewEditor returns the editor of a room's pictures.
func NewEditor(n Needs) *Editor { return &Editor{n} }

// Addition is one picture to add: its bytes and its words.
type Addition struct {
	Data      []byte
	Caption   string
	Copyright string
}

// AddImage puts a picture at the end of the content's (spec 04 §5.7). The file
// is stored before the row that names it, so that no row names a missing file.
func (e *Editor) AddImage(ctx context.Context, by access.Actor, contentID int64, in Addition) (*Image, error) {
	if err := e.needs.Check(ctx, by, contentID); err != nil {
		return nil, err
	}
	file, err := e.needs.Media.Store(ctx, by.UserID, in.Data)
	if err != nil {
		return nil, fmt.Errorf("add a picture to %s %d: %w", e.needs.Table.Kind, contentID, err)
	}
	var added Image
	err = e.change(ctx, by, contentID, func(ctx context.Context, tx bun.Tx, list []Image) ([]Image, error) {
		if len(list) >= content.MaxPictures {
			return nil, errTooMany
		}
		now := e.needs.Now()
		added = Image{
			ID: e.needs.IDs.Next(), ContentID: contentID, OwnerID: by.UserID, MediaName: file.Name,
			Caption: richtext.Plain(in.Caption), Copyright: media.Credit(in.Copyright),
			Position: int64(len(list)), CreatedAt: now, ModifiedAt: now,
		}
		if added.Copyright == "" {
			added.Copyright = media.Credit(file.Credit)
		}
		return list, e.needs.Table.Insert(ctx, tx, added)
	})
	if err != nil {
		return nil, err
	}
	return &added, nil
}

// DescribeImage changes a picture's caption and credit.
func (e *Editor) DescribeImage(ctx context.Context, by access.Actor, contentID, imageID int64, caption, copyright string) error {
	return e.change(ctx, by, contentID, func(_ context.Context, _ bun.Tx, list []Image) ([]Image, error) {
		at := content.IndexOf(list, imageID)
		if at < 0 {
			return nil, errs.ErrNotFound
		}
		list[at].Caption, list[at].Copyright = richtext.Plain(caption), media.Credit(copyright)
		return list, nil
	})
}

// DeleteImage removes a picture and closes the gap. The file itself goes with
// the daily sweep, when nothing names it any more.
func (e *Editor) DeleteImage(ctx context.Context, by access.Actor, contentID, imageID int64) error {
	return e.change(ctx, by, contentID, func(ctx context.Context, tx bun.Tx, list []Image) ([]Image, error) {
		rest, gone, found := content.Without(list, imageID)
		if !found {
			return nil, errs.ErrNotFound
		}
		return rest, e.needs.Table.delete(ctx, tx, gone.ID)
	})
}

// MoveImage swaps a picture with its neighbour; at either end nothing changes.
func (e *Editor) MoveImage(ctx context.Context, by access.Actor, contentID, imageID int64, direction content.Move) error {
	return e.change(ctx, by, contentID, func(_ context.Context, _ bun.Tx, list []Image) ([]Image, error) {
		list, found := content.Moved(list, imageID, direction)
		if !found {
			return nil, errs.ErrNotFound
		}
		return list, nil
	})
}

// change applies a change to the pictures of a content, where the room lets it.
func (e *Editor) change(
	ctx context.Context, by access.Actor, contentID int64,
	apply func(context.Context, bun.Tx, []Image) ([]Image, error),
) error {
	err := e.needs.Change(ctx, by, contentID, func(ctx context.Context, tx bun.Tx) error {
		list, err := e.needs.Table.Of(ctx, tx, contentID)
		if err != nil {
			return err
		}
		if list, err = apply(ctx, tx, list); err != nil {
			return err
		}
		return e.needs.Table.save(ctx, tx, list)
	})
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return fmt.Errorf("change pictures of %s %d: %w", e.needs.Table.Kind, contentID, err)
	}
	return err
}
