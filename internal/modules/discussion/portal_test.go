// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion_test

import (
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// portal is where members of a newsroom read and speak: the news, or the agenda.
type portal struct {
	*newsroomtest.Room

	name content.Portal
}

// inPortal runs a test on each portal, on each engine: the rules are the same.
func inPortal(t *testing.T, test func(t *testing.T, p portal)) {
	t.Helper()
	t.Parallel()
	for _, name := range []content.Portal{content.News, content.Events} {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
				room := newsroomtest.Open(t, db, func(db *database.DB, gen *ids.Generator, now func() time.Time) newsroom.Wire {
					return wire.NewMirrors(db, gen, now)
				})
				test(t, portal{room, name})
			})
		})
	}
}

// table is that of what the portal shows.
func (p portal) table() string {
	if p.name == content.Events {
		return "event_posts"
	}
	return "posts"
}

// put publishes something by the author.
func (p portal) put(t *testing.T) content.Ref {
	t.Helper()
	on, at := content.Ref{Portal: p.name, ID: p.IDs.Next()}, p.Clock.Now()
	if p.name == content.News {
		p.insert(t, &content.Post{
			ID: on.ID, Kind: content.Article, SourceID: p.IDs.Next(), OwnerID: p.Author.UserID, PublisherID: p.PlainID,
			Title: "Le quai", Language: "fr", Gallery: []content.Picture{}, PublisherType: "media",
			Status: content.Public, PublishedAt: at, CreatedAt: at, ModifiedAt: at,
		})
		return on
	}
	source := &events.Event{
		ID: p.IDs.Next(), OwnerID: p.Author.UserID, PublisherID: p.PlainID, Title: "Le quai", Language: "fr", Admission: events.Open,
		Audience: access.Communities(), StartsAt: at, EndsAt: at.Add(time.Hour),
		Status: content.Public, PublishedAt: at, Version: 1, CreatedAt: at, ModifiedAt: at,
	}
	p.insert(t, source)
	post := source.Post(nil, at)
	post.ID = on.ID
	p.insert(t, post)
	return on
}

func (p portal) insert(t *testing.T, row any) {
	t.Helper()
	if _, err := p.DB.Writer().NewInsert().Model(row).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// talk is the service of comments in a portal.
func (p portal) talk() *discussion.Talk {
	return discussion.New(discussion.Needs{
		DB: p.DB, IDs: p.IDs, Now: p.Clock.Now,
		Outbox: outbox.New(p.DB, p.IDs, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: p.Clock.Now}),
	})
}

// say posts a comment.
func (p portal) say(t *testing.T, d *discussion.Talk, by access.Actor, on content.Ref, text string) *discussion.Comment {
	t.Helper()
	c, err := d.Post(t.Context(), by, on, text)
	if err != nil || c == nil {
		t.Fatalf("say %.20q: %v, %v", text, c, err)
	}
	return c
}

func (p portal) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	if err := p.DB.Writer().NewRaw(query, args...).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// commentCount is what the publication says, which must be what there is.
func (p portal) commentCount(t *testing.T, on content.Ref) int {
	t.Helper()
	kept := p.count(t, "SELECT comment_count FROM "+p.table()+" WHERE id = ?", on.ID)
	if there := p.count(t, "SELECT count(*) FROM comments WHERE coalesce(post_id, event_id) = ? AND deleted_at IS NULL AND hidden_at IS NULL", on.ID); there != kept {
		t.Errorf("the publication counts %d comments of %d", kept, there)
	}
	return kept
}
