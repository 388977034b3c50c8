// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package listing_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

var dossiers = &listing.List{
	Path: "/dossiers", ID: "dossiers",
	Filters: []listing.Filter{
		{Name: "status", Read: listing.OneOf("draft", "public")},
		{Name: "outlet", Read: listing.ID},
		{Name: "type", Read: listing.Text},
	},
	Sorts: []listing.Sort{{}, {Column: "title", Ascending: true}, {Column: "date"}, {Column: "date", Ascending: true}},
}

func read(t *testing.T, address string) listing.Query {
	t.Helper()
	q, err := dossiers.Read(httptest.NewRequest(http.MethodGet, address, nil))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return q
}

// An address is written as it is read; what it cannot mean is left out.
func TestQuery_address(t *testing.T) {
	t.Parallel()
	place := web.Cursor{Key: "k", ID: 7}.Encode()
	for address, want := range map[string]string{
		"/dossiers":                               "/dossiers",
		"/dossiers?q=+fret+&status=draft":         "/dossiers?q=fret&status=draft",
		"/dossiers?status=lost&sort=colour":       "/dossiers",
		"/dossiers?sort=-":                        "/dossiers",
		"/dossiers?sort=-title":                   "/dossiers?sort=-title",
		"/dossiers?sort=date&other=1":             "/dossiers?sort=date",
		"/dossiers?outlet=62":                     "/dossiers?outlet=x10",
		"/dossiers?outlet=0&type=a%20b":           "/dossiers?type=a+b",
		"/dossiers?before=" + place:               "/dossiers?before=" + place,
		"/dossiers?q=" + strings.Repeat("é", 201): "/dossiers?q=" + strings.Repeat("%C3%A9", 200),
	} {
		if got := read(t, address).URL(); got != want {
			t.Errorf("%s is written %s, want %s", address, got, want)
		}
	}
	if _, err := dossiers.Read(httptest.NewRequest(http.MethodGet, "/dossiers?before=no", nil)); !errors.Is(err, web.ErrBadCursor) {
		t.Errorf("a cut place: %v", err)
	}
}

// What changes a list leads to its first page, and leaves the query it came from
// as it was.
func TestQuery_With(t *testing.T) {
	t.Parallel()
	q := read(t, "/dossiers?status=draft&sort=title&before="+web.Cursor{ID: 7}.Encode())
	if got := q.With("outlet", "x10").URL(); got != "/dossiers?outlet=x10&sort=title&status=draft" {
		t.Errorf("with an outlet: %s", got)
	}
	if got := q.With("status", "").URL(); got != "/dossiers?sort=title" {
		t.Errorf("without status: %s", got)
	}
	if q.Value("status") != "draft" || q.ID("outlet") != 0 || q.Place.IsZero() {
		t.Errorf("the query has changed: %+v", q)
	}
}

// A list that leaves something out says so, an order leaves nothing out.
func TestQuery_IsNarrowed(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"/dossiers": false, "/dossiers?sort=title": false, "/dossiers?status=lost": false,
		"/dossiers?q=a": true, "/dossiers?type=a": true, "/dossiers?before=" + (web.Cursor{ID: 7}).Encode(): true,
	} {
		if got := read(t, address).IsNarrowed(); got != want {
			t.Errorf("%s: narrowed = %t", address, got)
		}
	}
}

// A heading sorts first the way one reads the column, then the other way round
// (spec 04 §7.1).
func TestQuery_Heading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ address, column, url, sorted string }{
		{"/dossiers", "title", "/dossiers?sort=title", ""},
		{"/dossiers?sort=title", "title", "/dossiers?sort=-title", "ascending"},
		{"/dossiers?sort=-title", "title", "/dossiers?sort=title", "descending"},
		{"/dossiers?sort=title", "date", "/dossiers?sort=-date", ""},
		{"/dossiers?sort=-date", "date", "/dossiers?sort=date", "descending"},
	} {
		got := read(t, c.address).Heading(t.Context(), c.column, "ui.previous", ui.CellDate)
		if got.SortURL != c.url || got.Sorted != c.sorted {
			t.Errorf("%s, %s: %s %q, want %s %q", c.address, c.column, got.SortURL, got.Sorted, c.url, c.sorted)
		}
	}
}

// The menu of a filter shows what is chosen, even what is not on offer.
func TestQuery_Menu(t *testing.T) {
	t.Parallel()
	choices := listing.Choices([]string{"draft", "public"}, func(s string) listing.Choice {
		return listing.Choice{Value: s, Label: strings.ToUpper(s)}
	})
	menu := read(t, "/dossiers?status=public&q=a").Menu(t.Context(), "status", choices, "?")
	if menu.Active != "PUBLIC" || menu.Remove != "/dossiers?q=a" || !menu.Options[1].Current || menu.Options[0].URL != "/dossiers?q=a&status=draft" {
		t.Errorf("menu = %+v", menu)
	}
	if menu := read(t, "/dossiers?outlet=x10").Menu(t.Context(), "outlet", nil, "autre"); menu.Active != "autre" {
		t.Errorf("an outlet that is not on offer reads %q", menu.Active)
	}
	if menu := read(t, "/dossiers").Menu(t.Context(), "outlet", nil, "autre"); menu.Active != "" {
		t.Errorf("nothing chosen reads %q", menu.Active)
	}
}

// The foot of a table leads to the pages beside it and keeps the rest.
func TestQuery_Pager(t *testing.T) {
	t.Parallel()
	next := web.Cursor{ID: 9}
	p := read(t, "/dossiers?q=a").Pager(listing.Page{First: 11, Rows: 10, Total: 30, Next: next})
	if p.From != 11 || p.To != 20 || p.PreviousURL != "/dossiers?q=a" || p.NextURL != "/dossiers?before="+next.Encode()+"&q=a" {
		t.Errorf("pager = %+v", p)
	}
	if p := read(t, "/dossiers").Pager(listing.Page{First: 1, Rows: 3, Total: 3}); p.PreviousURL != "" || p.NextURL != "" {
		t.Errorf("a single page leads to %+v", p)
	}
}
