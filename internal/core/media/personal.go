// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package media

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/images"
)

// Shape is what becomes of a picture that a person sends about himself or
// herself (spec 02 §4.3).
type Shape uint8

// The shapes.
const (
	PortraitShape Shape = iota // 1:1, at most 400 × 400
	DocumentShape              // as it is, at most 1200 × 1200
)

// documentSide is the longest side of a scan, in pixels.
const documentSide = 1200

func (l *Library) shaped(ctx context.Context, shape Shape, data []byte) (images.Set, error) {
	if shape == DocumentShape {
		whole, err := l.images.Fit(ctx, data, documentSide, documentSide)
		return images.Set{Renditions: []images.Rendition{whole}}, err
	}
	large, err := l.images.Fill(ctx, data, images.PortraitSide, images.PortraitSide)
	if err != nil {
		return images.Set{}, err
	}
	set := images.Set{Renditions: []images.Rendition{large}}
	if large.Width > portraitInLists {
		small, err := l.images.Fill(ctx, data, portraitInLists, portraitInLists)
		if err != nil {
			return images.Set{}, err
		}
		set.Renditions = append(set.Renditions, small)
	}
	return set, nil
}

// StoreFor keeps a picture of a shape that an object shows. What the person did
// wrong is one of the Err… of this package.
func (l *Library) StoreFor(ctx context.Context, kind LinkKind, objectID int64, shape Shape, data []byte) (*File, error) {
	set, err := l.shaped(ctx, shape, data)
	if err != nil {
		return nil, refusal(err)
	}
	file, renditions, err := l.Put(ctx, set)
	if err != nil {
		return nil, err
	}
	err = l.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := insertFile(ctx, tx, file, renditions); err != nil {
			return err
		}
		return addLinks(ctx, tx, []Link{{MediaName: file.Name, Kind: kind, ObjectID: objectID}})
	})
	if err != nil {
		return nil, fmt.Errorf("store a picture of %s %d: %w", kind, objectID, err)
	}
	return file, nil
}

// OpenOf returns the largest rendition of a file that an object shows, for a
// caller that knows who asks and has checked that they may see the object.
func (l *Library) OpenOf(ctx context.Context, kind LinkKind, objectID int64, name string) (*Opened, error) {
	var o Opened
	err := l.db.Reader().NewRaw(`
SELECT r.name, r.content_type FROM media_links l JOIN media_renditions r ON r.media_name = l.media_name
WHERE l.media_name = ? AND l.kind = ? AND l.object_id = ? ORDER BY r.width DESC LIMIT 1`, name, kind, objectID).
		Scan(ctx, &o.Name, &o.ContentType)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("look up a file of %s %d: %w", kind, objectID, err)
	}
	o.Reader, err = l.blobs.Open(ctx, blob.Private, o.Name)
	if errors.Is(err, blob.ErrNotFound) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("open a file of %s %d: %w", kind, objectID, err)
	}
	return &o, nil
}

// Personal are the names of the pictures that a member's answers hold.
type Personal struct{ Photo, PressCard string }

// Adopt makes the pictures that another object shows those of a member: after
// replaces before. A picture that the object does not show is not taken: to
// know the name of another's file gives no right to it.
func (l *Library) Adopt(ctx context.Context, tx bun.IDB, from LinkKind, fromID, memberID int64, before, after Personal) error {
	err := l.adopt(ctx, tx, from, fromID, Link{Kind: OfMember, ObjectID: memberID}, before.Photo, after.Photo)
	if err == nil {
		err = l.adopt(ctx, tx, from, fromID, Link{Kind: OfPressCard, ObjectID: memberID}, before.PressCard, after.PressCard)
	}
	if err != nil {
		return fmt.Errorf("give pictures of %s %d to member %d: %w", from, fromID, memberID, err)
	}
	return nil
}

func (l *Library) adopt(ctx context.Context, tx bun.IDB, from LinkKind, fromID int64, to Link, before, after string) error {
	if before == after {
		return nil
	}
	if before != "" {
		_, err := tx.NewDelete().Model((*Link)(nil)).Where("media_name = ?", before).
			Where("kind = ?", to.Kind).Where("object_id = ?", to.ObjectID).Exec(ctx)
		if err != nil {
			return err
		}
	}
	if after == "" {
		return nil
	}
	return l.Share(ctx, tx, from, fromID, to.Kind, to.ObjectID, after)
}

// Share lets a second object show files that a first one shows; names of other
// files are not taken.
func (l *Library) Share(ctx context.Context, tx bun.IDB, from LinkKind, fromID int64, kind LinkKind, objectID int64, names ...string) error {
	var shown []string
	err := tx.NewSelect().Model((*Link)(nil)).Column("ml.media_name").
		Where("ml.media_name IN (?)", bun.List(names)).
		Where("ml.kind = ?", from).Where("ml.object_id = ?", fromID).Scan(ctx, &shown)
	if err != nil {
		return fmt.Errorf("look up files of %s %d: %w", from, fromID, err)
	}
	links := make([]Link, len(shown))
	for i, name := range shown {
		links[i] = Link{MediaName: name, Kind: kind, ObjectID: objectID}
	}
	return addLinks(ctx, tx, links)
}

// ShareAll lets a second object of a kind show all the files that a first one
// shows.
func (l *Library) ShareAll(ctx context.Context, tx bun.IDB, kind LinkKind, fromID, toID int64) error {
	_, err := tx.NewRaw(
		"INSERT INTO media_links (media_name, kind, object_id) SELECT media_name, kind, ? FROM media_links WHERE kind = ? AND object_id = ? ON CONFLICT DO NOTHING",
		toID, kind, fromID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("share the files of %s %d: %w", kind, fromID, err)
	}
	return nil
}

// Release takes an object's files away from it. Those that nothing else shows
// are forgotten at once; their bytes go with the next sweep.
func (l *Library) Release(ctx context.Context, tx bun.IDB, kind LinkKind, objectIDs ...int64) error {
	if len(objectIDs) == 0 {
		return nil
	}
	var names []string
	_, err := tx.NewDelete().Model((*Link)(nil)).Where("kind = ?", kind).
		Where("object_id IN (?)", bun.List(objectIDs)).Returning("media_name").Exec(ctx, &names)
	if err == nil && len(names) > 0 {
		_, err = tx.NewDelete().Model((*File)(nil)).
			Where("name IN (?)", bun.List(names)).
			Where("NOT EXISTS (SELECT 1 FROM media_links l WHERE l.media_name = mf.name)").
			Where("NOT EXISTS (SELECT 1 FROM article_images i WHERE i.media_name = mf.name)").
			Where("NOT EXISTS (SELECT 1 FROM wall_images i WHERE i.media_name = mf.name)").
			Where("NOT EXISTS (SELECT 1 FROM press_release_images i WHERE i.media_name = mf.name)").
			Where("NOT EXISTS (SELECT 1 FROM event_images i WHERE i.media_name = mf.name)").
			Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("release files of %s: %w", kind, err)
	}
	return nil
}
