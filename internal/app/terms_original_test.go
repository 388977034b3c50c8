// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/ui"
)

// The program's terms come back, after an edition that members have accepted,
// only as an edition of their own: who is asked again reads what changes (spec
// 02 §19.11).
func TestTerms_originalTextBack(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		const edit = "/admin/cms/cgu/fr"
		admin := app.SignIn(t, app.Persona(t, apptest.Administrator))
		accepted, away := app.SignIn(t, app.Persona(t, apptest.Journalist)), app.SignIn(t, app.Persona(t, apptest.Expert))
		edition := newTerms(t, app, "Le for est Rennes.", "")
		accept(t, accepted)
		accept(t, admin)

		if page := admin.Post(t, edit+"/restore", nil); page.Status != http.StatusConflict {
			t.Errorf("the original behind an accepted edition = %d", page.Status)
		}
		if page := admin.Get(t, edit); page.Has(`form[action$="/restore"]`) || !page.Has(`a[href="`+edit+`?original=1"]`) {
			t.Error("the editor offers what is refused")
		}
		sheet := admin.Get(t, edit+"?original=1")
		body := sheet.Find("[name=body]").Text()
		if !sheet.Has("[name=edition][checked]") || strings.Contains(body, "Nouvelle.") || len(body) < 1000 {
			t.Errorf("the editor has not the original: %.80q", body)
		}
		if now, err := terms.Current(t.Context(), app.DB.Writer()); err != nil || now != edition {
			t.Errorf("looking has changed the edition to %q, %v", now, err)
		}
		back := url.Values{
			"version": {sheet.Find("[name=version]").AttrOr("value", "")}, "title": {sheet.Find("[name=title]").AttrOr("value", "")},
			"body": {body}, "edition": {"true"},
		}
		if page := admin.Post(t, edit, back); page.Status != http.StatusUnprocessableEntity || !page.Has("#f-changes-err") {
			t.Errorf("without what changes = %d", page.Status)
		}
		back.Set("changes", "Le for est de nouveau celui du défendeur.")
		if page := admin.Post(t, edit, back); page.Status != http.StatusSeeOther {
			t.Fatalf("publish = %d %s", page.Status, page.Text(".form-errors"))
		}
		app.Clock.Advance(time.Minute)
		if got := accepted.Get(t, ui.TermsPath).Text("[data-testid=changes]"); got != "Le for est de nouveau celui du défendeur." {
			t.Errorf("who accepted the edition reads %q", got)
		}
		if got := away.Get(t, ui.TermsPath).Text("[data-testid=changes]"); got != "Le for est Rennes.Le for est de nouveau celui du défendeur." {
			t.Errorf("who was away reads %q", got)
		}
	})
}

// A correction of the program's terms may be given up at once: the edition is
// the same, nobody is asked.
func TestTerms_correctionGivenUp(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		const edit = "/admin/cms/cgu/fr"
		admin, reader := app.SignIn(t, app.Persona(t, apptest.Administrator)), app.SignIn(t, app.Persona(t, apptest.Journalist))
		if page := admin.Post(t, edit, url.Values{"version": {"0"}, "title": {"Nos règles"}, "body": {"Une règle."}}); page.Status != http.StatusSeeOther {
			t.Fatalf("correct = %d", page.Status)
		}
		if page := admin.Post(t, edit+"/restore", nil); page.Status != http.StatusSeeOther {
			t.Errorf("give up = %d", page.Status)
		}
		if page := reader.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Errorf("the wall afterwards = %d to %q", page.Status, page.Location())
		}
	})
}

// Two windows that accept at the same time leave one trace.
func TestTerms_acceptedAtOnce(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		who := app.Persona(t, apptest.Journalist)
		edition := newTerms(t, app, "Un.", "")
		var windows []*apptest.Browser
		for range 6 {
			windows = append(windows, app.SignIn(t, who))
		}
		var clicks sync.WaitGroup
		for _, window := range windows {
			clicks.Go(func() {
				if page := window.Post(t, ui.TermsPath, url.Values{"edition": {edition}}); page.Status != http.StatusSeeOther {
					t.Errorf("accepting = %d", page.Status)
				}
			})
		}
		clicks.Wait()
		if n := app.Count(t, "SELECT count(*) FROM audit_entries WHERE action = 'terms.accepted' AND actor_id = ?", who.UserID); n != 1 {
			t.Errorf("%d traces of one acceptance", n)
		}
		if n := app.Count(t, "SELECT count(*) FROM members WHERE id = ? AND terms_version = ?", who.UserID, edition); n != 1 {
			t.Error("the acceptance is not kept")
		}
	})
}
