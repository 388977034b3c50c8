// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// put writes a post on the wire, as old as it is number, in minutes.
func (p portal) put(t *testing.T, number int, change func(*content.Post)) int64 {
	t.Helper()
	at := p.Clock.Now().Add(-time.Duration(number) * time.Minute)
	post := content.Post{
		ID: p.IDs.Next(), Kind: content.Article, SourceID: p.IDs.Next(), OwnerID: p.Author.UserID, PublisherID: p.PlainID,
		Title: fmt.Sprintf("n° %d", number), Language: "fr", Gallery: []content.Picture{}, Status: content.Public, PublisherType: "media",
		PublishedAt: at, LastUpdatedAt: at, CreatedAt: at, ModifiedAt: at,
	}
	if change != nil {
		change(&post)
	}
	p.insert(t, &post)
	if _, err := p.DB.Writer().NewRaw("UPDATE feed_versions SET version = version + 1").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return post.ID
}

func (p portal) insert(t *testing.T, row any) {
	t.Helper()
	if _, err := p.DB.Writer().NewInsert().Model(row).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (p portal) tab(t *testing.T, by access.Actor, tab wire.Tab, s wire.Selection, after wire.Cursor) wire.Page {
	t.Helper()
	if s.Sort == "" {
		s.Sort = wire.ByDate
	}
	page, err := p.wall.TabPage(t.Context(), by, tab, s, after)
	if err != nil {
		t.Fatalf("tab %s of %+v: %v", tab, s, err)
	}
	return page
}

type followed struct {
	bun.BaseModel `bun:"table:follows"`

	FollowerID int64
	Kind       string
	TargetID   int64
	CreatedAt  time.Time
}

func (p portal) follow(t *testing.T, by access.Actor, kind string, id int64) {
	t.Helper()
	p.insert(t, &followed{FollowerID: by.UserID, Kind: kind, TargetID: id, CreatedAt: p.Clock.Now()})
}

func only(facet wire.Facet, values ...string) wire.Selection {
	return wire.Selection{Values: map[wire.Facet][]string{facet: values}}
}

// Articles are in the four first tabs, press releases in the last one, and
// nothing that is not visible is in any of them, on any page, in any order or
// count (spec 03 §4.2, §4.3).
func TestTabs_visibility(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		now := p.Clock.Now()
		hidden := map[string]func(*content.Post){
			"draft":     func(o *content.Post) { o.Status = content.Draft },
			"archived":  func(o *content.Post) { o.Status = content.Archived },
			"expired":   func(o *content.Post) { o.ExpiresAt = now },
			"scheduled": func(o *content.Post) { o.PublishedAt = now.Add(time.Second) },
			"deleted":   func(o *content.Post) { o.DeletedAt = now },
			"undated":   func(o *content.Post) { o.PublishedAt = time.Time{} },
		}
		for _, kind := range []content.Kind{content.Article, content.PressRelease} {
			shown := func(o *content.Post) { o.Kind, o.Title, o.Sector = kind, "paru", "TRANSPORTS / Fret" }
			p.put(t, 1, shown)
			for state, change := range hidden {
				p.put(t, 2, func(o *content.Post) { shown(o); o.Title = state; change(o) })
			}
		}
		p.follow(t, p.Colleague, "member", p.Author.UserID)
		p.follow(t, p.Colleague, "organisation", p.StradaID)
		for _, tab := range []wire.Tab{wire.TabWall, wire.TabJournalists, wire.TabMedia, wire.TabReleases} {
			for _, sort := range wire.Sortings() {
				for _, s := range []wire.Selection{{Sort: sort}, {Sort: sort, Values: map[wire.Facet][]string{wire.Sector: {"TRANSPORTS / Fret"}}}} {
					if got := titles(p.tab(t, p.Colleague, tab, s, wire.Cursor{})); got != "paru" {
						t.Errorf("%s by %s: %q", tab, sort, got)
					}
				}
			}
			offered, err := p.wall.Offered(t.Context(), tab, wire.Sector)
			if err != nil || len(offered) != 1 || offered[0].Count != 1 {
				t.Errorf("%s offers %+v, %v", tab, offered, err)
			}
		}
	})
}

// The followed tabs show whom one follows: nobody is an invitation, silence is
// not (spec 03 §4.3, §12.1).
func TestTabs_followed(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		if page := p.tab(t, p.Colleague, wire.TabJournalists, wire.Selection{}, wire.Cursor{}); !page.Nobody {
			t.Error("who follows nobody is not invited to")
		}
		p.put(t, 1, func(o *content.Post) { o.Title = "d’un membre de Strada" })
		p.put(t, 2, func(o *content.Post) {
			o.Title, o.OwnerID, o.PublisherID = "sous le nom des Échos", p.Colleague.UserID, p.EchosID
		})
		p.follow(t, p.Author, "member", p.Colleague.UserID)
		p.follow(t, p.Author, "organisation", p.PlainID) // neither media nor agency
		tests := []struct {
			tab    wire.Tab
			nobody bool
			want   string
		}{
			{wire.TabJournalists, false, "sous le nom des Échos"},
			{wire.TabMedia, true, ""},
			{wire.TabAgencies, true, ""},
		}
		for _, tt := range tests {
			page := p.tab(t, p.Author, tt.tab, wire.Selection{}, wire.Cursor{})
			if page.Nobody != tt.nobody || titles(page) != tt.want {
				t.Errorf("%s: %v, %q", tt.tab, page.Nobody, titles(page))
			}
		}
		p.follow(t, p.Author, "organisation", p.StradaID)
		if got := titles(p.tab(t, p.Author, wire.TabMedia, wire.Selection{}, wire.Cursor{})); got != "d’un membre de Strada, sous le nom des Échos" {
			t.Errorf("media: %q", got) // both authors work there
		}
		p.exec(t, "UPDATE business_walls SET company_types = '[\"Agence de presse\"]'")
		for tab, nobody := range map[wire.Tab]bool{wire.TabMedia: true, wire.TabAgencies: false} {
			if page := p.tab(t, p.Author, tab, wire.Selection{}, wire.Cursor{}); page.Nobody != nobody {
				t.Errorf("a media that is an agency: %s = %v", tab, page.Nobody)
			}
		}
		p.exec(t, "UPDATE business_walls SET company_types = '[\"agence de presse\"]'")
		if page := p.tab(t, p.Author, wire.TabAgencies, wire.Selection{}, wire.Cursor{}); !page.Nobody {
			t.Error("the case of the label does not count")
		}
		p.exec(t, "UPDATE business_walls SET status = 'suspended'")
		if page := p.tab(t, p.Author, wire.TabMedia, wire.Selection{}, wire.Cursor{}); !page.Nobody {
			t.Error("a suspended wall counts")
		}
	})
}

func (p portal) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := p.DB.Writer().NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// Values of one filter are alternatives, filters add up, and the town gives its
// department and its name (spec 03 §4.3, §4.12).
func TestTabs_filters(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		p.put(t, 1, func(o *content.Post) {
			o.Sector, o.Genre, o.Country, o.Town = "A", "Enquête", "FRA", "FRA / 20200 Bastia"
		})
		p.put(t, 2, func(o *content.Post) {
			o.Sector, o.Genre, o.Country, o.Town = "B", "Enquête", "FRA", "FRA / 97400 Saint Denis"
		})
		p.put(t, 3, func(o *content.Post) { o.Sector, o.Section, o.Topic, o.Country = "B", "Innovation", "T", "BEL" })
		p.put(t, 4, func(o *content.Post) { o.Kind, o.Sector = content.PressRelease, "A" })
		tests := []struct {
			name string
			s    wire.Selection
			want string
		}{
			{"one value", only(wire.Sector, "A"), "n° 1"},
			{"alternatives", only(wire.Sector, "A", "B"), "n° 1, n° 2, n° 3"},
			{"two filters", wire.Selection{Values: map[wire.Facet][]string{wire.Sector: {"B"}, wire.Genre: {"Enquête"}}}, "n° 2"},
			{"heading", only(wire.Section, "Innovation"), "n° 3"},
			{"theme", only(wire.Topic, "T"), "n° 3"},
			{"country", only(wire.Country, "FRA"), "n° 1, n° 2"},
			{"Corsica", only(wire.Department, "2B"), "n° 1"},
			{"overseas", only(wire.Department, "974"), "n° 2"},
			{"a town of two words", only(wire.City, "Saint Denis"), "n° 2"},
			{"nothing", only(wire.City, "Nulle part"), ""},
		}
		for _, tt := range tests {
			if got := titles(p.tab(t, p.Author, wire.TabWall, tt.s, wire.Cursor{})); got != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
			}
		}
		offered, err := p.wall.Offered(t.Context(), wire.TabWall, wire.Sector)
		if want := []wire.Value{{Value: "B", Count: 2}, {Value: "A", Count: 1}}; err != nil || !slices.Equal(offered, want) {
			t.Errorf("offered = %+v, %v", offered, err)
		}
	})
}

// Each order pages over every post once, while others arrive (spec 03 §4.3).
func TestTabs_pagesAreStable(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		const posts = 2*wire.PageSize + 5
		for i := range posts {
			p.put(t, i, func(o *content.Post) {
				o.LikeCount, o.ViewCount, o.CommentCount, o.ShareCount = int64(i%4), int64(i%3), int64(i%2), int64(i%2)
				o.PublishedAt = o.PublishedAt.Truncate(5 * time.Minute) // equal dates too
			})
		}
		p.follow(t, p.Colleague, "member", p.Author.UserID)
		for _, tab := range []wire.Tab{wire.TabWall, wire.TabJournalists} {
			for _, sort := range wire.Sortings() {
				seen := map[int64]int{}
				after, pages := wire.Cursor{}, 0
				for {
					page := p.tab(t, p.Colleague, tab, wire.Selection{Sort: sort}, after)
					for _, c := range page.Cards {
						seen[c.ID]++
					}
					pages++
					if after = page.Next; after.ID == 0 {
						break
					}
					if pages == 1 {
						p.put(t, -pages, func(o *content.Post) {
							o.PublishedAt, o.LikeCount, o.ViewCount, o.CommentCount, o.ShareCount = p.Clock.Now(), 9, 9, 9, 9
						})
					}
				}
				for id, n := range seen {
					if n != 1 {
						t.Errorf("%s by %s: post %d is shown %d times", tab, sort, id, n)
					}
				}
				if len(seen) < posts || pages < 3 {
					t.Errorf("%s by %s: %d posts on %d pages", tab, sort, len(seen), pages)
				}
			}
		}
	})
}

// A page of any tab costs the same number of queries, whatever it shows.
func TestTabs_queries(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		p.follow(t, p.Colleague, "member", p.Author.UserID)
		count := func() int {
			ctx, counter := database.CountQueries(t.Context())
			for _, tab := range wire.Tabs() {
				if _, err := p.wall.TabPage(ctx, p.Colleague, tab, wire.Selection{Sort: wire.ByLikes, Values: map[wire.Facet][]string{wire.Country: {"FRA"}}}, wire.Cursor{}); err != nil {
					t.Fatal(err)
				}
			}
			return len(counter.Queries())
		}
		p.put(t, 1, func(o *content.Post) { o.Country = "FRA" })
		p.put(t, 1, func(o *content.Post) { o.Country, o.Kind = "FRA", content.PressRelease })
		little := count()
		for i := range 50 {
			p.put(t, i, func(o *content.Post) { o.Country = "FRA" })
			p.put(t, i, func(o *content.Post) { o.Country, o.Kind = "FRA", content.PressRelease })
		}
		if much := count(); much > little {
			t.Errorf("%d queries with little to show, %d with much", little, much)
		}
	})
}

// Choosing adds, choosing again takes away; taking away what is not there
// changes nothing (spec 03 §4.3).
func TestSelection(t *testing.T) {
	t.Parallel()
	s := wire.Selection{Sort: wire.ByLikes}.Toggled(wire.Sector, "B").Toggled(wire.Sector, "A").Toggled(wire.City, "Brest")
	if !slices.Equal(s.Values[wire.Sector], []string{"A", "B"}) || s.Sort != wire.ByLikes {
		t.Errorf("chosen: %+v", s)
	}
	t.Run("toggled again", func(t *testing.T) {
		if less := s.Toggled(wire.Sector, "A"); less.Has(wire.Sector, "A") || !s.Has(wire.Sector, "A") {
			t.Errorf("%+v from %+v", less, s)
		}
	})
	if same := s.Without(wire.City, "Rennes"); !same.Has(wire.City, "Brest") {
		t.Errorf("an absent filter: %+v", same)
	}
	for i := range 40 {
		s = s.Toggled(wire.Genre, strings.Repeat("g", i+1))
	}
	if n := len(s.Values[wire.Genre]); n != 20 {
		t.Errorf("%d alternatives", n)
	}
}

// What the filters leave out costs a line of an index each, not a visit to the
// post: each index that the wall is walked by holds all filters, and who the
// posts are from. That PostgreSQL has the same ones, TestSchema shows.
func TestTabs_filtersWithinIndex(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, database.SQLite)
	held := []string{"sector", "section", "genre", "topic", "country", "department", "city", "owner_id", "publisher_id", "outlet_id", "expires_at"}
	walked := append([]string{"date", "view_count", "like_count", "comment_count", "share_count"}, held[:7]...)
	for _, name := range walked {
		var columns []string
		err := db.Reader().NewRaw("SELECT name FROM pragma_index_info(?)", "posts_"+name+"_idx").Scan(t.Context(), &columns)
		if err != nil {
			t.Fatal(err)
		}
		for _, column := range held {
			if !slices.Contains(columns, column) {
				t.Errorf("index by %s has %v, not %s", name, columns, column)
			}
		}
	}
}
