// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/core/access"
)

// Work begins at the dashboard for journalists and academics, with plain words
// for who has no room (spec 04 §2.1).
func TestWork(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, path := range []string{"/wip", "/wip/wip"} {
		wantRedirect(t, d.get(t, d.Author, path), "/wip/dashboard")
		wantRedirect(t, d.get(t, access.Actor{UserID: 8, Community: access.Academic}, path), "/wip/dashboard")
	}
	expert := access.Actor{UserID: 9, Community: access.Expert}
	page := d.get(t, expert, "/wip")
	wantStatus(t, page, http.StatusOK)
	if page.Find("main .empty").Length() != 1 || page.Find("main .empty a[href='/wire']").Length() != 1 {
		t.Error("no plain words, or no way on")
	}
	wantStatus(t, d.get(t, expert, "/wip/newsroom"), http.StatusForbidden)
	wantStatus(t, d.get(t, expert, "/wip/dashboard"), http.StatusForbidden)
}

// Which tiles of the Newsroom each kind of actor sees; a tile is there if and
// only if its list opens (spec 04 §2.3, §2.4).
func TestRoom_tiles(t *testing.T) {
	t.Parallel()
	d := open(t)
	with := func(change func(*access.Actor)) access.Actor {
		by := d.Author
		change(&by)
		return by
	}
	const pitches, assignments, articles = "/wip/sujets", "/wip/commandes", "/wip/articles"
	manager := access.WallGrant{WallID: 1, OrganisationID: d.StradaID, Role: access.InternalManager, InForce: true}
	for _, tt := range []struct {
		name string
		by   access.Actor
		room int
		want []string
	}{
		{"journalist of a media", d.Author, 200, []string{pitches, assignments, articles}},
		{"without a Business Wall", with(func(a *access.Actor) { a.WallID = 0 }), 200, nil},
		{"institutional journalist", with(func(a *access.Actor) { a.ProfileCode = "PM_JR_INST" }), 200, nil},
		{"institutional editor-in-chief", with(func(a *access.Actor) { a.ProfileCode = "PM_DIR_INST" }), 200, []string{pitches, assignments}},
		{"institutional, manager of the wall", with(func(a *access.Actor) { a.ProfileCode, a.Grants = "PM_JR_INST", []access.WallGrant{manager} }), 200, []string{pitches, assignments}},
		{"press officer managing a media", with(func(a *access.Actor) {
			a.Community, a.ProfileCode, a.Grants = access.PressRelations, "PR_CS", []access.WallGrant{manager}
		}), 403, []string{pitches, assignments}},
		{"press officer", d.Officer, 403, []string{pitches, assignments}},
		{"nobody's", access.Actor{UserID: 5}, 403, nil},
	} {
		page := d.get(t, tt.by, "/wip/newsroom")
		if page.Status != tt.room {
			t.Errorf("%s: the room answers %d, want %d", tt.name, page.Status, tt.room)
		}
		shown := page.Find("[data-testid=tiles] .tile a").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("href", "") })
		if tt.room == 200 && !slices.Equal(shown, tt.want) {
			t.Errorf("%s: tiles %q, want %q", tt.name, shown, tt.want)
		}
		if closed := page.Find("[data-testid=no-tiles]").Length() == 1; closed != (tt.room == 200 && len(tt.want) == 0) {
			t.Errorf("%s: the reason why there is no tile is shown: %v", tt.name, closed)
		}
		for _, list := range []string{pitches, assignments, articles} {
			want := http.StatusForbidden
			if slices.Contains(tt.want, list) {
				want = http.StatusOK
			}
			if got := d.get(t, tt.by, list); got.Status != want {
				t.Errorf("%s: %s answers %d, want %d", tt.name, list, got.Status, want)
			}
		}
	}
}

// A tile counts what its list shows (spec 04 §12.14).
func TestRoom_counts(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.Draft(t, nil)
	d.Accepted(t, nil)
	d.Sent(t, nil)
	for _, tt := range []struct {
		name string
		by   access.Actor
		want string
	}{
		{"author", d.Author, "2 éléments, 1 élément, 1 élément"},
		{"editor", d.Editor, "1 élément, 1 élément, 0 élément"},
		{"reporter", d.Reporter, "0 élément, 0 élément, 0 élément"},
	} {
		tt.by.WallID = d.EchosWallID
		counts := d.get(t, tt.by, "/wip/newsroom").Find(".tile .meta").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
		if got := strings.Join(counts, ", "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// The dashboard shows real numbers, each with the way to what it counts, and
// what is recent (spec 04 §7.3, §12.36).
func TestDashboard(t *testing.T) {
	t.Parallel()
	d := open(t)
	empty := d.get(t, d.Author, "/wip/dashboard")
	wantStatus(t, empty, http.StatusOK)
	if empty.Find("[data-testid=cards]").Length() != 0 || empty.Find("#recent .empty").Length() != 1 {
		t.Error("cards without anything to count, or no words for nothing")
	}
	d.Draft(t, nil)
	gone := d.Draft(t, nil)
	if err := d.Articles.Delete(t.Context(), d.Author, gone.ID); err != nil {
		t.Fatal(err)
	}
	d.Published(t, nil)
	d.Confirmed(t, nil)
	d.Sent(t, nil)
	cards := func(by access.Actor) map[string]string {
		found := map[string]string{}
		d.get(t, by, "/wip/dashboard").Find("[data-testid=cards] li").Each(func(_ int, s *goquery.Selection) {
			found[s.Find("p").First().Text()] = s.Find("p").Last().Text() + " " + s.Find("a").AttrOr("href", "")
		})
		return found
	}
	if got, want := cards(d.Author), map[string]string{
		"Commandes à écrire": "1 /wip/commandes?box=mine&status=pending", "Articles publiés": "1 /wip/articles?status=public",
		"Articles en cours": "1 /wip/articles?status=draft", "Sujets en attente de réponse": "1 /wip/sujets?box=sent&status=public",
	}; !maps.Equal(got, want) {
		t.Errorf("author's cards = %v", got)
	}
	if got, want := cards(d.Editor), map[string]string{
		"Sujets à lire": "1 /wip/sujets?box=received", "Commandes que j’ai passées": "1 /wip/commandes?box=ordered",
	}; !maps.Equal(got, want) {
		t.Errorf("editor's cards = %v", got)
	}
	recent := d.get(t, d.Author, "/wip/dashboard").Find("#recent tbody tr")
	if recent.Length() != 5 || strings.Contains(recent.Text(), gone.Title) && recent.Length() > 5 {
		t.Errorf("%d recent contents", recent.Length())
	}
}
