// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// portal is the wire beside a newsroom that publishes on it.
type portal struct {
	*newsroomtest.Room

	mirrors *wire.Mirrors
	wall    *wire.Wall
	desk    *wire.Desk
}

func inPortal(t *testing.T, test func(t *testing.T, p portal)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		var p portal
		p.Room = newsroomtest.Open(t, db, func(db *database.DB, gen *ids.Generator, now func() time.Time) newsroom.Wire {
			p.mirrors = wire.NewMirrors(db, gen, now)
			return p.mirrors
		})
		p.wall, p.desk = wire.NewWall(db, p.Clock.Now), wire.NewDesk(db, p.Clock.Now)
		test(t, p)
	})
}

// mirror writes the public face of a source as its module would.
func (p portal) mirror(t *testing.T, post content.Post) int64 {
	t.Helper()
	if post.Gallery == nil {
		post.Gallery = []content.Picture{}
	}
	post.Kind, post.OwnerID, post.PublisherID, post.OutletID = content.Article, p.Author.UserID, p.StradaID, p.EchosID
	post.Language, post.PublisherType, post.CreatedAt = "fr", "media", p.Clock.Now()
	var id int64
	err := p.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		var err error
		id, err = p.mirrors.Mirror(ctx, tx, post)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// titles are the cards of a page.
func titles(page wire.Page) string {
	list := make([]string, len(page.Cards))
	for i := range page.Cards {
		list[i] = page.Cards[i].Title
	}
	return strings.Join(list, ", ")
}

// A source that was never public has no post; a withdrawn one keeps its own,
// with its counters, and gets it back (spec 03 §4.1).
func TestMirror_onePostPerSource(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		if id := p.mirror(t, content.Post{SourceID: 1, Title: "Brouillon", Status: content.Draft}); id != 0 {
			t.Errorf("a draft has the post %d", id)
		}
		public := content.Post{SourceID: 1, Title: "Paru", Status: content.Public, PublishedAt: p.Clock.Now()}
		id := p.mirror(t, public)
		if _, _, err := p.desk.ToggleLike(t.Context(), p.Colleague, id); err != nil {
			t.Fatal(err)
		}
		withdrawn := public
		withdrawn.Status = content.Draft
		if again := p.mirror(t, withdrawn); again != id {
			t.Errorf("withdrawn as %d, published as %d", again, id)
		}
		if _, err := p.desk.Read(t.Context(), p.Colleague, id); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("a withdrawn post is read: %v", err)
		}
		public.Title = "Paru de nouveau"
		public.Gallery = []content.Picture{{Name: "a.jpg", Caption: "Le quai", Copyright: "Strada"}}
		if again := p.mirror(t, public); again != id {
			t.Errorf("published again as %d, before as %d", again, id)
		}
		post := p.Post(t, 1)
		if post.Title != "Paru de nouveau" || post.LikeCount != 1 || post.Image != "a.jpg" || post.ImageAlt != "Le quai - Strada" {
			t.Errorf("post = %+v", post)
		}
	})
}

// The terms of sale are frozen with the first publication: what the wall says
// later does not change them (spec 01 §8.4).
func TestMirror_freezesRights(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		same := func(what, want string, got json.RawMessage) {
			t.Helper()
			var a, b any
			if json.Unmarshal([]byte(want), &a) != nil || json.Unmarshal(got, &b) != nil || fmt.Sprint(a) != fmt.Sprint(b) {
				t.Errorf("%s: rights %s, want %s", what, got, want)
			}
		}
		public := content.Post{SourceID: 1, Title: "Un", Status: content.Public, PublishedAt: p.Clock.Now()}
		p.mirror(t, public)
		same("at first", newsroomtest.Policy, p.Post(t, 1).RightsSnapshot)
		_, err := p.DB.Writer().NewRaw("UPDATE business_walls SET rights_policy = NULL").Exec(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		p.mirror(t, public)
		same("later", newsroomtest.Policy, p.Post(t, 1).RightsSnapshot)
		public.SourceID = 2
		p.mirror(t, public)
		same("of a wall without terms", `{"option":"all_subscribed"}`, p.Post(t, 2).RightsSnapshot)
	})
}

// The wall shows what is public now, newest first, and each change at once:
// publication, withdrawal, a date that comes, one that passes (spec 03 §4.2, §4.3).
func TestWall_whatIsVisible(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		now := p.Clock.Now()
		want := func(when, cards string) {
			t.Helper()
			page, err := p.wall.Page(t.Context(), p.Colleague, wire.Cursor{})
			if err != nil {
				t.Fatal(err)
			}
			if got := titles(page); got != cards {
				t.Errorf("%s the wall shows %q, want %q", when, got, cards)
			}
		}
		want("before all", "")
		old := content.Post{SourceID: 1, Title: "Hier", Status: content.Public, PublishedAt: now.Add(-24 * time.Hour)}
		p.mirror(t, old)
		want("at first", "Hier")
		p.mirror(t, content.Post{SourceID: 2, Title: "Bientôt", Status: content.Public, PublishedAt: now.Add(time.Hour)})
		p.mirror(t, content.Post{SourceID: 3, Title: "Bref", Status: content.Public, PublishedAt: now, ExpiresAt: now.Add(30 * time.Minute)})
		want("now", "Bref, Hier")
		p.Clock.Add(30 * time.Minute)
		want("after the expiry", "Hier")
		p.Clock.Add(30 * time.Minute)
		want("at the date", "Bientôt, Hier")
		old.Status = content.Draft
		p.mirror(t, old)
		want("after the withdrawal", "Bientôt")
	})
}

// A summary is cut at 200 characters, and the front page costs few queries
// however many cards it has.
func TestWall_cards(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		for i := range int64(wire.PageSize + 3) {
			p.mirror(t, content.Post{
				SourceID: i + 1, Title: fmt.Sprint(i), Summary: strings.Repeat("é", 201), Status: content.Public,
				PublishedAt: p.Clock.Now().Add(-time.Duration(i) * time.Minute),
			})
		}
		ctx, counter := database.CountQueries(t.Context())
		page, err := p.wall.Page(ctx, p.Colleague, wire.Cursor{})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Cards) != wire.PageSize || page.Cards[0].Summary != strings.Repeat("é", 197)+"…" || len(page.Trending) != 5 {
			t.Errorf("%d cards, summary %q, %d trends", len(page.Cards), page.Cards[0].Summary, len(page.Trending))
		}
		if counter.N() > 6 {
			t.Errorf("%d queries", counter.N())
		}
		rest, err := p.wall.Page(t.Context(), p.Colleague, page.Next)
		if err != nil || titles(rest) != "30, 31, 32" || rest.Next != (wire.Cursor{}) {
			t.Errorf("the rest = %q, then %v, %v", titles(rest), rest.Next, err)
		}
	})
}

// A like goes and comes back, counted from the likes themselves; what one does
// not see one does not like (spec 03 §4.11).
func TestToggleLike(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		id := p.mirror(t, content.Post{SourceID: 1, Title: "Paru", Status: content.Public, PublishedAt: p.Clock.Now()})
		hidden := p.mirror(t, content.Post{SourceID: 2, Title: "Demain", Status: content.Public, PublishedAt: p.Clock.Now().Add(time.Hour)})
		steps := []struct {
			by    access.Actor
			liked bool
			count int64
		}{{p.Colleague, true, 1}, {p.Author, true, 2}, {p.Colleague, false, 1}, {p.Colleague, true, 2}}
		for i, step := range steps {
			liked, count, err := p.desk.ToggleLike(t.Context(), step.by, id)
			if err != nil || liked != step.liked || count != step.count {
				t.Errorf("click %d: liked %v, %d likes, %v", i, liked, count, err)
			}
		}
		page, err := p.wall.Page(t.Context(), p.Colleague, wire.Cursor{})
		if err != nil || !page.Liked[id] {
			t.Errorf("the wall does not show the like: %v", err)
		}
		for name, by := range map[string]access.Actor{"a member": p.Colleague, "a visitor": {}} {
			if _, _, err := p.desk.ToggleLike(t.Context(), by, hidden); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("%s likes what comes tomorrow: %v", name, err)
			}
		}
	})
}

// A member counts once for a post, its author never (spec 01 §8.6).
func TestViews(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		p.mirror(t, content.Post{SourceID: 1, Title: "Paru", Status: content.Public, PublishedAt: p.Clock.Now()})
		post := p.Post(t, 1)
		for range 2 {
			p.desk.Viewed(p.Author, post)
			p.desk.Viewed(p.Colleague, post)
			p.desk.Viewed(p.Colleague, post)
			if err := p.desk.FlushViews(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := p.Post(t, 1).ViewCount; got != 1 {
			t.Errorf("%d views, want 1", got)
		}
	})
}

// Its author opens a post before its date, and is told; others do not find it
// (spec 03 §4.2).
func TestRead_beforeItsDate(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		id := p.mirror(t, content.Post{SourceID: 1, Title: "Demain", Status: content.Public, PublishedAt: p.Clock.Now().Add(time.Hour)})
		reading, err := p.desk.Read(t.Context(), p.Author, id)
		if err != nil || !reading.Unpublished || reading.Author.Name != "Jeanne Morel" || reading.Publisher != "Strada Transports" || reading.Outlet != "Les Échos Verts" {
			t.Errorf("the author reads %+v, %v", reading, err)
		}
		if _, err := p.desk.Read(t.Context(), p.Colleague, id); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("a colleague reads it: %v", err)
		}
		p.Clock.Add(time.Hour)
		if reading, err := p.desk.Read(t.Context(), p.Colleague, id); err != nil || reading.Unpublished {
			t.Errorf("at its date: %+v, %v", reading, err)
		}
	})
}
