// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/ids"
)

// titled writes one draft a title, for an outlet.
func (d *desk) titled(t *testing.T, outletID int64, titles ...string) {
	t.Helper()
	for _, title := range titles {
		d.Draft(t, func(in *newsroom.ArticleInput) { in.Title, in.OutletID = title, outletID })
	}
}

func rowTitles(a answer) []string {
	return a.Find("tbody .ttl").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
}

func TestList(t *testing.T) {
	t.Parallel()
	d := open(t)
	page := d.get(t, d.Author, "/wip/articles")
	wantStatus(t, page, http.StatusOK)
	if got := page.Find("#articles .empty a").AttrOr("href", ""); got != "/wip/articles/new" {
		t.Errorf("the empty list leads to %q", got)
	}
	for range 11 {
		d.Draft(t, nil)
	}
	d.Published(t, func(in *newsroom.ArticleInput) { in.Title = "Le <b>fret</b>" })

	page = d.get(t, d.Author, "/wip/articles")
	if got := page.Find("#articles tbody tr").Length(); got != 10 {
		t.Errorf("%d rows, want 10", got)
	}
	if got := page.Find("#articles [role=status]").Last().Text(); got != "Lignes 1 à 10 sur 12" {
		t.Errorf("summary = %q", got)
	}
	first := page.Find("#articles tbody tr").First()
	if got := first.Find(".ttl").Text(); got != "Le <b>fret</b>" {
		t.Errorf("first title = %q", got)
	}
	if got := first.Find(".st").Text(); got != "Publié" {
		t.Errorf("badge = %q", got)
	}
	if got := strings.TrimSpace(first.Find(".meta").First().Text()); got != "Enquête · Fret" {
		t.Errorf("meta = %q", got)
	}
	if got := labels(first); got != "Voir, Modifier, Images, Dépublier, Dupliquer, Supprimer" {
		t.Errorf("menu of a public article = %q", got)
	}
	if got := labels(page.Find("#articles tbody tr").Last()); got != "Voir, Modifier, Images, Publier, Dupliquer, Supprimer" {
		t.Errorf("menu of a draft = %q", got)
	}

	next := d.get(t, d.Author, page.Find("a[rel=next]").AttrOr("href", ""))
	if got := next.Find("#articles [role=status]").Last().Text(); got != "Lignes 11 à 12 sur 12" {
		t.Errorf("summary of the next page = %q", got)
	}
	if got := next.Find("a[rel=prev]").AttrOr("href", ""); got != "/wip/articles" {
		t.Errorf("previous page = %q", got)
	}
	found := d.get(t, d.Author, "/wip/articles?q=FRET&status=public")
	if got := found.Find("#articles tbody tr").Length(); got != 1 {
		t.Errorf("%d rows found, want 1", got)
	}
	none := d.get(t, d.Author, "/wip/articles?q=licorne%00")
	if got := none.Find("#articles .empty a").AttrOr("href", ""); got != "/wip/articles" {
		t.Errorf("nothing found leads to %q", got)
	}
	wantStatus(t, d.get(t, d.Author, "/wip/articles?before=garbage"), http.StatusSeeOther) // to the first page
}

// A heading sorts by its column, says so, and sorts the other way next.
func TestList_sortByHeading(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.titled(t, d.EchosID, "Bois", "Acier", "Cuivre")
	heading := func(a answer) *goquery.Selection { return a.Find("th a").First() }
	first := d.get(t, d.Author, "/wip/articles")
	up := d.get(t, d.Author, heading(first).AttrOr("href", ""))
	if got := rowTitles(up); !slices.Equal(got, []string{"Acier", "Bois", "Cuivre"}) || up.Find("th[aria-sort=ascending]").Length() != 1 {
		t.Errorf("ascending = %q", got)
	}
	down := d.get(t, d.Author, heading(up).AttrOr("href", ""))
	if got := rowTitles(down); !slices.Equal(got, []string{"Cuivre", "Bois", "Acier"}) || down.Find("th[aria-sort=descending]").Length() != 1 {
		t.Errorf("descending = %q", got)
	}
	if got := rowTitles(d.get(t, d.Author, "/wip/articles?sort=owner_id")); !slices.Equal(got, []string{"Cuivre", "Acier", "Bois"}) {
		t.Errorf("by an unknown column = %q, want the newest first", got)
	}
}

// A phone shows no headings: a menu sorts there, says how the list is sorted, and
// keeps the filters.
func TestList_sortMenu(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.titled(t, d.EchosID, "Bois", "Acier", "Cuivre")
	menu := d.get(t, d.Author, "/wip/articles?status=draft").Find("#list-sort a")
	if menu.Length() != 5 || menu.First().AttrOr("aria-current", "") != "true" {
		t.Fatalf("the menu has %d entries, the first current: %q", menu.Length(), menu.First().AttrOr("aria-current", ""))
	}
	byTitle := d.get(t, d.Author, menu.Eq(1).AttrOr("href", ""))
	if got := rowTitles(byTitle); !slices.Equal(got, []string{"Acier", "Bois", "Cuivre"}) || byTitle.Find("a.fbtn[data-on]").Length() != 1 {
		t.Errorf("by title = %q", got)
	}
	if got := strings.TrimSpace(byTitle.Find("[popovertarget=list-sort]").Text()); got != "Titre, de A à Z" {
		t.Errorf("the button says %q", got)
	}
}

// The outlet filters beside the state; a page, a sorting and a search keep both.
func TestList_outletFilter(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.titled(t, d.EchosID, "Vent", "Soleil")
	d.titled(t, d.StradaID, "Route")
	page := d.get(t, d.Author, "/wip/articles")
	options := page.Find("#filter-outlet a")
	if got := options.Map(func(_ int, s *goquery.Selection) string { return strings.TrimSpace(s.Text()) }); !slices.Equal(got, []string{"Les Échos Verts", "Strada Transports"}) {
		t.Fatalf("offered = %q", got)
	}
	echos := d.get(t, d.Author, options.First().AttrOr("href", ""))
	if got := rowTitles(echos); !slices.Equal(got, []string{"Soleil", "Vent"}) {
		t.Errorf("filtered = %q", got)
	}
	outlet := "outlet=" + ids.Encode(d.EchosID)
	for name, css := range map[string]string{"the state": "#filter-status a", "a heading": "th a"} {
		if href := echos.Find(css).AttrOr("href", ""); !strings.Contains(href, outlet) {
			t.Errorf("%s forgets the outlet: %q", name, href)
		}
	}
	if value := echos.Find("form[role=search] input[name=outlet]").AttrOr("value", ""); value != ids.Encode(d.EchosID) {
		t.Errorf("the search keeps %q", value)
	}
	if href := echos.Find(".fbtn[data-on]").AttrOr("href", ""); href != "/wip/articles" {
		t.Errorf("the active filter leads to %q", href)
	}
	if got := rowTitles(d.get(t, d.Author, "/wip/articles?outlet="+ids.Encode(d.PlainID))); len(got) != 0 {
		t.Errorf("of an outlet one does not write for = %q", got)
	}
}

// The export has the list as it is filtered and sorted, all of it, and nothing
// that a spreadsheet would run (spec 04 §13.12).
func TestExport(t *testing.T) {
	t.Parallel()
	d := open(t)
	for range 11 {
		d.titled(t, d.EchosID, "Vent")
	}
	d.titled(t, d.EchosID, `=cmd|"/c calc"!A1`)
	d.titled(t, d.StradaID, "Route")
	list := d.get(t, d.Author, "/wip/articles?sort=title&outlet="+ids.Encode(d.EchosID))
	href := list.Find(`a[href^="/wip/articles/export"]`).AttrOr("href", "")
	file := d.get(t, d.Author, href)
	wantStatus(t, file, http.StatusOK)
	if got := file.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("type = %q", got)
	}
	if got := file.Header.Get("Content-Disposition"); got != `attachment; filename="articles-2026-11-22.csv"` || file.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("disposition = %q", got)
	}
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(file.Text(), "\r", "")), "\n")
	if len(lines) != 1+12 || !strings.HasPrefix(strings.TrimPrefix(lines[0], "\ufeff"), "Titre;Média;Statut;") {
		t.Fatalf("%d lines, the first %q", len(lines), lines[0])
	}
	if !strings.HasPrefix(lines[1], `"'=cmd|`) {
		t.Errorf("a formula: %q", lines[1])
	}
	if !strings.HasPrefix(lines[2], "Vent;Les Échos Verts;Brouillon;;;Enquête;Innovation;Politique;Fret") {
		t.Errorf("line = %q", lines[2])
	}
	if empty := d.get(t, d.Colleague, "/wip/articles/export"); !strings.HasPrefix(strings.TrimPrefix(empty.Text(), "\ufeff"), "Titre;") {
		t.Errorf("a colleague, who wrote nothing, gets %q", empty.Text())
	}
	wantStatus(t, d.get(t, access.Actor{UserID: 9, Community: access.Expert}, "/wip/articles/export"), http.StatusForbidden)
}
