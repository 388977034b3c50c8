// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// shelf is a newsroom with articles that differ in every column.
func shelf(t *testing.T, room *newsroomtest.Room) {
	t.Helper()
	draft := func(title string, outletID int64) {
		room.Draft(t, func(in *newsroom.ArticleInput) { in.Title, in.OutletID = title, outletID })
		room.Clock.Add(time.Minute)
	}
	public := func(title string, outletID int64, after time.Duration) {
		room.Published(t, func(in *newsroom.ArticleInput) {
			in.Title, in.OutletID, in.ReleaseAt = title, outletID, newsroomtest.Morning.Add(after)
		})
		room.Clock.Add(time.Minute)
	}
	draft("zèbre", room.EchosID)
	public("« Épargne »", room.StradaID, 72*time.Hour)
	draft("Eau", room.EchosID)
	public("Œufs", room.EchosID, -72*time.Hour)
	public("l’été", room.StradaID, -24*time.Hour)
	draft("Olive", room.StradaID)
}

func titlesOf(page newsroom.ArticlePage) []string {
	found := make([]string, len(page.Rows))
	for i := range page.Rows {
		found[i] = page.Rows[i].Title
	}
	return found
}

// Each column sorts both ways, titles and outlets as a dictionary does; equal
// articles follow the order of writing.
func TestArticles_sorted(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		shelf(t, room)
		tests := map[newsroom.ArticleColumn][]string{ // ascending
			newsroom.ByTitle:    {"Eau", "« Épargne »", "l’été", "Œufs", "Olive", "zèbre"},
			newsroom.ByOutlet:   {"zèbre", "Eau", "Œufs", "« Épargne »", "l’été", "Olive"}, // Les Échos Verts, Strada Transports
			newsroom.ByStatus:   {"zèbre", "Eau", "Olive", "« Épargne »", "Œufs", "l’été"},
			newsroom.ByDate:     {"Œufs", "l’été", "zèbre", "Eau", "Olive", "« Épargne »"},
			newsroom.ByCreation: {"zèbre", "« Épargne »", "Eau", "Œufs", "l’été", "Olive"},
		}
		for column, want := range tests {
			for _, ascending := range []bool{true, false} {
				order := newsroom.ArticleOrder{Column: column, Ascending: ascending}
				page, err := room.Articles.Articles(t.Context(), room.Author, newsroom.ArticleFilter{Order: order, Limit: 10})
				if err != nil {
					t.Fatal(err)
				}
				if got := titlesOf(page); !slices.Equal(got, want) {
					t.Errorf("by %q, ascending %v: %q, want %q", column, ascending, got, want)
				}
				slices.Reverse(want)
			}
		}
	})
}

// Whatever the order, pages follow each other both ways without a row twice or
// left out, and an export goes through the same rows.
func TestArticles_sortedPages(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		shelf(t, room)
		for _, column := range []newsroom.ArticleColumn{newsroom.ByCreation, newsroom.ByTitle, newsroom.ByOutlet, newsroom.ByStatus, newsroom.ByDate} {
			for _, ascending := range []bool{true, false} {
				walk(t, room, newsroom.ArticleOrder{Column: column, Ascending: ascending})
			}
		}
	})
}

func walk(t *testing.T, room *newsroomtest.Room, order newsroom.ArticleOrder) {
	t.Helper()
	var all []string
	err := room.Articles.EachArticle(t.Context(), room.Author, newsroom.ArticleFilter{Order: order}, func(a *newsroom.ArticleRow) error {
		all = append(all, a.Title)
		return nil
	})
	if err != nil || len(all) != 6 {
		t.Fatalf("%v: the export has %q: %v", order, all, err)
	}
	filter := newsroom.ArticleFilter{Order: order, Limit: 2}
	var starts []newsroom.Position
	for at := 0; at < len(all); at += 2 {
		page, err := room.Articles.Articles(t.Context(), room.Author, filter)
		if err != nil {
			t.Fatal(err)
		}
		if got := titlesOf(page); !slices.Equal(got, all[at:at+2]) || page.First != at+1 || page.Total != 6 {
			t.Errorf("%v from %d: %q, first %d of %d; want %q", order, at, got, page.First, page.Total, all[at:at+2])
		}
		if at > 0 && page.Previous != starts[len(starts)-1] {
			t.Errorf("%v from %d: previous is %v, want %v", order, at, page.Previous, starts[len(starts)-1])
		}
		starts = append(starts, filter.After)
		filter.After = page.Next
	}
	if filter.After != (newsroom.Position{}) {
		t.Errorf("%v goes on after the last row", order)
	}
}

// The keys follow the article: a new title moves it, publication too.
func TestArticles_sortedAfterChange(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		first := room.Draft(t, func(in *newsroom.ArticleInput) { in.Title = "Abeilles" })
		room.Draft(t, func(in *newsroom.ArticleInput) { in.Title = "Béton" })
		in := room.Input()
		in.Title = "Zinc"
		if _, err := room.Articles.Update(t.Context(), room.Author, first.ID, in); err != nil {
			t.Fatal(err)
		}
		byTitle := newsroom.ArticleFilter{Order: newsroom.ArticleOrder{Column: newsroom.ByTitle, Ascending: true}, Limit: 10}
		page, err := room.Articles.Articles(t.Context(), room.Author, byTitle)
		if err != nil || !slices.Equal(titlesOf(page), []string{"Béton", "Zinc"}) {
			t.Errorf("after a new title: %q, %v", titlesOf(page), err)
		}
		room.Clock.Add(time.Hour)
		if _, err := room.Articles.Publish(t.Context(), room.Author, first.ID); err != nil {
			t.Fatal(err)
		}
		if got := room.Stored(t, first.ID); !got.ListedAt.Equal(room.Clock.Now()) {
			t.Errorf("listed at %v, published at %v", got.ListedAt, room.Clock.Now())
		}
	})
}

// A position that no list gave is not found, and no fault of ours.
func TestArticles_strangePositions(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		shelf(t, room)
		for column, key := range map[newsroom.ArticleColumn]string{
			newsroom.ByOutlet: "nobody", newsroom.ByDate: "zzzzzzzzzzzz",
		} {
			filter := newsroom.ArticleFilter{Order: newsroom.ArticleOrder{Column: column}, After: newsroom.Position{Key: key, ID: 1}, Limit: 2}
			if _, err := room.Articles.Articles(t.Context(), room.Author, filter); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("by %s after %q: %v", column, key, err)
			}
		}
	})
}

// The orders of a column are read from an index, not sorted at each request.
func TestArticles_indexes(t *testing.T) {
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		for _, column := range []string{"a.title_key", "a.status", "a.listed_at"} {
			query := fmt.Sprintf(`SELECT a.id FROM articles a WHERE a.deleted_at IS NULL AND a.owner_id = 1
				AND (%s, a.id) < (?, 5) ORDER BY %s DESC, a.id DESC LIMIT 11`, column, column)
			plan := dbtest.Plan(t, db, query, cmp.Or[any](map[string]any{"a.listed_at": newsroomtest.Morning}[column], "m"))
			if !strings.Contains(plan, "articles_owner_") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "Sort Key") {
				t.Errorf("by %s:\n%s", column, plan)
			}
		}
	})
}
