// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/modules/search"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// catalogue is an index beside a newsroom, built when the test says.
type catalogue struct {
	*newsroomtest.Room

	index    *search.Index
	searcher *search.Searcher
}

func inCatalogue(t *testing.T, test func(t *testing.T, c catalogue)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		room := newsroomtest.Open(t, db, func(db *database.DB, gen *ids.Generator, now func() time.Time) newsroom.Wire {
			return wire.NewMirrors(db, gen, now)
		})
		engine, err := searchengine.Open(searchengine.Options{Now: room.Clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := engine.Close(); err != nil {
				t.Error(err)
			}
		})
		box := outbox.New(db, room.IDs, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: room.Clock.Now})
		test(t, catalogue{
			room, search.NewIndex(db, engine, box, slog.New(slog.DiscardHandler), room.Clock.Now), search.NewSearcher(engine, room.Clock.Now),
		})
	})
}

func (c catalogue) rebuild(t *testing.T) {
	t.Helper()
	if _, err := c.index.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

// found are the titles of all the hits of a question, sorted.
func (c catalogue) found(t *testing.T, by access.Actor, q search.Question) []string {
	t.Helper()
	answer, err := c.searcher.Search(t.Context(), by, q)
	if err != nil {
		t.Fatal(err)
	}
	titles := []string{}
	for _, section := range answer.Sections {
		for _, hit := range section.Hits {
			titles = append(titles, hit.Title.String())
		}
	}
	slices.Sort(titles)
	return titles
}

func titled(title string, after time.Duration) func(*newsroom.ArticleInput) {
	return func(in *newsroom.ArticleInput) {
		in.Title, in.ReleaseAt = title, newsroomtest.Morning.Add(after)
	}
}

// Members find what they may read, when they may read it: no draft, nothing
// withdrawn or to come, no closed account; visitors find nothing (spec 03 §7).
func TestSearch_whatMayBeFound(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		c.Draft(t, titled("Boréale en brouillon", 0))
		c.Published(t, titled("Boréale parue", -time.Hour))
		c.Published(t, titled("Boréale à venir", time.Hour))
		withdrawn := c.Published(t, titled("Boréale retirée", -time.Hour))
		if _, err := c.Articles.Unpublish(t.Context(), c.Author, withdrawn.ID); err != nil {
			t.Fatal(err)
		}
		for name, active := range map[string]bool{"Ouverte": true, "Fermée": false} {
			m := &member.Member{
				ID: c.IDs.Next(), Email: name + "@x.example", Active: active, Gender: "?", Language: "fr", FirstName: name, LastName: "Boréale",
				SubmittedAt: c.Clock.Now(), CreatedAt: c.Clock.Now(), ModifiedAt: c.Clock.Now(),
			}
			if _, err := c.DB.Writer().NewInsert().Model(m).Exec(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		c.rebuild(t)
		question := search.Question{Text: "boreale"}
		if got, want := c.found(t, c.Colleague, question), []string{"Boréale parue", "Ouverte Boréale"}; !slices.Equal(got, want) {
			t.Errorf("a member finds %q, want %q", got, want)
		}
		if got := c.found(t, access.Actor{}, question); len(got) != 0 {
			t.Errorf("a visitor finds %q", got)
		}
		if hits, err := c.searcher.Suggest(t.Context(), access.Actor{}, "bore"); err != nil || len(hits) != 0 {
			t.Errorf("a visitor is suggested %v, %v", hits, err)
		}
		c.Clock.Add(time.Hour + time.Second)
		if got := c.found(t, c.Colleague, question); !slices.Contains(got, "Boréale à venir") {
			t.Errorf("at its date one finds %q", got)
		}
	})
}

// Sections have their own counts; a category shows its own hits only, an
// unknown one none (spec 03 §5.8).
func TestSearch_categories(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		c.Published(t, titled("Strada ouvre une ligne", -time.Hour))
		c.rebuild(t)
		answer, err := c.searcher.Search(t.Context(), c.Colleague, search.Question{Text: "strada"})
		if err != nil {
			t.Fatal(err)
		}
		// The two journalists of Strada are found by their employer.
		want := map[search.Category]int{search.All: 4, search.Articles: 1, search.Members: 2, search.Organisations: 1}
		for category, n := range want {
			if answer.Counts[category] != n {
				t.Errorf("%s: %d, want %d", category, answer.Counts[category], n)
			}
		}
		if got := c.found(t, c.Colleague, search.Question{Text: "strada", Category: search.Organisations}); !slices.Equal(got, []string{"Strada Transports"}) {
			t.Errorf("organisations = %q", got)
		}
		if got := c.found(t, c.Colleague, search.Question{Text: "strada", Category: "secrets"}); len(got) != 0 {
			t.Errorf("an unknown category = %q", got)
		}
	})
}

// What may be paid for is searched but not quoted: 300 characters at most
// leave the index, and never an address (spec 03 §4.4, §7.2).
func TestSearch_quotesThePreviewOnly(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		body := "<p>" + strings.Repeat("mot ", 100) + "pélargonium</p>"
		c.Published(t, func(in *newsroom.ArticleInput) { in.Title, in.Body = "Un titre", body })
		c.rebuild(t)
		answer, err := c.searcher.Search(t.Context(), c.Colleague, search.Question{Text: "pélargonium"})
		if err != nil || len(answer.Sections) != 1 {
			t.Fatalf("found %+v, %v", answer, err)
		}
		hit := answer.Sections[0].Hits[0]
		if !hit.Hidden {
			t.Error("the hit does not say that its match is not shown")
		}
		for _, text := range []searchengine.Segments{hit.Title, hit.Summary, hit.Excerpt} {
			if strings.Contains(text.String(), "largonium") {
				t.Errorf("the end of the text is quoted: %q", text.String())
			}
		}
		if got := c.found(t, c.Colleague, search.Question{Text: "jeanne@strada.example"}); slices.Contains(got, "Jeanne Morel") {
			t.Error("a member is found by their address")
		}
	})
}

// The hourly check finds what is missing, too much or old, and repairs it
// (spec 03 §7.4).
func TestReconcile(t *testing.T) {
	inCatalogue(t, func(t *testing.T, c catalogue) {
		stale := c.Published(t, titled("Boréale première", -time.Hour))
		extra := c.Published(t, titled("Boréale de trop", -time.Hour))
		c.rebuild(t)
		if d, err := c.index.Verify(t.Context()); err != nil || !d.None() {
			t.Fatalf("a new index differs: %+v, %v", d, err)
		}
		c.Clock.Add(time.Minute)
		c.Published(t, titled("Boréale manquante", -time.Hour))
		in := c.Input()
		titled("Boréale seconde", -time.Hour)(&in)
		if _, err := c.Articles.Update(t.Context(), c.Author, stale.ID, in); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Articles.Unpublish(t.Context(), c.Author, extra.ID); err != nil {
			t.Fatal(err)
		}
		d, err := c.index.Verify(t.Context())
		if err != nil || len(d.Missing) != 1 || len(d.Stale) != 1 || len(d.Extra) != 1 {
			t.Errorf("differences = %+v, %v", d, err)
		}
		if err := c.index.Reconcile(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, want := c.found(t, c.Colleague, search.Question{Text: "boréale"}), []string{"Boréale manquante", "Boréale seconde"}; !slices.Equal(got, want) {
			t.Errorf("repaired: %q, want %q", got, want)
		}
	})
}
