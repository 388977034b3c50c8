// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
)

// compact is a JSON text as both engines keep it.
func compact(t *testing.T, raw []byte) string {
	t.Helper()
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatalf("read %q: %v", raw, err)
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSpace(text))
}

func addImage(t *testing.T, room *newsroomtest.Room, articleID int64, shade uint8, caption string) *gallery.Image {
	t.Helper()
	added, err := room.Articles.AddImage(t.Context(), room.Author, articleID, gallery.Addition{
		Data: newsroomtest.Picture(t, shade), Caption: caption, Copyright: "AFP",
	})
	if err != nil {
		t.Fatalf("add a picture: %v", err)
	}
	return added
}

func captions(t *testing.T, room *newsroomtest.Room, articleID int64) []string {
	t.Helper()
	_, list, err := room.Articles.Article(t.Context(), room.Author, articleID)
	if err != nil {
		t.Fatal(err)
	}
	found := make([]string, len(list))
	for i, image := range list {
		if image.Position != int64(i) {
			t.Errorf("position %d is %d", i, image.Position)
		}
		found[i] = image.Caption
	}
	return found
}

// The cover of the wall follows the first picture at once.
func TestImages_coverFollows(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		article := room.Published(t, nil)
		first := addImage(t, room, article.ID, 10, "Une")
		second := addImage(t, room, article.ID, 20, "Deux")
		if post := room.Post(t, article.ID); post.Image != first.MediaName || post.ImageAlt != "Une - AFP" || len(post.Gallery) != 2 {
			t.Errorf("mirror = %+v", post)
		}
		ctx := t.Context()
		if err := room.Articles.MoveImage(ctx, room.Author, article.ID, first.ID, content.MoveUp); err != nil {
			t.Errorf("moving the first up: %v", err)
		}
		if err := room.Articles.MoveImage(ctx, room.Author, article.ID, second.ID, content.MoveUp); err != nil {
			t.Fatal(err)
		}
		if post := room.Post(t, article.ID); post.Image != second.MediaName {
			t.Error("the cover is still the picture that went down")
		}
		if err := room.Articles.DescribeImage(ctx, room.Author, article.ID, second.ID, "Deux bis", ""); err != nil {
			t.Fatal(err)
		}
		if err := room.Articles.DeleteImage(ctx, room.Author, article.ID, first.ID); err != nil {
			t.Fatal(err)
		}
		if got := captions(t, room, article.ID); len(got) != 1 || got[0] != "Deux bis" {
			t.Errorf("pictures = %v", got)
		}
	})
}

// A draft's pictures are its author's alone; publication opens them.
func TestImages_followTheArticle(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		draft, ctx := room.Draft(t, nil), t.Context()
		name := addImage(t, room, draft.ID, 10, "").MediaName
		_, err := room.Media.Open(ctx, room.Colleague, name, 0)
		wantKind(t, err, errs.NotFound, "a colleague before publication")
		closeAll(t)(room.Media.Open(ctx, room.Author, name, 0))
		if _, err := room.Articles.Publish(ctx, room.Author, draft.ID); err != nil {
			t.Fatal(err)
		}
		closeAll(t)(room.Media.Open(ctx, room.Colleague, name, 400))
	})
}

// To know the name of another's picture gives no right to it: an article that
// cites it, even published, opens it to nobody.
func TestImages_anotherMembersPicture(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		ctx := t.Context()
		name := addImage(t, room, room.Draft(t, nil).ID, 10, "").MediaName
		in := room.Input()
		in.Body += `<p><img src="` + media.URL(name) + `" alt="prise à un autre"></p>`
		thief, err := room.Articles.Create(ctx, room.Colleague, in)
		if err != nil {
			t.Fatal(err)
		}
		_, err = room.Media.Open(ctx, room.Colleague, name, 0)
		wantKind(t, err, errs.NotFound, "the thief, with a draft")
		if _, err := room.Articles.Publish(ctx, room.Colleague, thief.ID); err != nil {
			t.Fatal(err)
		}
		_, err = room.Media.Open(ctx, room.Colleague, name, 0)
		wantKind(t, err, errs.NotFound, "the thief, once published")
		closeAll(t)(room.Media.Open(ctx, room.Author, name, 0))
	})
}

// closeAll checks that a picture opens.
func closeAll(t *testing.T) func(*media.Opened, error) {
	t.Helper()
	return func(o *media.Opened, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("open: %v", err)
			return
		}
		if err := o.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}
