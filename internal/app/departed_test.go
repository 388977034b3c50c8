// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Of who has left, what was published keeps the name: no link to a page that is
// closed, no portrait, no profession, nothing to follow. All comes back with the
// account (spec 02 §6.1, §13).
func TestDeparted_bylines(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Member(t, func(p *apptest.Person) {
			p.FirstName, p.LastName, p.JobTitle = "Zoé", "Partante", "Chroniqueuse fluviale"
		})
		app.Exec(t, "UPDATE members SET photo = ? WHERE id = ?", strings.Repeat("a", 64)+".jpg", author.UserID)
		article := "/wire/" + ids.Encode(app.Published(t, author, nil).ID)
		_, post := announce(t, app, author, nil)
		event := "/events/" + ids.Encode(post)
		for _, path := range []string{article, event} {
			app.SignIn(t, author).Post(t, path+"/comments", said("Un mot de l’auteur."))
		}
		reader, staff := app.SignIn(t, app.Persona(t, apptest.Expert)), app.SignIn(t, app.Persona(t, apptest.Administrator))
		pages := []string{"/wire", "/events", article, article + "/comments", event, event + "/comments"}
		check := func(shown bool) {
			t.Helper()
			for _, path := range pages {
				page := reader.Get(t, path)
				if !strings.Contains(page.Body, "Zoé Partante") {
					t.Errorf("%s: the name is not there: %d", path, page.Status)
				}
				personal := strings.Contains(page.Body, strings.Repeat("a", 64)) && strings.Contains(page.Body, "Chroniqueuse fluviale")
				linked := strings.Contains(page.Body, member.Path(author.UserID))
				if personal != shown || linked != (shown && path != "/wire") {
					t.Errorf("%s: portrait and profession %v, page %v, want %v", path, personal, linked, shown)
				}
			}
			if got := reader.Get(t, article).Has(`form[action*="/follow"]`); got != shown {
				t.Errorf("following is offered: %v, want %v", got, shown)
			}
		}
		check(true)
		account := "/admin/show_user/" + ids.Encode(author.UserID)
		staff.Post(t, account, url.Values{"action": {"deactivate"}, "confirmed": {"yes"}})
		check(false)
		staff.Post(t, account, url.Values{"action": {"reactivate"}, "confirmed": {"yes"}})
		check(true)
		staff.Post(t, account, url.Values{"action": {"close"}, "confirmed": {"yes"}})
		check(false)
	})
}
