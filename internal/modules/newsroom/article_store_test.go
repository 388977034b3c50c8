// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/platform/database"
)

// Pages follow each other both ways, newest first, and count themselves.
func TestArticles_paging(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		var all []int64
		for i := range 7 {
			all = append(all, room.Draft(t, func(in *newsroom.ArticleInput) { in.Title = fmt.Sprintf("Article %d", i) }).ID)
		}
		slices.Reverse(all)
		var starts []newsroom.Position
		filter := newsroom.ArticleFilter{Limit: 3}
		for at := 0; ; at += 3 {
			page, err := room.Articles.Articles(t.Context(), room.Author, filter)
			if err != nil {
				t.Fatal(err)
			}
			want := all[at:min(at+3, len(all))]
			if got := rowIDs(page); !slices.Equal(got, want) || page.First != at+1 || page.Total != 7 {
				t.Fatalf("page from %d: %v, first %d of %d; want %v", at, got, page.First, page.Total, want)
			}
			if at > 0 && page.Previous != starts[len(starts)-1] {
				t.Errorf("page from %d: previous is %v, want %v", at, page.Previous, starts[len(starts)-1])
			}
			starts = append(starts, filter.After)
			if page.Next == (newsroom.Position{}) {
				break
			}
			filter.After = page.Next
		}
		if len(starts) != 3 {
			t.Errorf("%d pages, want 3", len(starts))
		}
	})
}

func rowIDs(page newsroom.ArticlePage) []int64 {
	found := make([]int64, len(page.Rows))
	for i := range page.Rows {
		found[i] = page.Rows[i].ID
	}
	return found
}

func TestArticles_filters(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		room.Draft(t, func(in *newsroom.ArticleInput) { in.Title = "Cent % local_produit" })
		room.Published(t, func(in *newsroom.ArticleInput) { in.Title = "Le PORT du Havre" })
		if _, err := room.Articles.Create(t.Context(), room.Colleague, room.Input()); err != nil {
			t.Fatal(err)
		}
		tests := []struct {
			name   string
			filter newsroom.ArticleFilter
			want   []string
		}{
			{"all of one's own", newsroom.ArticleFilter{}, []string{"Le PORT du Havre", "Cent % local_produit"}},
			{"whatever the case", newsroom.ArticleFilter{Query: "port"}, []string{"Le PORT du Havre"}},
			{"a percent sign is itself", newsroom.ArticleFilter{Query: "%"}, []string{"Cent % local_produit"}},
			{"an underscore is itself", newsroom.ArticleFilter{Query: "l_p"}, []string{"Cent % local_produit"}},
			{"an underscore is no wildcard", newsroom.ArticleFilter{Query: "c_nt"}, []string{}},
			{"drafts", newsroom.ArticleFilter{Status: content.Draft}, []string{"Cent % local_produit"}},
			{"public", newsroom.ArticleFilter{Status: content.Public}, []string{"Le PORT du Havre"}},
			{"of an outlet", newsroom.ArticleFilter{OutletID: room.StradaID}, []string{}},
			{"of the other outlet", newsroom.ArticleFilter{OutletID: room.EchosID, Status: content.Draft}, []string{"Cent % local_produit"}},
			{"of somebody else", newsroom.ArticleFilter{OwnerID: room.Colleague.UserID, Query: "grève"}, []string{}},
		}
		for _, tt := range tests {
			tt.filter.Limit = 10
			page, err := room.Articles.Articles(t.Context(), room.Author, tt.filter)
			if err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			titles := []string{}
			for _, row := range page.Rows {
				titles = append(titles, row.Title)
			}
			if !slices.Equal(titles, tt.want) || page.Total != len(tt.want) {
				t.Errorf("%s: %v of %d, want %v", tt.name, titles, page.Total, tt.want)
			}
		}
	})
}

// A longer list does not ask more queries.
func TestArticles_queries(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		count := func() int {
			ctx, counter := database.CountQueries(t.Context())
			if _, err := room.Articles.Articles(ctx, room.Author, newsroom.ArticleFilter{Limit: 10}); err != nil {
				t.Fatal(err)
			}
			return counter.N()
		}
		addImage(t, room, room.Published(t, nil).ID, 1, "")
		one := count()
		for i := range 5 {
			addImage(t, room, room.Published(t, nil).ID, uint8(10+i), "")
		}
		if many := count(); many != one || many > 4 {
			t.Errorf("%d queries for one article, %d for six", one, many)
		}
	})
}

func TestRow(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		article := room.Published(t, nil)
		room.Draft(t, nil)
		picture := addImage(t, room, article.ID, 3, "")
		row, err := room.Articles.Row(t.Context(), room.Author, article.ID)
		if err != nil {
			t.Fatal(err)
		}
		if row.ID != article.ID || row.Outlet != "Les Échos Verts" || row.Cover != picture.MediaName || row.PostID == 0 {
			t.Errorf("row = %+v", row)
		}
		if _, err := room.Articles.Row(t.Context(), room.Colleague, article.ID); err == nil {
			t.Error("a colleague reads the row")
		}
	})
}

func TestFigures(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		room.Draft(t, nil)
		room.Published(t, func(in *newsroom.ArticleInput) { in.ReleaseAt = newsroomtest.Morning.Add(48 * time.Hour) })
		// Half past midnight in Paris on the first of November is still
		// October in UTC.
		november := time.Date(2026, 10, 31, 23, 30, 0, 0, time.UTC)
		room.Published(t, func(in *newsroom.ArticleInput) { in.ReleaseAt = november })
		room.Published(t, func(in *newsroom.ArticleInput) { in.ReleaseAt = november.Add(-2 * time.Hour) })
		read := room.Published(t, nil)
		post := room.Post(t, read.ID)
		room.Read(t, post.ID, room.Colleague, newsroomtest.Morning.Add(-time.Hour))
		room.Read(t, post.ID, room.Author, newsroomtest.Morning.Add(-31*24*time.Hour))

		got, err := room.Articles.Figures(t.Context(), room.Author)
		if err != nil {
			t.Fatal(err)
		}
		got.LastMonthStart = got.LastMonthStart.UTC()
		want := newsroom.ArticleFigures{
			Total: 5, Drafts: 1, ThisMonth: 2, LastMonth: 1, Scheduled: 1, Readers: 1, EarlierReaders: 1,
			LastMonthStart: time.Date(2026, 9, 30, 22, 0, 0, 0, time.UTC),
		}
		if got != want {
			t.Errorf("figures = %+v, want %+v", got, want)
		}
		if theirs, err := room.Articles.Figures(t.Context(), room.Colleague); err != nil || theirs.Total != 0 || theirs.Readers != 0 {
			t.Errorf("the colleague's = %+v, %v", theirs, err)
		}
	})
}

// The author's own house comes first, and only media with a wall follow.
func TestOutlets(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		got, err := room.Articles.Outlets(t.Context(), room.Author)
		if err != nil {
			t.Fatal(err)
		}
		want := []newsroom.Outlet{{ID: room.StradaID, Name: "Strada Transports"}, {ID: room.EchosID, Name: "Les Échos Verts"}}
		if !slices.Equal(got, want) {
			t.Errorf("outlets = %v, want %v", got, want)
		}
	})
}
