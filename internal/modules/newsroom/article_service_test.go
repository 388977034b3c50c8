// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// mirrors is the real wire of the program.
func mirrors(db *database.DB, gen *ids.Generator, now func() time.Time) newsroom.Wire {
	return wire.NewMirrors(db, gen, now)
}

// inRoom runs a test in a room of its own on each engine.
func inRoom(t *testing.T, test func(t *testing.T, room *newsroomtest.Room)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		test(t, newsroomtest.Open(t, db, mirrors))
	})
}

func wantKind(t *testing.T, err error, kind errs.Kind, what string) {
	t.Helper()
	if err == nil || errs.KindOf(err) != kind {
		t.Errorf("%s: error = %v, want one of kind %d", what, err, kind)
	}
}

func TestCreate(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		draft := room.Draft(t, func(in *newsroom.ArticleInput) {
			in.Body = "<p onclick=\"x()\">Texte</p><script>alert(1)</script>"
			in.Title = "  Un\ttitre "
		})
		stored := room.Stored(t, draft.ID)
		if stored.Status != content.Draft || stored.OwnerID != room.Author.UserID || stored.CommissionerID != room.Author.UserID ||
			stored.PublisherID != room.StradaID || stored.Version != 1 {
			t.Errorf("stored = %+v", stored)
		}
		if stored.Body != "<p>Texte</p>" || stored.Title != "Un titre" {
			t.Errorf("body = %q, title = %q", stored.Body, stored.Title)
		}
		if room.Post(t, draft.ID) != nil || len(room.Events(t)) != 0 {
			t.Error("a draft has a mirror or an event")
		}
	})
}

func TestCreate_refusals(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		tests := []struct {
			name, field string
			change      func(*newsroom.ArticleInput)
		}{
			{"title of spaces", "title", func(in *newsroom.ArticleInput) { in.Title = "  " }},
			{"body of empty markup", "body", func(in *newsroom.ArticleInput) { in.Body = "<p> </p>" }},
			{"no genre", "genre", func(in *newsroom.ArticleInput) { in.Genre = "" }},
			{"genre of no list", "genre", func(in *newsroom.ArticleInput) { in.Genre = "Horoscope" }},
			{"sector of no list", "sector", func(in *newsroom.ArticleInput) { in.Sector = "TRANSPORTS / Licornes" }},
			{"copyright of no list", "copyright", func(in *newsroom.ArticleInput) { in.Copyright = "Servez-vous" }},
			{"outlet without a wall", "outlet", func(in *newsroom.ArticleInput) { in.OutletID = room.PlainID }},
			{"unknown outlet", "outlet", func(in *newsroom.ArticleInput) { in.OutletID = 42 }},
			{"no date of issue", "issue_at", func(in *newsroom.ArticleInput) { in.IssueAt = time.Time{} }},
		}
		for _, tt := range tests {
			in := room.Input()
			tt.change(&in)
			_, err := room.Articles.Create(t.Context(), room.Author, in)
			var fields errs.Fields
			if !errors.As(err, &fields) || len(fields) != 1 || fields[0].Field != tt.field {
				t.Errorf("%s: error = %v, want one on %s", tt.name, err, tt.field)
			}
		}
	})
}

// A value that has left its list stays acceptable where it is held.
func TestUpdate_keepsHeldValue(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		draft := room.Draft(t, nil)
		if err := room.Vocabularies.Replace(t.Context(), room.IDs, "genres", nil); err != nil {
			t.Fatal(err)
		}
		in := room.Input()
		if _, err := room.Articles.Update(t.Context(), room.Author, draft.ID, in); err != nil {
			t.Errorf("held genre: %v", err)
		}
		in.Genre = "Interview"
		_, err := room.Articles.Update(t.Context(), room.Author, draft.ID, in)
		wantKind(t, err, errs.Invalid, "another genre of the emptied list")
	})
}

func TestPublish(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		article := room.Published(t, nil)
		post := room.Post(t, article.ID)
		if post == nil || post.Status != content.Public || post.PublisherID != room.StradaID || post.OutletID != room.EchosID ||
			!post.PublishedAt.Equal(newsroomtest.Morning) || post.Title != article.Title || post.Summary != article.Standfirst {
			t.Fatalf("mirror = %+v", post)
		}
		if got := room.Events(t); !slices.Equal(got, []string{"article.published"}) {
			t.Errorf("events = %v", got)
		}
		_, err := room.Articles.Publish(t.Context(), room.Author, article.ID)
		wantKind(t, err, errs.Conflict, "second publication")
		if got := room.Events(t); len(got) != 1 {
			t.Errorf("events after the second = %v", got)
		}
	})
}

// The chosen date rules on the wire; the first publication is kept beside it.
func TestPublish_chosenDate(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		chosen := newsroomtest.Morning.Add(72 * time.Hour)
		article := room.Published(t, func(in *newsroom.ArticleInput) { in.ReleaseAt = chosen })
		if post := room.Post(t, article.ID); !post.PublishedAt.Equal(chosen) || post.IsVisible(newsroomtest.Morning) {
			t.Errorf("mirror appears at %v", post.PublishedAt)
		}
		if stored := room.Stored(t, article.ID); !stored.PublishedAt.Equal(newsroomtest.Morning) {
			t.Errorf("first publication = %v", stored.PublishedAt)
		}
	})
}

// brokenWire mirrors, then fails: everything before it must be undone.
type brokenWire struct{ inner newsroom.Wire }

var errBroken = errors.New("the wire broke")

func (w brokenWire) Mirror(ctx context.Context, tx bun.Tx, post content.Post) (int64, error) {
	if _, err := w.inner.Mirror(ctx, tx, post); err != nil {
		return 0, err
	}
	return 0, errBroken
}

func TestPublish_rolledBack(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		room := newsroomtest.Open(t, db, func(db *database.DB, gen *ids.Generator, now func() time.Time) newsroom.Wire {
			return brokenWire{mirrors(db, gen, now)}
		})
		draft := room.Draft(t, nil)
		if _, err := room.Articles.Publish(t.Context(), room.Author, draft.ID); !errors.Is(err, errBroken) {
			t.Fatalf("error = %v", err)
		}
		stored := room.Stored(t, draft.ID)
		if stored.Status != content.Draft || !stored.PublishedAt.IsZero() || stored.Version != draft.Version {
			t.Errorf("stored = %+v", stored)
		}
		if post := room.Post(t, draft.ID); post != nil {
			t.Errorf("a mirror is left: %+v", post)
		}
		if events := room.Events(t); len(events) != 0 {
			t.Errorf("events are left: %v", events)
		}
	})
}

func TestUpdateAndPublish(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		draft := room.Draft(t, nil)
		in := room.Input()
		in.Body = ""
		_, err := room.Articles.UpdateAndPublish(t.Context(), room.Author, draft.ID, in)
		wantKind(t, err, errs.Invalid, "without a body")
		in.Body, in.Title = "<p>La suite.</p>", "Le port reprend"
		if _, err := room.Articles.UpdateAndPublish(t.Context(), room.Author, draft.ID, in); err != nil {
			t.Fatal(err)
		}
		if post := room.Post(t, draft.ID); post == nil || post.Title != "Le port reprend" {
			t.Errorf("mirror = %+v", post)
		}
		in.Title = "Trop tard"
		_, err = room.Articles.UpdateAndPublish(t.Context(), room.Author, draft.ID, in)
		wantKind(t, err, errs.Conflict, "already public")
		if got := room.Stored(t, draft.ID).Title; got != "Le port reprend" {
			t.Errorf("title = %q: half of a refused change was kept", got)
		}
	})
}

// Unpublishing keeps the mirror and its counters; publishing again moves
// neither the first date nor the rights frozen with it.
func TestUnpublish_thenPublish(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		article := room.Published(t, nil)
		first := room.Post(t, article.ID)
		_, err := room.DB.Writer().NewUpdate().Model(first).Set("like_count = 3").WherePK().Exec(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		room.Clock.Add(time.Hour)
		if _, err := room.Articles.Unpublish(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		withdrawn := room.Post(t, article.ID)
		if withdrawn.ID != first.ID || withdrawn.Status != content.Draft || withdrawn.LikeCount != 3 {
			t.Errorf("withdrawn mirror = %+v", withdrawn)
		}
		_, err = room.Articles.Unpublish(t.Context(), room.Author, article.ID)
		wantKind(t, err, errs.Conflict, "second withdrawal")

		setPolicy(t, room, `{"option":"none"}`)
		room.Clock.Add(time.Hour)
		if _, err := room.Articles.Publish(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		again := room.Post(t, article.ID)
		if again.ID != first.ID || again.LikeCount != 3 || !again.PublishedAt.Equal(newsroomtest.Morning) {
			t.Errorf("mirror published again = %+v", again)
		}
		if !room.Stored(t, article.ID).PublishedAt.Equal(newsroomtest.Morning) {
			t.Error("published_at has moved")
		}
		if got, want := compact(t, again.RightsSnapshot), compact(t, []byte(newsroomtest.Policy)); got != want {
			t.Errorf("rights = %s, want those of the first publication, %s", got, want)
		}
		want := []string{"article.published", "article.unpublished", "article.published"}
		if got := room.Events(t); !slices.Equal(got, want) {
			t.Errorf("events = %v, want %v", got, want)
		}
	})
}

func setPolicy(t *testing.T, room *newsroomtest.Room, policy string) {
	t.Helper()
	_, err := room.DB.Writer().NewUpdate().Model((*organisation.Wall)(nil)).
		Set("rights_policy = ?", policy).Where("organisation_id = ?", room.StradaID).Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
}

func TestDelete_withdrawsMirror(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		article := room.Published(t, nil)
		wantKind(t, room.Articles.Delete(t.Context(), room.Colleague, article.ID), errs.Forbidden, "a colleague deletes")
		if err := room.Articles.Delete(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		if room.Stored(t, article.ID).DeletedAt.IsZero() {
			t.Error("the article is not deleted")
		}
		post := room.Post(t, article.ID)
		if post.Status != content.Draft || post.CanRead(room.Author, room.Clock.Now()) {
			t.Errorf("mirror is %s, and its author reads it: %v", post.Status, post.CanRead(room.Author, room.Clock.Now()))
		}
		_, _, err := room.Articles.Article(t.Context(), room.Author, article.ID)
		wantKind(t, err, errs.NotFound, "reading what was deleted")
		if got := room.Events(t); !slices.Equal(got, []string{"article.published", "article.unpublished"}) {
			t.Errorf("events = %v", got)
		}
	})
}

// Another journalist of the same media changes nothing, whatever is sent.
func TestStranger_changesNothing(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		article := room.Published(t, nil)
		before, ctx, by := room.Stored(t, article.ID), t.Context(), room.Colleague
		in := room.Input()
		in.Title = "Forgé"
		attempts := map[string]func() error{
			"read":      func() error { _, _, err := room.Articles.Article(ctx, by, article.ID); return err },
			"sheet":     func() error { _, err := room.Articles.Sheet(ctx, by, article.ID); return err },
			"update":    func() error { _, err := room.Articles.Update(ctx, by, article.ID, in); return err },
			"both":      func() error { _, err := room.Articles.UpdateAndPublish(ctx, by, article.ID, in); return err },
			"publish":   func() error { _, err := room.Articles.Publish(ctx, by, article.ID); return err },
			"unpublish": func() error { _, err := room.Articles.Unpublish(ctx, by, article.ID); return err },
			"delete":    func() error { return room.Articles.Delete(ctx, by, article.ID) },
			"add image": func() error {
				_, err := room.Articles.AddImage(ctx, by, article.ID, gallery.Addition{Data: newsroomtest.Picture(t, 1)})
				return err
			},
			"move image": func() error { return room.Articles.MoveImage(ctx, by, article.ID, 1, content.MoveUp) },
		}
		for name, attempt := range attempts {
			wantKind(t, attempt(), errs.Forbidden, name)
		}
		if after := room.Stored(t, article.ID); !reflect.DeepEqual(after, before) {
			t.Errorf("changed from %+v to %+v", before, after)
		}
		if got := room.Events(t); len(got) != 1 {
			t.Errorf("events = %v", got)
		}
	})
}

// The second of two tabs is told, and nothing is lost of the first.
func TestUpdate_twoTabs(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		draft := room.Draft(t, nil)
		in := room.Input()
		in.Version, in.Title = draft.Version, "Premier onglet"
		if _, err := room.Articles.Update(t.Context(), room.Author, draft.ID, in); err != nil {
			t.Fatal(err)
		}
		in.Title = "Second onglet"
		_, err := room.Articles.Update(t.Context(), room.Author, draft.ID, in)
		wantKind(t, err, errs.Conflict, "second tab")
		if got := room.Stored(t, draft.ID).Title; got != "Premier onglet" {
			t.Errorf("title = %q", got)
		}
	})
}

// Saving a public article refreshes its mirror and moves no date.
func TestUpdate_refreshesMirror(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		article := room.Published(t, nil)
		room.Clock.Add(2 * time.Hour)
		in := room.Input()
		in.Title = "Titre corrigé"
		if _, err := room.Articles.Update(t.Context(), room.Author, article.ID, in); err != nil {
			t.Fatal(err)
		}
		post := room.Post(t, article.ID)
		if post.Title != "Titre corrigé" || post.Status != content.Public || !post.PublishedAt.Equal(newsroomtest.Morning) ||
			!post.LastUpdatedAt.Equal(newsroomtest.Morning.Add(2*time.Hour)) {
			t.Errorf("mirror = %+v", post)
		}
		if got := room.Events(t); !slices.Equal(got, []string{"article.published", "article.updated"}) {
			t.Errorf("events = %v", got)
		}
	})
}
