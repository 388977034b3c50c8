// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/ids"
)

// An organisation's site is a link when it leads somewhere safe, else only the
// words that were given (security checklist §4).
func TestOrganisationPage_site(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		o := app.Organisation(t, "Le Quai", "media")
		for site, linked := range map[string]bool{
			"https://lequai.example/a?b=c": true, "http://lequai.example": true,
			"javascript:alert(1)": false, "lequai.example": false, "//lequai.example": false, "data:text/html,x": false,
			"https://aipress24.com@lequai.example/": false, "https://": false, "": false,
		} {
			app.Exec(t, "UPDATE business_walls SET site_url = ?, town = 'FRA / 76600 Le Havre' WHERE organisation_id = ?", site, o.ID)
			facts := browser.Get(t, "/swork/organisations/"+ids.Encode(o.ID)).Find(".facts")
			if facts.Length() != 1 {
				t.Fatalf("%q: no facts", site)
			}
			link := facts.Find("a")
			if linked != (link.Length() == 1) || linked && link.AttrOr("href", "") != site {
				t.Errorf("%q: %d links, to %q", site, link.Length(), link.AttrOr("href", ""))
			}
		}
	})
}

// The tab of events lists what is announced under the organisation and what its
// people announce for clients, each once, page by page; its number is that of
// what it lists, and drafts never count (spec 05 §5.2, 07 §7.12).
func TestOrganisationPage_events(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		agency, client := app.Organisation(t, "Agence du Port", "pr"), app.Organisation(t, "Verreries du Nord", "leaders_experts")
		officer := app.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = "Agence du Port", "pr" })
		announce := func(by access.Actor, publisher int64, n int, status content.Status) {
			app.Agendas(t, by, n, func(_ int, e *events.Event) { e.PublisherID, e.Status = publisher, status })
		}
		announce(officer, client.ID, 13, content.Public)
		announce(officer, agency.ID, 1, content.Public)
		announce(app.Persona(t, apptest.Expert), client.ID, 1, content.Public)
		announce(officer, client.ID, 1, content.Draft)
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		for _, id := range []int64{agency.ID, client.ID} {
			p := browser.Get(t, "/swork/organisations/"+ids.Encode(id)+"?tab=events")
			if tab := p.Text("nav.tabs2 a[aria-current]"); !strings.Contains(tab, "Événements") || !strings.Contains(tab, "14") || p.Find("main article").Length() != 12 {
				t.Fatalf("tab %q, %d cards", tab, p.Find("main article").Length())
			}
			rest := browser.HTMX(t, http.MethodGet, p.Find(".more a").AttrOr("href", ""), nil)
			if rest.Find("article").Length() != 2 || rest.Has("h1") || rest.Has(".more") {
				t.Errorf("the rest: %d cards", rest.Find("article").Length())
			}
		}
		plain := app.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = "Non officielle", "" })
		if p := browser.Get(t, "/swork/organisations/"+ids.Encode(plain.OrganisationID)+"?tab=events"); !p.Has("[data-testid=tab-about]") {
			t.Error("an unofficial organisation has a tab of events")
		}
		press := app.Organisation(t, "Le Quai", "media")
		if p := browser.Get(t, "/swork/organisations/"+ids.Encode(press.ID)+"?tab=events"); !strings.Contains(p.Text("main"), "aucun événement") {
			t.Errorf("nothing announced: %s", p.Text("main"))
		}
		if p := browser.Get(t, fmt.Sprintf("/swork/organisations/%s?tab=events&after=garbage", ids.Encode(press.ID))); p.Status == http.StatusOK {
			t.Errorf("a wrong place = %d", p.Status)
		}
	})
}
