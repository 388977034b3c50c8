// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package gallery

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Table is where the pictures of a kind of content are kept.
type Table struct {
	Name    string         // "event_images"
	Content string         // its column that names the content: "event_id"
	Kind    media.LinkKind // how the files are linked to the content
}

// Of returns the pictures of a content in order.
func (t Table) Of(ctx context.Context, db bun.IDB, contentID int64) ([]Image, error) {
	var found []Image
	err := db.NewSelect().Model(&found).ModelTableExpr("? AS i", bun.Ident(t.Name)).
		Column("i.id", "i.owner_id", "i.media_name", "i.caption", "i.copyright", "i.position", "i.created_at", "i.modified_at").
		ColumnExpr("i.? AS content_id", bun.Ident(t.Content)).
		Where("i.? = ?", bun.Ident(t.Content), contentID).
		Order("i.position", "i.id").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read pictures of %s %d: %w", t.Kind, contentID, err)
	}
	return found, nil
}

// Insert adds pictures of any contents.
func (t Table) Insert(ctx context.Context, db bun.IDB, list ...Image) error {
	if len(list) == 0 {
		return nil
	}
	rows := make([]bun.TupleValues, len(list))
	for i, p := range list {
		rows[i] = bun.Tuple([]any{p.ID, p.ContentID, p.OwnerID, p.MediaName, p.Caption, p.Copyright, p.Position, p.CreatedAt, p.ModifiedAt})
	}
	_, err := db.NewRaw(
		"INSERT INTO ? (id, ?, owner_id, media_name, caption, copyright, position, created_at, modified_at) VALUES ?",
		bun.Ident(t.Name), bun.Ident(t.Content), bun.List(rows)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert pictures of %s: %w", t.Kind, err)
	}
	return nil
}

// save writes the order, the captions and the credits of pictures that exist
// already.
func (t Table) save(ctx context.Context, db bun.IDB, list []Image) error {
	for _, image := range list { // ten at most
		_, err := db.NewUpdate().TableExpr("?", bun.Ident(t.Name)).
			Set("position = ?", image.Position).Set("caption = ?", image.Caption).Set("copyright = ?", image.Copyright).
			Where("id = ?", image.ID).Exec(ctx)
		if err != nil {
			return fmt.Errorf("save picture %d: %w", image.ID, err)
		}
	}
	return nil
}

func (t Table) delete(ctx context.Context, db bun.IDB, imageID int64) error {
	_, err := db.NewDelete().TableExpr("?", bun.Ident(t.Name)).Where("id = ?", imageID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete picture %d: %w", imageID, err)
	}
	return nil
}

// Link says which files a content shows, beside its text and in it, so that
// they are seen by whoever may see the content and by nobody else. Files are
// taken from the member who saves it. It returns the pictures beside the text.
func (t Table) Link(ctx context.Context, tx bun.IDB, library *media.Library, memberID, contentID int64, text string) ([]Image, error) {
	list, err := t.Of(ctx, tx, contentID)
	if err != nil {
		return nil, err
	}
	names := media.NamesIn(text)
	for _, image := range list {
		names = append(names, image.MediaName)
	}
	return list, library.Link(ctx, tx, memberID, t.Kind, contentID, names)
}

// Twin is a content made out of another.
type Twin struct {
	ID        int64
	OwnerID   int64
	CreatedAt time.Time
}

// Copy gives a twin pictures of its own like those of the original, and lets it
// show all the files that the original shows.
func (t Table) Copy(ctx context.Context, tx bun.IDB, generator *ids.Generator, library *media.Library, originalID int64, to Twin) error {
	list, err := t.Of(ctx, tx, originalID)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].ID, list[i].ContentID, list[i].OwnerID = generator.Next(), to.ID, to.OwnerID
		list[i].CreatedAt, list[i].ModifiedAt = to.CreatedAt, to.CreatedAt
	}
	if err := t.Insert(ctx, tx, list...); err != nil {
		return err
	}
	return library.ShareAll(ctx, tx, t.Kind, originalID, to.ID)
}
