// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
)

// Gallery is the pictures of a wall (spec 07 §4.2, §7.5).
type Gallery struct{ *Needs }

// Image is a picture of a gallery. Positions go from 0 without holes.
type Image struct {
	bun.BaseModel `bun:"table:wall_images,alias:wi"`

	ID        int64 `bun:",pk"`
	WallID    int64
	MediaName string
	Caption   string
	Copyright string
	Position  int64
	CreatedAt time.Time
}

const (
	// MaxImages is how many pictures a gallery holds.
	MaxImages = 10
	// MaxImageBytes is the size that a picture must stay under (spec 07 §5.8).
	MaxImageBytes = 4 << 20

	maxCaptionRunes = 500
)

// What may be wrong with a picture.
var (
	errGalleryFull   = errs.New(errs.Conflict, "wall.error.gallery_full")
	errImageType     = &errs.Error{Kind: errs.Invalid, Message: "wall.error.image_type", Field: "image"}
	errImageSize     = &errs.Error{Kind: errs.TooLarge, Message: "wall.error.image_size", Field: "image"}
	errCaptionLong   = &errs.Error{Kind: errs.Invalid, Message: "wall.error.caption_long", Field: "caption"}
	pngMark, jpgMark = []byte("\x89PNG\r\n\x1a\n"), []byte("\xff\xd8\xff")
)

// checkImage reports why bytes cannot be a picture of a wall: PNG or JPEG only,
// under 4 MiB.
func checkImage(data []byte) error {
	switch {
	case len(data) >= MaxImageBytes:
		return errImageSize
	case !bytes.HasPrefix(data, pngMark) && !bytes.HasPrefix(data, jpgMark):
		return errImageType
	}
	return nil
}

func gallery(ctx context.Context, db bun.IDB, wallID int64) ([]Image, error) {
	var found []Image
	if err := db.NewSelect().Model(&found).Where("wi.wall_id = ?", wallID).Order("wi.position", "wi.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the gallery of wall %d: %w", wallID, err)
	}
	return found, nil
}

// Images returns the gallery of a wall that by may run.
func (s *Gallery) Images(ctx context.Context, by access.Actor, wallID int64) ([]Image, error) {
	if _, err := s.managed(ctx, by, wallID); err != nil {
		return nil, err
	}
	return gallery(ctx, s.DB.Reader(), wallID)
}

// Add puts a picture at the end of the gallery.
func (s *Gallery) Add(ctx context.Context, by access.Actor, wallID int64, data []byte, caption, copyright string) error {
	if err := checkImage(data); err != nil {
		return err
	}
	if len([]rune(caption)) > maxCaptionRunes || len([]rune(copyright)) > maxCaptionRunes {
		return errCaptionLong
	}
	held, err := s.Images(ctx, by, wallID)
	if err != nil {
		return err
	}
	if len(held) >= MaxImages {
		return errGalleryFull
	}
	file, err := s.Media.Store(ctx, by.UserID, data)
	if err != nil {
		return err
	}
	return s.change(ctx, by, wallID, "add a picture", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		held, err := gallery(ctx, tx, w.ID)
		if err != nil {
			return err
		}
		if len(held) >= MaxImages {
			return errGalleryFull
		}
		image := &Image{
			ID: s.IDs.Next(), WallID: w.ID, MediaName: file.Name, Caption: caption, Copyright: media.Credit(copyright),
			Position: int64(len(held)), CreatedAt: s.Now().UTC(),
		}
		if _, err := tx.NewInsert().Model(image).Exec(ctx); err != nil {
			return fmt.Errorf("add a picture: %w", err)
		}
		return s.shown(ctx, tx, by, w, ActionImageAdded)
	})
}

// Delete takes a picture out of the gallery; the next ones move up. One of
// another wall is left alone.
func (s *Gallery) Delete(ctx context.Context, by access.Actor, wallID, imageID int64) error {
	return s.arrange(ctx, by, wallID, ActionImageDeleted, func(ctx context.Context, tx bun.Tx, held []Image) ([]Image, error) {
		for i, image := range held {
			if image.ID != imageID {
				continue
			}
			if _, err := tx.NewDelete().Model(&held[i]).WherePK().Exec(ctx); err != nil {
				return nil, fmt.Errorf("delete picture %d: %w", imageID, err)
			}
			return append(held[:i:i], held[i+1:]...), nil
		}
		return nil, nil
	})
}

// Direction is where a picture is moved.
type Direction string

// The directions; any other moves nothing.
const (
	Up   Direction = "up"
	Down Direction = "down"
)

// Move swaps a picture with its neighbour; the first does not go up, nor the
// last down.
func (s *Gallery) Move(ctx context.Context, by access.Actor, wallID, imageID int64, to Direction) error {
	step := map[Direction]int{Up: -1, Down: 1}[to]
	return s.arrange(ctx, by, wallID, ActionImageMoved, func(_ context.Context, _ bun.Tx, held []Image) ([]Image, error) {
		for i, image := range held {
			next := i + step
			if image.ID == imageID && step != 0 && next >= 0 && next < len(held) {
				held[i], held[next] = held[next], held[i]
				return held, nil
			}
		}
		return nil, nil
	})
}

// arrange changes the order of a gallery; nil from apply changes nothing.
func (s *Gallery) arrange(ctx context.Context, by access.Actor, wallID int64, action string, apply func(context.Context, bun.Tx, []Image) ([]Image, error)) error {
	return s.change(ctx, by, wallID, "arrange the gallery", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		held, err := gallery(ctx, tx, w.ID)
		if err != nil {
			return err
		}
		left, err := apply(ctx, tx, held)
		if err != nil || left == nil {
			return err
		}
		for i := range left {
			if left[i].Position == int64(i) {
				continue
			}
			left[i].Position = int64(i)
			if _, err := tx.NewUpdate().Model(&left[i]).Column("position").WherePK().Exec(ctx); err != nil {
				return fmt.Errorf("number the gallery: %w", err)
			}
		}
		return s.shown(ctx, tx, by, w, action)
	})
}

// shown lets members see exactly the pictures of the wall.
func (n *Needs) shown(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, action string) error {
	held, err := gallery(ctx, tx, w.ID)
	if err != nil {
		return err
	}
	var names []string
	for _, name := range []string{w.Logo, w.Cover} {
		if name != "" {
			names = append(names, name)
		}
	}
	for _, image := range held {
		names = append(names, image.MediaName)
	}
	if err := n.Media.Link(ctx, tx, by.UserID, media.OfWall, w.ID, names); err != nil {
		return err
	}
	if err := n.audit(ctx, tx, by, action, w.ID, nil); err != nil {
		return err
	}
	return n.mirror(ctx, tx, w.OrganisationID)
}
