// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

const directory = "/swork/organisations"

// listed are the names of a page of the directory, in order.
func listed(p apptest.Page) string {
	var names []string
	links := p.Find(".org .org-n a")
	for i := range links.Nodes {
		names = append(names, strings.TrimSpace(links.Eq(i).Text()))
	}
	return strings.Join(names, ", ")
}

// The directory has official and unofficial organisations under their letters,
// with the count and menus of values; hidden ones are not there (spec 05 §4.5).
func TestDirectory(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist)) // of « La Gazette du Littoral »
		app.Organisation(t, "Écho du Port", "pr")
		app.Organisation(t, "Presse Auto", "")
		hidden := app.Organisation(t, "Cachée", "media")
		app.Exec(t, "UPDATE organisations SET active = FALSE WHERE id = ?", hidden.ID)
		p := browser.Get(t, directory)
		if got := listed(p); got != "Écho du Port, La Gazette du Littoral, Presse Auto" {
			t.Errorf("listed %s", got)
		}
		if got := p.Text("#directory h2"); got != "ELP" {
			t.Errorf("letters %q", got)
		}
		if text := p.Text("#directory"); !strings.Contains(text, "3 organisations") || !strings.Contains(p.Text("#facet-category"), "Médias") || !strings.Contains(p.Text("#facet-city"), "Rennes 2") {
			t.Errorf("says %s", text)
		}
	})
}

// A value is chosen by a link, shown as a chip and taken away by another; the
// search keeps it; what is nonsense is left out (spec 05 §4.5).
func TestDirectory_filters(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		app.Organisation(t, "Agence du Port", "pr")
		app.Organisation(t, "Agence des Docks", "pr")
		choose := browser.Get(t, directory).Find("#facet-category a[href*='category=pr']").AttrOr("href", "")
		p := browser.Get(t, choose)
		if got := listed(p); got != "Agence des Docks, Agence du Port" {
			t.Fatalf("%s lists %s", choose, got)
		}
		chip := p.Find("#directory a.fbtn[data-on]")
		if got := strings.Join(strings.Fields(chip.Text()), " "); got != "Catégorie : PR agencies" || chip.AttrOr("href", "") != directory {
			t.Errorf("chip %q to %q", got, chip.AttrOr("href", ""))
		}
		if got := p.Find("form[role=search] input[type=hidden][name=category]").AttrOr("value", ""); got != "pr" {
			t.Errorf("the search keeps %q", got)
		}
		if got := listed(browser.Get(t, directory+"?category=pr&q=docks")); got != "Agence des Docks" {
			t.Errorf("searched: %s", got)
		}
		if got := listed(browser.Get(t, directory+"?category=pr&category=media&dept=35&q=a")); got != "Agence des Docks, Agence du Port, La Gazette du Littoral" {
			t.Errorf("any of two: %s", got)
		}
		none := browser.Get(t, directory+"?city=Atlantide&sort=sideways&"+url.Values{"q": {"<b>x</b>"}, "country": {strings.Repeat("F", 500)}}.Encode())
		if none.Status != http.StatusOK || listed(none) != "" || !strings.Contains(none.Text("#directory"), "Aucune organisation") || strings.Contains(none.Body, "<b>x</b>") {
			t.Errorf("nothing = %d %s", none.Status, none.Text("#directory"))
		}
	})
}

// The list goes on by key under the last letter, with scripts or without, and a
// wrong place is refused.
func TestDirectory_pages(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		for i := range 35 {
			app.Organisation(t, fmt.Sprintf("Journal %02d", i), "")
		}
		p := browser.Get(t, directory+"?q=journal")
		more := p.Find(".more a").AttrOr("href", "")
		rest := browser.HTMX(t, http.MethodGet, more, nil)
		if !strings.HasPrefix(listed(rest), "Journal 30, ") || rest.Has("h1") || rest.Has("h2") || rest.Has(".more") {
			t.Errorf("the rest: %s", listed(rest))
		}
		if q := browser.Get(t, more); !strings.HasPrefix(listed(q), "Journal 30, ") || !q.Has("h1") {
			t.Errorf("without scripts: %s", listed(q))
		}
		if q := browser.Get(t, directory+"?sort=newest&q=journal"); !strings.HasPrefix(listed(q), "Journal 34, ") || q.Has("#directory h2") {
			t.Errorf("newest: %s", listed(q))
		}
		if q := browser.Get(t, directory+"?after=garbage"); q.Status == http.StatusOK {
			t.Errorf("a wrong place = %d", q.Status)
		}
	})
}
