// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom_test

import (
	"reflect"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
)

// A copy is a draft with the same words and pictures, without dates nor
// assignment; the original and its assignment stay as they are (spec 04 §13.12).
func TestDuplicate(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		order := room.Confirmed(t, nil)
		original := room.Written(t, order)
		image, err := room.Articles.AddImage(t.Context(), room.Author, original.ID, gallery.Addition{Data: newsroomtest.Picture(t, 9), Caption: "Le quai"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := room.Articles.Publish(t.Context(), room.Author, original.ID); err != nil {
			t.Fatal(err)
		}
		before := room.Stored(t, original.ID)
		made, err := room.Articles.Duplicate(t.Context(), room.Author, original.ID, strings.Repeat("é", newsroom.MaxTitle+5))
		if err != nil {
			t.Fatal(err)
		}
		stored := room.Stored(t, made.ID)
		if stored.Status != content.Draft || stored.Body != before.Body || stored.Genre != before.Genre || stored.AssignmentID != 0 || stored.CommissionerID != room.Author.UserID {
			t.Errorf("copy = %+v", stored)
		}
		if !stored.IssueAt.IsZero() || !stored.PublishedAt.IsZero() || !stored.ReleaseAt.IsZero() || stored.Version != 1 || len([]rune(stored.Title)) != newsroom.MaxTitle {
			t.Errorf("copy = %+v", stored)
		}
		_, pictures, err := room.Articles.Article(t.Context(), room.Author, made.ID)
		if err != nil || len(pictures) != 1 || pictures[0].MediaName != image.MediaName || pictures[0].ID == image.ID || pictures[0].Caption != "Le quai" {
			t.Errorf("pictures = %+v, %v", pictures, err)
		}
		if after := room.Stored(t, original.ID); !reflect.DeepEqual(after, before) || room.Post(t, made.ID) != nil {
			t.Errorf("the original has changed: %+v", after)
		}
		_, err = room.Articles.Duplicate(t.Context(), room.Colleague, original.ID, "Copie")
		wantKind(t, err, errs.Forbidden, "copying a colleague's article")
	})
}
