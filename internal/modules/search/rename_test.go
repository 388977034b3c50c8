// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/modules/search"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// posts puts n posts on the wire, of an author and for a media, a minute apart.
func (c catalogue) posts(t *testing.T, author access.Actor, n int) {
	t.Helper()
	list := make([]content.Post, n)
	for i := range list {
		at := c.Clock.Now().Add(-time.Duration(i) * time.Minute)
		list[i] = content.Post{
			ID: c.IDs.Next(), Kind: content.Article, SourceID: c.IDs.Next(), OwnerID: author.UserID,
			PublisherID: c.StradaID, OutletID: c.StradaID, Title: fmt.Sprintf("Dépêche %d", i), Content: "<p>Le texte.</p>",
			Language: "fr", Gallery: []content.Picture{}, Status: content.Public, PublisherType: "media",
			PublishedAt: at, LastUpdatedAt: at, CreatedAt: at, ModifiedAt: at,
		}
	}
	c.Insert(t, &list)
}

// apply indexes what events touched, and returns the queries it took.
func (c catalogue) apply(t *testing.T, happened ...outbox.Event) []string {
	t.Helper()
	envelopes := make([]outbox.Envelope, len(happened))
	for i, e := range happened {
		payload, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		envelopes[i] = outbox.Envelope{Kind: e.Kind(), Payload: payload, Position: int64(i + 1)}
	}
	ctx, counter := database.CountQueries(t.Context())
	if err := c.index.Apply(ctx, envelopes); err != nil {
		t.Fatal(err)
	}
	return counter.Queries()
}

// exec changes something behind the back of the index.
func (c catalogue) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := c.DB.Writer().NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// count is how many articles a question finds.
func (c catalogue) count(t *testing.T, text string) int {
	t.Helper()
	answer, err := c.searcher.Search(t.Context(), c.Colleague, search.Question{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return answer.Counts[search.Articles]
}

func (c catalogue) renameStrada(t *testing.T, name string) {
	t.Helper()
	c.exec(t, "UPDATE organisations SET name = ?0, wall_name = ?0 WHERE id = ?1", name, c.StradaID)
}

// What changes besides the name costs no query for each document, and none for
// those that bear the name.
func TestApply_nothingRenamed(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		c.posts(t, c.Author, 3)
		c.rebuild(t)
		c.exec(t, "UPDATE members SET karma = 12 WHERE id = ?", c.Author.UserID)
		if q := c.apply(t, event.MemberChanged{MemberID: c.Author.UserID}, event.MemberChanged{MemberID: c.Colleague.UserID}); len(q) != 1 {
			t.Errorf("two profiles take %d queries: %q", len(q), q)
		}
		if q := c.apply(t, event.OrganisationChanged{OrganisationID: c.StradaID}); len(q) != 1 {
			t.Errorf("an organisation takes %d queries: %q", len(q), q)
		}
	})
}

// What a name is on is found by the new name, and no more by the old, once the
// event is applied: authors and publishers of articles, employers of members
// (spec 03 §7.3). One who is hidden gives the name to publications all the same.
func TestApply_renamed(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		c.posts(t, c.Author, 3)
		c.rebuild(t)
		c.renameStrada(t, "Quokkamobile")
		c.apply(t, event.OrganisationChanged{OrganisationID: c.StradaID})
		answer, err := c.searcher.Search(t.Context(), c.Colleague, search.Question{Text: "quokkamobile"})
		if err != nil || answer.Counts[search.Articles] != 3 || answer.Counts[search.Members] != 2 || answer.Counts[search.Organisations] != 1 {
			t.Errorf("by the new name: %v, %v", answer.Counts, err)
		}
		if got := c.found(t, c.Colleague, search.Question{Text: "strada"}); len(got) != 0 {
			t.Errorf("by the old name: %q", got)
		}
		c.exec(t, "UPDATE members SET last_name = 'Boréale', active = ? WHERE id = ?", false, c.Author.UserID)
		c.apply(t, event.MemberChanged{MemberID: c.Author.UserID})
		if n, old := c.count(t, "boréale"), c.count(t, "morel"); n != 3 || old != 0 {
			t.Errorf("%d by the new name of a hidden author, %d by the old", n, old)
		}
		if d, err := c.index.Verify(t.Context()); err != nil || !d.None() {
			t.Errorf("differences = %+v, %v", d, err)
		}
	})
}

// Many that bear a name are read again page by page, and other changes pass
// between two pages; what is left outlives a rebuild, and a new name begins
// again. Media and publisher being one, nothing is read twice.
func TestResume_pages(t *testing.T) {
	const pages, n = 3, 2*search.PageOfBorrowers + 40
	inCatalogue(t, func(t *testing.T, c catalogue) {
		c.posts(t, c.Author, n)
		c.rebuild(t)
		c.renameStrada(t, "Quokkamobile")
		c.apply(t, event.OrganisationChanged{OrganisationID: c.StradaID})
		if got := c.count(t, "quokkamobile"); got < search.PageOfBorrowers-10 || got > search.PageOfBorrowers {
			t.Errorf("the first page has %d articles", got)
		}
		c.renameStrada(t, "Wallabus")
		if q := c.apply(t, event.OrganisationChanged{OrganisationID: c.StradaID}); len(q) > 4 {
			t.Errorf("a page takes %d queries: %q", len(q), q)
		}
		if names, err := c.index.Renaming(t.Context()); err != nil || names != 1 {
			t.Fatalf("%d names are left to follow, %v", names, err)
		}
		late := c.Published(t, titled("Une tout autre nouvelle", -time.Hour))
		c.apply(t, event.ArticlePublished{ArticleID: late.ID, PostID: c.Post(t, late.ID).ID})
		if c.count(t, "nouvelle") != 1 {
			t.Error("an article waits for a change of name")
		}
		done := 1
		for left := 1; left > 0; done++ {
			var err error
			ctx, counter := database.CountQueries(t.Context())
			if left, err = c.index.Resume(ctx); err != nil {
				t.Fatal(err)
			}
			if counter.N() > 8 {
				t.Errorf("a page takes %d queries: %q", counter.N(), counter.Queries())
			}
		}
		if done < pages || done > pages+1 {
			t.Errorf("%d pages, want %d", done, pages)
		}
		if got, old, older := c.count(t, "wallabus"), c.count(t, "quokkamobile"), c.count(t, "strada"); got != n+1 || old+older != 0 {
			t.Errorf("%d by the new name, %d and %d by the old ones", got, old, older)
		}
		if d, err := c.index.Verify(t.Context()); err != nil || !d.None() {
			t.Errorf("differences = %+v, %v", d, err)
		}
	})
}

// A name that has changed behind the back of the index is seen by the check,
// wherever it stands, and mended by the hourly repair (spec 03 §7.4).
func TestReconcile_borrowedNames(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		c.posts(t, c.Author, 3)
		c.rebuild(t)
		c.renameStrada(t, "Quokkamobile")
		d, err := c.index.Verify(t.Context())
		if err != nil || len(d.Stale) != 6 || len(d.Missing)+len(d.Extra) != 0 { // three posts, two members, the organisation
			t.Errorf("differences = %+v, %v", d, err)
		}
		if err := c.index.Reconcile(t.Context()); err != nil {
			t.Fatal(err)
		}
		if c.count(t, "quokkamobile") != 3 || c.count(t, "strada") != 0 {
			t.Error("not repaired")
		}
	})
}

// An index too far behind that cannot be rebuilt is tried again, after a pause
// each time, until it can.
func TestFollow_pausesBetweenFailedRebuilds(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		engine, err := searchengine.Open(searchengine.Options{Now: c.Clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = engine.Close() }()
		box := outbox.New(c.DB, c.IDs, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: c.Clock.Now})
		failures := &failureCount{}
		index := search.NewIndex(c.DB, engine, box, slog.New(failures), c.Clock.Now)
		if _, err := index.Rebuild(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		c.exec(t, "UPDATE outbox_position SET last = 5") // of which none is kept
		c.exec(t, "ALTER TABLE event_posts RENAME TO away")
		pauses := 0
		index.PauseBy(func(ctx context.Context, _ time.Duration) bool {
			if pauses++; pauses == 3 {
				c.exec(t, "ALTER TABLE away RENAME TO event_posts")
			}
			return ctx.Err() == nil
		})
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		ended := make(chan error, 1)
		go func() { ended <- index.Follow(ctx) }()
		for cursor := int64(0); cursor != 5; {
			select {
			case err := <-ended:
				t.Fatalf("it follows no more: %v", err)
			case <-time.After(5 * time.Millisecond):
			}
			if cursor, err = engine.Cursor(); err != nil {
				t.Fatal(err)
			}
		}
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("it ends with %v", err)
		}
		if n := failures.n.Load(); n != 3 || pauses != 3 {
			t.Errorf("%d failures, %d pauses, want 3 of each", n, pauses)
		}
	})
}

// failureCount counts what is logged as an error.
type failureCount struct {
	slog.Handler

	n atomic.Int64
}

func (f *failureCount) Enabled(context.Context, slog.Level) bool { return true }

func (f *failureCount) Handle(_ context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError {
		f.n.Add(1)
	}
	return nil
}
