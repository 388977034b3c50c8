// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package paging_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/paging"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// book is a row of a list that no module has.
type book struct {
	bun.BaseModel `bun:"table:books,alias:b"`

	ID        int64 `bun:",pk"`
	Title     string
	PrintedAt time.Time
}

var morning = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// columns are the orders of the list, and the titles of the books in each,
// ascending; equal ones follow their ids.
var columns = map[string]struct {
	column *paging.Column[book]
	want   []string
}{
	"written": {nil, []string{"d", "b", "a", "b", "100%"}},
	"title":   {paging.Text("b.title", func(r *book) string { return r.Title }), []string{"100%", "a", "b", "b", "d"}},
	"printed": {paging.Instant(bun.SafeQuery("b.printed_at"), func(r *book) time.Time { return r.PrintedAt }), []string{"a", "b", "d", "b", "100%"}},
}

func onShelf(t *testing.T, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		kind := map[database.Engine]string{database.SQLite: "TIMESTAMP", database.Postgres: "TIMESTAMPTZ"}[db.Engine()]
		if _, err := db.Writer().ExecContext(t.Context(), "CREATE TABLE books (id BIGINT PRIMARY KEY, title TEXT NOT NULL, printed_at "+kind+" NOT NULL)"); err != nil {
			t.Fatal(err)
		}
		books := []book{
			{ID: 1, Title: "d", PrintedAt: morning.Add(time.Hour)}, {ID: 2, Title: "b", PrintedAt: morning}, {ID: 3, Title: "a", PrintedAt: morning.Add(-time.Microsecond)},
			{ID: 4, Title: "b", PrintedAt: morning.Add(time.Hour)}, {ID: 5, Title: "100%", PrintedAt: morning.Add(2 * time.Hour)},
		}
		if _, err := db.Writer().NewInsert().Model(&books).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
		test(t, db)
	})
}

func pager(column *paging.Column[book], ascending bool, text string) paging.Pager[book] {
	return paging.Pager[book]{
		ID: "b.id", IDOf: func(r *book) int64 { return r.ID }, Column: column, Ascending: ascending, Limit: 2,
		Rows:     func(q *bun.SelectQuery) *bun.SelectQuery { return q.Column("b.id", "b.title", "b.printed_at") },
		Matching: func(q *bun.SelectQuery) *bun.SelectQuery { return paging.Containing(q, "b.title", text) },
	}
}

// Whatever the order, the pages show each row once, know their rank, and lead
// back the way they came.
func TestPager_Page(t *testing.T) {
	onShelf(t, func(t *testing.T, db *database.DB) {
		for name, order := range columns {
			for _, ascending := range []bool{true, false} {
				want := slices.Clone(order.want)
				if !ascending {
					slices.Reverse(want)
				}
				p := pager(order.column, ascending, "")
				var got []string
				before := []paging.Position{{}}
				for {
					page, err := p.Page(t.Context(), db.Reader())
					if err != nil {
						t.Fatal(err)
					}
					if page.Total != len(want) || page.First != len(got)+1 {
						t.Errorf("by %s: row %d of %d, want %d of %d", name, page.First, page.Total, len(got)+1, len(want))
					}
					if n := len(before); n > 1 && page.Previous != before[n-2] {
						t.Errorf("by %s: page %d leads back to %v, want %v", name, n, page.Previous, before[n-2])
					}
					for _, row := range page.Rows {
						got = append(got, row.Title)
					}
					if page.Next == (paging.Position{}) {
						break
					}
					p.After = page.Next
					before = append(before, page.Next)
				}
				if !slices.Equal(got, want) {
					t.Errorf("by %s, ascending %v: %q, want %q", name, ascending, got, want)
				}
			}
		}
	})
}

// An export has all that match, whatever page was asked for; a member's % is no
// wildcard, and a position that no list gave is not found.
func TestPager_EachAndStrangePositions(t *testing.T) {
	onShelf(t, func(t *testing.T, db *database.DB) {
		for text, want := range map[string]int{"": 5, "B": 2, "%": 1, "_": 0} {
			n := 0
			p := pager(nil, false, text)
			p.After = paging.Position{ID: 2}
			if err := p.Each(t.Context(), db.Reader(), func(*book) error { n++; return nil }); err != nil || n != want {
				t.Errorf("%d rows hold %q, %v, want %d", n, text, err, want)
			}
		}
		for _, key := range []string{"", "!", "zzzzzzzzzzzz", "-zzzzzzzzzzzz"} {
			p := pager(columns["printed"].column, true, "")
			p.After = paging.Position{Key: key, ID: 1}
			if _, err := p.Page(t.Context(), db.Reader()); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("after %q: %v", key, err)
			}
		}
	})
}
