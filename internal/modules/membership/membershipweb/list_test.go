// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/modules/membership"
)

// names are those of the rows of a list, in order.
func (o *office) names(t *testing.T, path string) []string {
	t.Helper()
	page := o.browser.Get(t, path)
	if page.Status != 200 {
		t.Fatalf("%s = %d", path, page.Status)
	}
	var names []string
	cells := page.Find("tbody .ttl")
	for i := range cells.Nodes {
		names = append(names, strings.TrimSpace(cells.Eq(i).Text()))
	}
	return names
}

// Twelve a page, by key, previous and next, newest first (spec 08 §5.2).
func TestNewcomers_pages(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for i := range 27 {
			o.applicant(t, func(m *member.Member, a survey.Answers) {
				m.SubmittedAt = o.Clock.Now().Add(time.Duration(i/2) * time.Minute) // two a minute: ids decide
				a.Set("first_name", fmt.Sprintf("N%02d", i))
			})
		}
		var seen []string
		path := "/admin/new_users"
		for _, want := range []string{"Lignes 1 à 12 sur 27", "Lignes 13 à 24 sur 27", "Lignes 25 à 27 sur 27"} {
			seen = append(seen, o.names(t, path)...)
			page := o.browser.Get(t, path)
			if !strings.Contains(page.Text("#new_users"), want) {
				t.Errorf("%s does not say %q: %s", path, want, page.Text("#new_users [role=status]"))
			}
			path = page.Find("a[rel=next]").AttrOr("href", "")
		}
		if path != "" || len(seen) != 27 || seen[0] != "N26 Quéméner" || seen[26] != "N00 Quéméner" {
			t.Errorf("seen = %v, then %q", seen, path)
		}
		second := o.browser.Get(t, "/admin/new_users").Find("a[rel=next]").AttrOr("href", "")
		third := o.browser.Get(t, second).Find("a[rel=next]").AttrOr("href", "")
		back := o.browser.Get(t, third).Find("a[rel=prev]").AttrOr("href", "")
		if got, want := o.names(t, back), seen[12:24]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("back = %v, want %v", got, want)
		}
		if first := o.browser.Get(t, back).Find("a[rel=prev]").AttrOr("href", ""); first != "/admin/new_users" {
			t.Errorf("before the second page comes %q", first)
		}
		wantRedirect(t, o.browser.Get(t, "/admin/new_users?after=garbage&search=n"), "/admin/new_users?search=n")
	})
}

// Active members, those signed in last first and never signed in last (spec 08
// §5.2), back and forth over the border.
func TestMembers_order(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.Exec(t, "UPDATE members SET last_login_at = ? WHERE id = ?", o.Clock.Now(), o.staff.UserID)
		for i := range 20 {
			a := o.colleague(t, func(_ *member.Member, a survey.Answers) { a.Set("first_name", fmt.Sprintf("M%02d", i)) })
			if i < 10 {
				o.Exec(t, "UPDATE members SET last_login_at = ? WHERE id = ?", o.Clock.Now().Add(-time.Duration(i+1)*time.Hour), a.ID)
			}
		}
		first := o.names(t, "/admin/users")
		next := o.browser.Get(t, "/admin/users").Find("a[rel=next]").AttrOr("href", "")
		second := o.names(t, next)
		all := append(append([]string{}, first...), second...)
		if len(all) != 21 || all[0] != "Anne Leroy" || all[1] != "M00 Quéméner" || all[10] != "M09 Quéméner" || all[11] != "M19 Quéméner" || all[20] != "M10 Quéméner" {
			t.Errorf("order = %v", all)
		}
		if back := o.browser.Get(t, next).Find("a[rel=prev]").AttrOr("href", ""); fmt.Sprint(o.names(t, back)) != fmt.Sprint(first) {
			t.Errorf("back = %v", o.names(t, back))
		}
	})
}

// The search finds any part of first name, last name, address and employer,
// whatever the case, accents included; several words must all be found; the
// total is that of the search (spec 02 §8).
func TestSearch(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		o.colleague(t, func(_ *member.Member, a survey.Answers) {
			a.Set("first_name", "Loïc")
			a.Set("last_name", "Per%cent_50")
			a.Set("nom_media", "Télé Élorn")
		})
		for search, want := range map[string]int{
			"quém": 1, "QUÉMÉNER": 1, "ès": 1, a.Email[:6]: 1, "feuille de h": 1, "élorn": 1, "loïc élorn": 1, "loïc houat": 0,
			"%": 1, "_5": 1, "r%c": 1, `"`: 0, `a" OR "b`: 0, "zzz": 0, "example.net": 2, "'": 0,
		} {
			path := "/admin/users?search=" + url.QueryEscape(search)
			if got := o.names(t, path); len(got) != want {
				t.Errorf("%q finds %v, want %d", search, got, want)
			}
			if status := o.browser.Get(t, path).Text("#users [role=status]"); want > 0 && !strings.Contains(status, fmt.Sprintf("sur %d", want)) {
				t.Errorf("%q: %q", search, status)
			}
		}
		// What members are found by follows every way of changing it.
		o.Exec(t, "UPDATE members SET last_name = 'Autre' WHERE id = ?", a.ID)
		o.Exec(t, "UPDATE organisations SET wall_name = 'Nouvelle Enseigne' WHERE id = ?", a.OrganisationID)
		for search, want := range map[string]int{"quéméner": 0, "autre": 1, "enseigne": 1} {
			if got := o.names(t, "/admin/users?search="+url.QueryEscape(search)); len(got) != want {
				t.Errorf("then %q finds %v, want %d", search, got, want)
			}
		}
	})
}

// A list costs the same number of queries whatever its length.
func TestLists_queries(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.applicant(t, nil)
		_, few := o.browser.Counted(t, "/admin/new_users?search=houat")
		for range 11 {
			o.applicant(t, nil)
		}
		_, many := o.browser.Counted(t, "/admin/new_users?search=houat")
		if len(few) != len(many) || len(many) > 6 {
			t.Errorf("%d queries, then %d: %v", len(few), len(many), many)
		}
	})
}

// Who is deactivated, closing or refused is found again beside the active
// members, by name and by the address they had, and from there reactivated,
// closed or erased; who is anonymised is nobody any more (spec 02 §6.1, §13, §18
// U8).
func TestMembers_departed(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		named := func(name string) func(*member.Member, survey.Answers) {
			return func(_ *member.Member, a survey.Answers) { a.Set("first_name", name) }
		}
		off, leaving, gone := o.colleague(t, named("Éteinte")), o.colleague(t, named("Fermante")), o.colleague(t, named("Effacée"))
		refused := o.applicant(t, named("Refusée"))
		o.applicant(t, named("Nouvelle"))
		o.command(t, off, "deactivate")
		o.command(t, leaving, "close")
		o.command(t, gone, "close")
		if err := o.Closing.Hasten(t.Context(), closing.By{ID: o.staff.UserID, IP: o.by.IP}, gone.ID); err != nil {
			t.Fatal(err)
		}
		o.Settle(t)
		if _, err := o.Reviews.Refuse(t.Context(), o.by, refused.ID, membership.Reason{Canned: "identity"}); err != nil {
			t.Fatal(err)
		}
		list := o.browser.Get(t, "/admin/users").Find("nav.seg a:contains('Désactivés')").AttrOr("href", "")
		if got, want := fmt.Sprint(o.names(t, list)), "[Refusée Quéméner Fermante Quéméner Éteinte Quéméner]"; got != want {
			t.Errorf("%s = %s, want %s", list, got, want)
		}
		page := o.browser.Get(t, list)
		rows := strings.Join(strings.Fields(page.Text("tbody")), " ")
		for _, want := range []string{"En cours de fermeture · données effacées le 23 déc. 2026", "Désactivé", "Refusé · données effacées le", off.Email, refused.Email} {
			if !strings.Contains(rows, want) {
				t.Errorf("%q is not in %s", want, rows)
			}
		}
		for search, want := range map[string]int{"éteinte": 1, "quéméner": 3, "Nouvelle": 0} {
			found := o.browser.Get(t, list+"&search="+url.QueryEscape(search))
			if got := found.Find("tbody .ttl").Length(); got != want || found.Find("[name=state]").AttrOr("value", "") != "departed" {
				t.Errorf("%q finds %d, want %d", search, got, want)
			}
		}
		for a, labels := range map[*applicant][]string{off: {"Réactiver l’utilisateur", "Fermer le compte"}, leaving: {"Effacer ses données"}} {
			address := page.Find("tbody a.link[href^='"+a.page()+"']").AttrOr("href", "")
			for _, label := range labels {
				if !o.browser.Get(t, address).Has("[data-testid=commands] button:contains('" + label + "')") {
					t.Errorf("%q does not offer « %s »", address, label)
				}
			}
		}
	})
}

// The page of a closing account tells when its data go; that of an anonymised one
// has nobody to take out of anything, and its history names the administrator who
// asked (spec 02 §13).
func TestMember_closingAndAnonymised(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		asked, waited := o.colleague(t, nil), o.colleague(t, nil)
		for _, a := range []*applicant{asked, waited} {
			o.command(t, a, "close")
			if page := o.browser.Get(t, a.page()); !strings.Contains(page.Text("main"), "En cours de fermeture · données effacées le 23 déc. 2026") {
				t.Errorf("a closing account is %q", page.Text("main"))
			}
		}
		o.command(t, asked, "anonymise")
		o.Settle(t)
		o.Clock.Advance(closing.Delay + time.Hour)
		if err := o.Closing.AnonymiseDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.browser = o.SignIn(t, o.staff)
		for a, by := range map[*applicant]string{asked: "par Anne Leroy", waited: "par la plateforme, au terme du délai"} {
			page := o.browser.Get(t, a.page())
			if got := page.Text("main"); !strings.Contains(got, "Compte anonymisé") || page.Has("[data-testid=commands] button") {
				t.Errorf("an anonymised account is %q, with commands %q", got, page.Text("[data-testid=commands]"))
			}
			if last := strings.Join(strings.Fields(page.Text("[data-testid=history] li:first-child")), " "); !strings.Contains(last, by) || strings.Contains(last, "ligne de commande") {
				t.Errorf("the history says %q, want %q", last, by)
			}
		}
	})
}
