// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package gallery_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/images"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// A content of a room that is to come: its author is known, and that is all.
const book int64 = 50

var (
	author   = access.Actor{UserID: 1}
	stranger = access.Actor{UserID: 2}
)

// shelf is a room with one book, whose pictures are kept in a table of its own.
type shelf struct {
	*gallery.Editor

	db      *database.DB
	ids     *ids.Generator
	media   *media.Library
	table   gallery.Table
	changed int // how often readers were shown a change
}

func onShelf(t *testing.T, test func(t *testing.T, s *shelf)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		clock := func() time.Time { return now }
		blobs, err := blob.Open(t.Context(), blob.Options{URL: "mem://", Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := blobs.Close(); err != nil {
				t.Error(err)
			}
		})
		generator := ids.NewGenerator(1, clock)
		kind := map[database.Engine]string{database.SQLite: "TIMESTAMP", database.Postgres: "TIMESTAMPTZ"}[db.Engine()]
		_, err = db.Writer().ExecContext(t.Context(), `CREATE TABLE book_images (id BIGINT PRIMARY KEY, book_id BIGINT NOT NULL, owner_id BIGINT NOT NULL,
media_name TEXT NOT NULL REFERENCES media_files (name), caption TEXT NOT NULL, copyright TEXT NOT NULL, position BIGINT NOT NULL,
created_at `+kind+` NOT NULL, modified_at `+kind+` NOT NULL)`)
		if err != nil {
			t.Fatal(err)
		}
		s := &shelf{
			db: db, ids: generator, media: media.NewLibrary(db, blobs, images.NewProcessor(), clock),
			table: gallery.Table{Name: "book_images", Content: "book_id", Kind: media.OfArticle},
		}
		s.Editor = gallery.NewEditor(gallery.Needs{
			Table: s.table, IDs: generator, Media: s.media, Now: clock, Check: s.check, Change: s.change,
		})
		test(t, s)
	})
}

// check lets the author alone, and knows one book.
func (s *shelf) check(_ context.Context, by access.Actor, contentID int64) error {
	switch {
	case contentID != book:
		return errs.ErrNotFound
	case by.UserID != author.UserID:
		return errs.New(errs.Forbidden, "not the author")
	}
	return nil
}

func (s *shelf) change(ctx context.Context, by access.Actor, contentID int64, arrange gallery.Arrangement) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.db.Lock(ctx, tx, "book:"+strconv.FormatInt(contentID, 10)); err != nil {
			return err
		}
		if err := s.check(ctx, by, contentID); err != nil {
			return err
		}
		if err := arrange(ctx, tx); err != nil {
			return err
		}
		s.changed++
		_, err := s.table.Link(ctx, tx, s.media, by.UserID, contentID, "")
		return err
	})
}

func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 80, 60))
	m.SetRGBA(1, 1, color.RGBA{R: shade, A: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (s *shelf) addImage(t *testing.T, shade uint8, caption string) *gallery.Image {
	t.Helper()
	added, err := s.AddImage(t.Context(), author, book, gallery.Addition{Data: picture(t, shade), Caption: caption, Copyright: "AFP"})
	if err != nil {
		t.Fatalf("add a picture: %v", err)
	}
	return added
}

// captions are the words of the pictures of a book, whose places are checked.
func (s *shelf) captions(t *testing.T, contentID int64) []string {
	t.Helper()
	list, err := s.table.Of(t.Context(), s.db.Writer(), contentID)
	if err != nil {
		t.Fatal(err)
	}
	found := make([]string, len(list))
	for i, image := range list {
		if image.Position != int64(i) || image.ContentID != contentID {
			t.Errorf("picture %d of %d is %d of %d", i, contentID, image.Position, image.ContentID)
		}
		found[i] = image.Caption
	}
	return found
}

func wantKind(t *testing.T, err error, want errs.Kind, what string) {
	t.Helper()
	if errs.KindOf(err) != want {
		t.Errorf("%s: %v, want kind %v", what, err, want)
	}
}

// Pictures are added at the end, described, moved and removed; readers are
// shown each change (spec 04 §5.7).
func TestEditor(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		ctx := t.Context()
		first, second := s.addImage(t, 10, "Une"), s.addImage(t, 20, "Deux")
		if err := s.MoveImage(ctx, author, book, first.ID, content.MoveUp); err != nil {
			t.Errorf("moving the first up: %v", err)
		}
		if err := s.MoveImage(ctx, author, book, second.ID, content.MoveUp); err != nil {
			t.Fatal(err)
		}
		if got := s.captions(t, book); !slices.Equal(got, []string{"Deux", "Une"}) {
			t.Errorf("pictures = %v", got)
		}
		if err := s.DescribeImage(ctx, author, book, second.ID, "Deux bis", ""); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteImage(ctx, author, book, first.ID); err != nil {
			t.Fatal(err)
		}
		if got := s.captions(t, book); len(got) != 1 || got[0] != "Deux bis" {
			t.Errorf("pictures = %v", got)
		}
		if s.changed != 6 {
			t.Errorf("readers were shown %d changes, want 6", s.changed)
		}
	})
}

func TestImages_unknownAndTooMany(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		ctx := t.Context()
		wantKind(t, s.DeleteImage(ctx, author, book, 9), errs.NotFound, "delete")
		wantKind(t, s.MoveImage(ctx, author, book, 9, content.MoveUp), errs.NotFound, "move")
		wantKind(t, s.DescribeImage(ctx, author, book, 9, "", ""), errs.NotFound, "describe")
		_, err := s.AddImage(ctx, author, book, gallery.Addition{Data: []byte("not a picture")})
		wantKind(t, err, errs.Invalid, "not a picture")
		for i := range content.MaxPictures {
			s.addImage(t, uint8(i), "")
		}
		_, err = s.AddImage(ctx, author, book, gallery.Addition{Data: picture(t, 99)})
		wantKind(t, err, errs.Conflict, "one too many")
	})
}

// Who may not change the content changes none of its pictures, and not even a
// file of theirs is kept.
func TestEditor_refusesStrangers(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		ctx, held := t.Context(), s.addImage(t, 10, "Une")
		_, err := s.AddImage(ctx, stranger, book, gallery.Addition{Data: picture(t, 20)})
		wantKind(t, err, errs.Forbidden, "add")
		_, err = s.AddImage(ctx, author, book+1, gallery.Addition{Data: picture(t, 20)})
		if !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("a picture of no book: %v", err)
		}
		wantKind(t, s.DescribeImage(ctx, stranger, book, held.ID, "À moi", ""), errs.Forbidden, "describe")
		wantKind(t, s.MoveImage(ctx, stranger, book, held.ID, content.MoveUp), errs.Forbidden, "move")
		wantKind(t, s.DeleteImage(ctx, stranger, book, held.ID), errs.Forbidden, "delete")
		if got := s.captions(t, book); !slices.Equal(got, []string{"Une"}) {
			t.Errorf("pictures = %v", got)
		}
		if n, err := s.db.Writer().NewSelect().Model((*media.File)(nil)).Count(ctx); err != nil || n != 1 {
			t.Errorf("%d files are kept, %v", n, err)
		}
	})
}

// Pictures added at the same instant get places of their own.
func TestAddImage_atTheSameTime(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		var group sync.WaitGroup
		failures := make(chan error, 4)
		for i := range 4 {
			data := picture(t, uint8(50+i))
			group.Go(func() {
				_, err := s.AddImage(t.Context(), author, book, gallery.Addition{Data: data})
				failures <- err
			})
		}
		group.Wait()
		close(failures)
		for err := range failures {
			if err != nil {
				t.Errorf("add: %v", err)
			}
		}
		if got := s.captions(t, book); len(got) != 4 {
			t.Errorf("%d pictures, want 4", len(got))
		}
	})
}

// A twin has pictures of its own, of the same files, which it shows.
func TestTable_Copy(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		ctx, twin := t.Context(), book+1
		first := s.addImage(t, 10, "Une")
		s.addImage(t, 20, "Deux")
		err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			return s.table.Copy(ctx, tx, s.ids, s.media, book, gallery.Twin{ID: twin, OwnerID: stranger.UserID, CreatedAt: now.Add(time.Hour)})
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := s.captions(t, twin); !slices.Equal(got, []string{"Une", "Deux"}) {
			t.Errorf("the twin has %v", got)
		}
		if err := s.DeleteImage(ctx, author, book, first.ID); err != nil {
			t.Fatal(err)
		}
		list, err := s.table.Of(ctx, s.db.Writer(), twin)
		if err != nil || len(list) != 2 {
			t.Fatalf("the twin has %d pictures left, %v", len(list), err)
		}
		if p := list[0]; p.ID == first.ID || p.OwnerID != stranger.UserID || !p.CreatedAt.Equal(now.Add(time.Hour)) || p.MediaName != first.MediaName {
			t.Errorf("the twin's picture = %+v", p)
		}
		opened, err := s.media.OpenOf(ctx, media.OfArticle, twin, first.MediaName)
		if err != nil {
			t.Fatalf("the twin shows no file: %v", err)
		}
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
}
