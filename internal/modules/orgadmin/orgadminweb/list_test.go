// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

// names are those of the rows of a list, in order.
func (o *office) names(t *testing.T, path string) []string {
	t.Helper()
	p := o.browser.Get(t, path)
	if p.Status != http.StatusOK {
		t.Fatalf("%s = %d", path, p.Status)
	}
	var names []string
	cells := p.Find("tbody .ttl")
	for i := range cells.Nodes {
		names = append(names, strings.TrimSpace(cells.Eq(i).Text()))
	}
	return names
}

// Organisations with an active wall come first, then names; twelve a page, by
// key, back and forth over the border (spec 08 §5.2).
func TestList_orderAndPages(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		var want []string
		for i := range 16 {
			o.Organisation(t, fmt.Sprintf("Officielle %02d", i), "media")
			want = append(want, fmt.Sprintf("Officielle %02d", i))
		}
		for i := range 14 {
			o.Organisation(t, fmt.Sprintf("Auto %02d", i), "")
			want = append(want, fmt.Sprintf("Auto %02d", i))
		}
		want = slices.Insert(want, 0, "AiPRESS24 Rédaction") // the administrator's
		var seen []string
		path := "/admin/orgs"
		for _, says := range []string{"Lignes 1 à 12 sur 31", "Lignes 13 à 24 sur 31", "Lignes 25 à 31 sur 31"} {
			seen = append(seen, o.names(t, path)...)
			p := o.browser.Get(t, path)
			wantHas(t, p.Text("#orgs"), says)
			path = p.Find("a[rel=next]").AttrOr("href", "")
		}
		if path != "" || !slices.Equal(seen, want) {
			t.Errorf("seen = %v, then %q", seen, path)
		}
		second := o.browser.Get(t, "/admin/orgs").Find("a[rel=next]").AttrOr("href", "")
		third := o.browser.Get(t, second).Find("a[rel=next]").AttrOr("href", "")
		back := o.browser.Get(t, third).Find("a[rel=prev]").AttrOr("href", "")
		if got := o.names(t, back); !slices.Equal(got, want[12:24]) {
			t.Errorf("back = %v, want %v", got, want[12:24])
		}
		if p := o.browser.Get(t, "/admin/orgs?after=garbage&search=n"); p.Status != http.StatusSeeOther || p.Location() != "/admin/orgs?search=n" {
			t.Errorf("a wrong place = %d to %q", p.Status, p.Location())
		}
	})
}

// The search finds parts of the name and of the wall's name; filters say the
// standing and the type of wall; deleted organisations are never listed (spec 08
// §5.2).
func TestList_searchAndFilters(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		les := o.Organisation(t, "Groupe Élorn", "media")
		o.Exec(t, "UPDATE organisations SET wall_name = 'Les Échos du Quai' WHERE id = ?", les.ID)
		held := o.Organisation(t, "Suspendue SA", "pr")
		o.Exec(t, "UPDATE organisations SET wall_type = '' WHERE id = ?", held.ID)
		o.Organisation(t, "100 % Presse_Auto", "")
		hidden := o.Organisation(t, "Cachée", "")
		o.Exec(t, "UPDATE organisations SET active = FALSE WHERE id = ?", hidden.ID)
		gone := o.Organisation(t, "Disparue", "")
		o.Exec(t, "UPDATE organisations SET deleted_at = ? WHERE id = ?", o.Clock.Now(), gone.ID)
		for query, want := range map[string][]string{
			"search=ÉLORN":                        {"Groupe Élorn"},
			"search=échos quai":                   {"Groupe Élorn"},
			"search=%":                            {"100 % Presse_Auto"},
			"search=e_a":                          {"100 % Presse_Auto"},
			"search=disparue":                     nil,
			"search='":                            nil,
			"standing=suspended":                  {"Suspendue SA"},
			"standing=unofficial":                 {"100 % Presse_Auto"},
			"standing=closed":                     {"Cachée"},
			"standing=official&search=groupe":     {"Groupe Élorn"},
			"type=media&search=quai":              {"Groupe Élorn"},
			"type=pr":                             nil,
			"type=nonsense&standing=x&search=sus": {"Suspendue SA"},
		} {
			values, err := url.ParseQuery(strings.ReplaceAll(query, "%", "%25"))
			if err != nil {
				t.Fatal(err)
			}
			if got := o.names(t, "/admin/orgs?"+values.Encode()); !slices.Equal(got, want) {
				t.Errorf("%s finds %v, want %v", query, got, want)
			}
		}
	})
}

// The columns are those of spec 08 §5.2, with « aucun » and « Non officialisée »
// for one without wall.
func TestList_columns(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.Organisation(t, "Presse Auto", "")
		o.Exec(t, "UPDATE organisations SET karma = 12.34 WHERE name = 'Presse Auto'")
		row := o.browser.Get(t, "/admin/orgs?search=presse+auto").Text("tbody tr")
		wantHas(t, row, "Presse Auto", "aucun", "Non officialisée", "12,3", "Détail")
	})
}

// The export has the whole list as it is filtered, not only a page.
func TestExport(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for i := range 15 {
			o.Organisation(t, fmt.Sprintf("=Calcul %02d", i), "")
		}
		p := o.browser.Get(t, "/admin/orgs/export?search=calcul")
		lines := strings.Split(strings.TrimSpace(p.Body), "\r\n")
		if p.Status != http.StatusOK || len(lines) != 16 || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/csv") || p.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("export = %d, %d lines, %v", p.Status, len(lines), p.Header)
		}
		wantHas(t, lines[0], "Nom;BW;Type;État;Membres")
		wantHas(t, lines[1], "'=Calcul 00;", ";Non officialisée;")
	})
}

// A list costs the same number of queries whatever its length.
func TestList_queries(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.Organisation(t, "Seule", "media")
		_, few := o.browser.Counted(t, "/admin/orgs?search=e")
		for i := range 30 {
			o.Organisation(t, fmt.Sprintf("Feuille %d", i), "media")
		}
		_, many := o.browser.Counted(t, "/admin/orgs?search=e")
		if len(many) > len(few) || len(many) > 7 {
			t.Errorf("%d queries, then %d: %v", len(few), len(many), many)
		}
	})
}

// Nobody but administrators sees or does anything here, whatever the guard of
// the route: the services refuse by themselves (security checklist §2).
func TestOthersAreRefused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "À nous", "")
		stranger := o.Persona(t, apptest.Journalist)
		browser := o.SignIn(t, stranger)
		for _, path := range []string{"/admin/orgs", "/admin/orgs/export", "/admin/walls", page(org.ID), "/admin/change_bw_owner/x1", "/admin/merge_org/x1"} {
			if p := browser.Get(t, path); p.Status != http.StatusForbidden {
				t.Errorf("GET %s = %d", path, p.Status)
			}
		}
		for _, path := range []string{"/admin/orgs", page(org.ID), page(org.ID) + "/members", page(org.ID) + "/invitations", page(org.ID) + "/verification", "/admin/change_bw_owner/x1", "/admin/merge_org/x1"} {
			if p := browser.Post(t, path, form("action", "delete", "confirmed", "yes")); p.Status != http.StatusForbidden {
				t.Errorf("POST %s = %d", path, p.Status)
			}
		}
		by := o.by
		by.Actor = stranger
		ctx, desk := t.Context(), o.Organisations
		calls := map[string]func() error{
			"delete":      func() error { _, err := desk.Delete(ctx, by, org.ID); return err },
			"hide":        func() error { _, err := desk.SetActive(ctx, by, org.ID, false); return err },
			"merge":       func() error { _, err := desk.Merge(ctx, by, org.ID, stranger.OrganisationID); return err },
			"collect":     func() error { _, err := desk.Collect(ctx, by); return err },
			"staff":       func() error { _, err := desk.SaveStaff(ctx, by, org.ID, "", "a@example.org"); return err },
			"block":       func() error { _, err := desk.BlockWall(ctx, by, stranger.OrganisationID); return err },
			"unblock":     func() error { _, err := desk.UnblockWall(ctx, by, stranger.OrganisationID); return err },
			"owner":       func() error { return desk.ChangeOwner(ctx, by, stranger.OrganisationID, "a@example.org") },
			"verify":      func() error { return desk.Verify(ctx, by, stranger.OrganisationID, "verified", "") },
			"open":        func() error { return desk.OpenWall(ctx, by, stranger.OrganisationID) },
			"invitations": func() error { _, _, err := desk.SaveInvitations(ctx, by, stranger.OrganisationID, ""); return err },
			"queue":       func() error { _, err := desk.Queue(ctx, by, "pending", 0); return err },
			"record":      func() error { _, err := desk.Record(ctx, by, org.ID); return err },
			"list":        func() error { _, err := desk.MergeTargets(ctx, by, org.ID, "a"); return err },
		}
		for name, call := range calls {
			if err := call(); err == nil {
				t.Errorf("%s: a member may", name)
			}
		}
	})
}
