// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// putTagged writes a post with its tags on the wire.
func (p portal) putTagged(t *testing.T, number int, change func(*content.Post), labels ...string) int64 {
	t.Helper()
	var rows []content.PostTag
	tags := tag.Effective(labels)
	if err := tag.Spell(t.Context(), p.DB.Writer(), tags, p.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	id := p.put(t, number, func(o *content.Post) {
		if change != nil {
			change(o)
		}
		o.Tags = tags
		rows = o.PostTags()
	})
	p.insert(t, &rows)
	return id
}

// What the wall filters by is what the public face has, and follows it.
func TestMirror_tags(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		held := func() string {
			var rows []content.PostTag
			err := p.DB.Reader().NewSelect().Model(&rows).Order("pt.post_id", "pt.key").Scan(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var keys []string
			for _, r := range rows {
				keys = append(keys, fmt.Sprint(r.Key, " ", r.Auto))
			}
			return strings.Join(keys, ", ")
		}
		source := content.Post{SourceID: 1, Title: "Un", Genre: "Enquête", Sector: "ÉNERGIE / Éolien", Status: content.Public, PublishedAt: p.Clock.Now()}
		p.mirror(t, source.Tagged([]string{"Ports", "éolien"}))
		if got, want := held(), "enquete true, eolien false, ports false"; got != want {
			t.Errorf("tags = %s, want %s", got, want)
		}
		if got, want := tag.Labels(p.Post(t, 1).Tags), []string{"Enquête", "éolien", "Ports"}; !slices.Equal(got, want) {
			t.Errorf("shown = %q, want %q", got, want)
		}
		source.Genre, source.PublishedAt = "Reportage", p.Clock.Now().Add(-time.Hour)
		id := p.mirror(t, source.Tagged([]string{"PORTS"}))
		if got, want := held(), "eolien true, ports false, reportage true"; got != want {
			t.Errorf("after a change: %s, want %s", got, want)
		}
		if got, want := tag.Labels(p.Post(t, 1).Tags), []string{"éolien", "Ports", "Reportage"}; !slices.Equal(got, want) {
			t.Errorf("shown = %q, want %q: the first spelling", got, want)
		}
		var at time.Time
		if err := p.DB.Reader().NewRaw("SELECT published_at FROM post_tags WHERE post_id = ? AND key = 'ports'", id).Scan(t.Context(), &at); err != nil || !at.Equal(source.PublishedAt) {
			t.Errorf("sorted at %s, published at %s: %v", at, source.PublishedAt, err)
		}
	})
}

// Spec 03 §4.3: posts are matched by their tags whatever case and accents, before
// the limit of a page, alternatives in one filter, with the other filters.
func TestTabs_tags(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		for i := range 2*wire.PageSize + 1 {
			p.put(t, i, nil)
		}
		p.putTagged(t, 100, func(o *content.Post) { o.Country = "FRA" }, "Énergie", "Ports")
		p.putTagged(t, 101, func(o *content.Post) { o.Country = "BEL" }, "energie")
		p.putTagged(t, 102, nil, "Ports")
		p.putTagged(t, 103, func(o *content.Post) { o.Status = content.Draft }, "Énergie")
		p.putTagged(t, -10, nil, "Énergie") // not yet
		p.putTagged(t, 104, func(o *content.Post) { o.Kind = content.PressRelease }, "Énergie")
		p.follow(t, p.Colleague, "member", p.Author.UserID)
		tests := []struct {
			name string
			tab  wire.Tab
			s    wire.Selection
			want string
		}{
			{"one", wire.TabWall, only(wire.Tagged, "énergie"), "n° 100, n° 101"},
			{"other case", wire.TabWall, only(wire.Tagged, " ENERGIE "), "n° 100, n° 101"},
			{"alternatives", wire.TabWall, only(wire.Tagged, "énergie", "ports"), "n° 100, n° 101, n° 102"},
			{"with a country", wire.TabWall, wire.Selection{Values: map[wire.Facet][]string{wire.Tagged: {"énergie"}, wire.Country: {"FRA"}}}, "n° 100"},
			{"releases", wire.TabReleases, only(wire.Tagged, "énergie"), "n° 104"},
			{"followed", wire.TabJournalists, only(wire.Tagged, "énergie"), "n° 100, n° 101"},
			{"nobody's", wire.TabWall, only(wire.Tagged, "nulle part"), ""},
			{"no word", wire.TabWall, only(wire.Tagged, "  "), ""},
			{"part of a word", wire.TabWall, only(wire.Tagged, "ener"), ""},
		}
		for _, tt := range tests {
			for _, tt.s.Sort = range wire.Sortings() {
				if got := titles(p.tab(t, p.Colleague, tt.tab, tt.s, wire.Cursor{})); got != tt.want {
					t.Errorf("%s by %s: %q, want %q", tt.name, tt.s.Sort, got, tt.want)
				}
			}
		}
	})
}

// Each order pages over every post of a tag once, while others arrive, and each
// page costs the same queries (spec 03 §4.3).
func TestTabs_tagPagesAreStable(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		const posts = 2*wire.PageSize + 5
		for i := range posts {
			p.putTagged(t, i, func(o *content.Post) {
				o.LikeCount, o.ViewCount, o.CommentCount, o.ShareCount = int64(i%4), int64(i%3), int64(i%2), int64(i%2)
				o.PublishedAt = o.PublishedAt.Truncate(5 * time.Minute) // equal dates too
			}, "ports")
			p.put(t, i, nil)
		}
		for _, sort := range wire.Sortings() {
			seen, queries := map[int64]int{}, map[int]bool{}
			for after, pages := (wire.Cursor{}), 0; pages == 0 || after.ID != 0; pages++ {
				ctx, counter := database.CountQueries(t.Context())
				s := only(wire.Tagged, "ports")
				s.Sort = sort
				page, err := p.wall.TabPage(ctx, p.Colleague, wire.TabWall, s, after)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range page.Cards {
					seen[c.ID]++
				}
				if after = page.Next; after.ID != 0 {
					queries[len(counter.Queries())] = true
				}
				if pages == 0 {
					p.putTagged(t, -1, func(o *content.Post) {
						o.PublishedAt, o.LikeCount, o.ViewCount, o.CommentCount, o.ShareCount = p.Clock.Now(), 9, 9, 9, 9
					}, "ports")
				}
			}
			for id, n := range seen {
				if n != 1 {
					t.Errorf("by %s: post %d is shown %d times", sort, id, n)
				}
			}
			if len(seen) < posts || len(queries) > 2 || slices.Max(sortedKeys(queries)) > 5 {
				t.Errorf("by %s: %d posts, %v queries a page", sort, len(seen), queries)
			}
		}
	})
}

func sortedKeys(set map[int]bool) []int {
	var keys []int
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// One tag, newest first, is walked along its own index, not sorted: it costs the
// same among a million posts.
func TestTabs_tagIndex(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		const query = `SELECT pt.post_id FROM post_tags AS pt CROSS JOIN posts AS p WHERE pt.key = 'ports' AND pt.kind = 'article' AND p.id = pt.post_id
			AND p.status = 'public' AND p.deleted_at IS NULL AND (pt.published_at, pt.post_id) < ('2026-11-23 09:00:00+00', 5)
			ORDER BY pt.published_at DESC, pt.post_id DESC LIMIT 31`
		if p := dbtest.Plan(t, db, query); !strings.Contains(p, "post_tags_key_idx") || strings.Contains(p, "TEMP B-TREE") || strings.Contains(p, "Sort Key") {
			t.Errorf("plan:\n%s", p)
		}
	})
}
