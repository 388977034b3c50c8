// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
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
