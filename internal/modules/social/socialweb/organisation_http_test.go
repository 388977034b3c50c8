// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/ids"
)

func each(t *testing.T, test func(t *testing.T, app *apptest.App)) {
	t.Helper()
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, test)
}

func pageOf(id int64) string { return "/swork/organisations/" + ids.Encode(id) }

func colleague(t *testing.T, app *apptest.App, employer, wallType string) access.Actor {
	t.Helper()
	return app.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = employer, wallType })
}

// tabs are the labels of the tabs with their numbers.
func tabs(p apptest.Page) string {
	var labels []string
	links := p.Find("nav.tabs2 a")
	for i := range links.Nodes {
		labels = append(labels, strings.Join(strings.Fields(links.Eq(i).Text()), " "))
	}
	return strings.Join(labels, " ")
}

// An official organisation has its cover, verified name, figures and tabs; its
// member is told so, its manager is led to the Business Wall, others are told
// nothing (spec 05 §5.2).
func TestOrganisation_header(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		o := app.Organisation(t, "Le Quai", "media")
		member, manager, stranger := colleague(t, app, "Le Quai", "media"), colleague(t, app, "Le Quai", "media"), app.Persona(t, apptest.Expert)
		role := &mandate.Role{
			ID: app.IDs.Next(), WallID: o.WallID, MemberID: manager.UserID, Role: "BWMi", Status: mandate.Accepted,
			Missions: []string{}, InvitedAt: app.Clock.Now(), AnsweredAt: app.Clock.Now(),
		}
		if _, err := app.DB.Writer().NewInsert().Model(role).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, viewer := range []struct {
			who  access.Actor
			says string
		}{{member, "Vous êtes membre de cette organisation."}, {manager, "Vous êtes manager du Business Wall"}, {stranger, ""}} {
			p := app.SignIn(t, viewer.who).Get(t, pageOf(o.ID))
			if got := p.Text("[data-testid=standing]"); (viewer.says == "") != (got == "") || !strings.Contains(got, viewer.says) {
				t.Errorf("%s reads %q", viewer.who.Name, got)
			}
			if p.Text("h1") != "Le Quai" || tabs(p) != "À propos Contacts 2 Publications 0 Communiqués 0 Événements 0" {
				t.Errorf("%q: %q", p.Text("h1"), tabs(p))
			}
			if p.Has("[data-testid=cover]") {
				t.Error("a banner without picture is shown")
			}
			if p.Has("a[href^='/admin/']") {
				t.Error("a member is offered the administration")
			}
		}
	})
}

// An unofficial organisation has its plain page: two tabs, no cover; its members
// are invited to make it official (spec 05 §5.2, 07 §7.12). So has one whose
// wall is suspended, as nothing of a suspended wall is public (spec 07 §5.1).
func TestOrganisation_unofficial(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		member := colleague(t, app, "Presse Auto", "")
		p := app.SignIn(t, member).Get(t, pageOf(member.OrganisationID))
		if tabs(p) != "À propos Contacts 1" || !p.Has("main a[href='/BW/']") || !strings.Contains(p.Text("main"), "version officielle") {
			t.Errorf("tabs %q: %s", tabs(p), p.Text("main"))
		}
		if q := app.SignIn(t, app.Persona(t, apptest.Expert)).Get(t, pageOf(member.OrganisationID)); q.Has("main a[href='/BW/']") {
			t.Error("a stranger is invited to make it official")
		}
		held := app.Organisation(t, "Suspendue", "media")
		app.Exec(t, "UPDATE business_walls SET status = 'suspended', description = 'secret', site_url = 'https://x.example' WHERE id = ?", held.WallID)
		app.Exec(t, "UPDATE organisations SET wall_type = '' WHERE id = ?", held.ID)
		q := app.SignIn(t, member).Get(t, pageOf(held.ID))
		if tabs(q) != "À propos Contacts 0" || strings.Contains(q.Text("main"), "secret") || q.Has(".facts") {
			t.Errorf("a suspended wall shows %q: %s", tabs(q), q.Text("main"))
		}
		// Spec 05 §5.2, 07 §4.6: it is not unofficial, and its members need no other.
		app.Exec(t, "UPDATE members SET organisation_id = ? WHERE id = ?", held.ID, member.UserID)
		if q := app.SignIn(t, member).Get(t, pageOf(held.ID)); strings.Contains(q.Text("main"), "version officielle") {
			t.Errorf("the members of a suspended wall are invited to open one: %s", q.Text("main"))
		}
	})
}

// « A propos » says what the wall says, but recognition and billing, which are
// not public (spec 05 §9, 07 §4.1).
func TestOrganisation_about(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		o := app.Organisation(t, "Le Quai", "media")
		app.Exec(t, `UPDATE business_walls SET description = 'Le journal du port.', official_name = 'Éditions du Quai', group_name = 'Groupe Rivage',
			postal_address = '3 quai Sud', country = 'FRA', town = 'FRA / 76600 Le Havre', editorial_line = 'Maritime', audience = 'Armateurs',
			sectors = '["ÉCONOMIE / Transport"]', approval = 'CPPAP 1234', siren = '552100554', payer_email = 'paie@x.example', phone = '0102030405' WHERE id = ?`, o.WallID)
		text := app.SignIn(t, app.Persona(t, apptest.Expert)).Get(t, pageOf(o.ID)).Text("main")
		for _, want := range []string{"Le journal du port.", "Éditions du Quai", "Groupe Rivage", "3 quai Sud, 76600 Le Havre", "Maritime", "Armateurs", "Transport"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not on the page: %s", want, text)
			}
		}
		for _, kept := range []string{"CPPAP 1234", "552100554", "paie@x.example"} {
			if strings.Contains(text, kept) {
				t.Errorf("%q is on the page", kept)
			}
		}
	})
}

// Tab counters equal the listed items; drafts, scheduled and withdrawn posts
// never count (spec 05 §5.2).
func TestOrganisation_publications(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		author := colleague(t, app, "Le Quai", "media")
		posts := app.Posts(t, author, 15, nil)
		app.Posts(t, author, 1, func(_ int, p *content.Post) { p.Status = content.Draft })
		app.Posts(t, author, 1, func(_ int, p *content.Post) { p.PublishedAt = app.Clock.Now().Add(time.Hour) })
		app.Exec(t, "UPDATE posts SET deleted_at = ? WHERE id = ?", app.Clock.Now(), posts[0].ID)
		browser := app.SignIn(t, app.Persona(t, apptest.Expert))
		p := browser.Get(t, pageOf(author.OrganisationID)+"?tab=publications")
		if tabs(p) != "À propos Contacts 1 Publications 14 Communiqués 0 Événements 0" || p.Find("main article").Length() != 12 {
			t.Fatalf("tabs %q, %d cards", tabs(p), p.Find("main article").Length())
		}
		more := p.Find(".more a").AttrOr("href", "")
		rest := browser.HTMX(t, http.MethodGet, more, nil)
		if rest.Find("article").Length() != 2 || rest.Has("h1") || rest.Has(".more") {
			t.Errorf("the rest: %d cards", rest.Find("article").Length())
		}
		if q := browser.Get(t, more); q.Find("main article").Length() != 2 || !q.Has("h1") {
			t.Errorf("without scripts: %d cards", q.Find("main article").Length())
		}
		agency := app.Organisation(t, "Agence", "pr")
		if q := browser.Get(t, pageOf(agency.ID)+"?tab=publications"); strings.Contains(tabs(q), "Publications") || !q.Has("[data-testid=tab-about]") {
			t.Errorf("an agency has %q", tabs(q))
		}
	})
}

// A press release for a client is on both pages, once on each: its publisher's
// and the one of the agency whose member wrote it (spec 05 §5.2, 07 §7.12).
func TestOrganisation_pressReleases(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		officer := colleague(t, app, "Agence du Port", "pr")
		client := app.Organisation(t, "Verreries du Nord", "leaders_experts")
		release := func(publisher int64, title string) {
			app.Posts(t, officer, 1, func(_ int, p *content.Post) { p.Kind, p.PublisherID, p.Title = content.PressRelease, publisher, title })
		}
		release(client.ID, "Un four neuf")
		release(officer.OrganisationID, "L’agence recrute")
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		for id, want := range map[int64][]string{client.ID: {"Un four neuf"}, officer.OrganisationID: {"L’agence recrute", "Un four neuf"}} {
			p := browser.Get(t, pageOf(id)+"?tab=press-releases")
			if got := p.Find("main article").Length(); got != len(want) || !strings.Contains(tabs(p), fmt.Sprintf("Communiqués %d", len(want))) {
				t.Errorf("%d cards, tabs %q, want %v", got, tabs(p), want)
			}
			for _, title := range want {
				if !strings.Contains(p.Text("main"), title) {
					t.Errorf("%q is missing", title)
				}
			}
		}
		app.Exec(t, "UPDATE members SET organisation_id = ? WHERE id = ?", client.ID, officer.UserID)
		if p := browser.Get(t, pageOf(client.ID)+"?tab=press-releases"); !strings.Contains(tabs(p), "Communiqués 2") {
			t.Errorf("who joins brings what was written for others: %q", tabs(p))
		}
	})
}

// Contacts are the active members, by name, page by page; inactive and deleted
// accounts are not there (spec 05 §9).
func TestOrganisation_contacts(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		var last access.Actor
		for range 32 {
			last = colleague(t, app, "Le Quai", "media")
		}
		app.Exec(t, "UPDATE members SET active = FALSE WHERE id = ?", last.UserID)
		browser := app.SignIn(t, app.Persona(t, apptest.Expert))
		p := browser.Get(t, pageOf(last.OrganisationID)+"?tab=contacts")
		if p.Find("main .row").Length() != 30 || !strings.Contains(tabs(p), "Contacts 31") {
			t.Fatalf("%d rows, tabs %q", p.Find("main .row").Length(), tabs(p))
		}
		if rest := browser.HTMX(t, http.MethodGet, p.Find(".more a").AttrOr("href", ""), nil); rest.Find(".row").Length() != 1 {
			t.Errorf("the rest: %d rows", rest.Find(".row").Length())
		}
		if q := browser.Get(t, pageOf(last.OrganisationID)+"?tab=contacts&after=garbage"); q.Status == http.StatusOK {
			t.Errorf("a wrong place = %d", q.Status)
		}
	})
}

// The gallery stands aside, in its order, with its words; a suspended wall shows
// none (spec 05 §5.2, 07 §7.12).
func TestOrganisation_gallery(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		o := app.Organisation(t, "Le Quai", "media")
		viewer := app.Persona(t, apptest.Expert)
		for i, caption := range []string{"La jetée", "Le phare"} {
			file, err := app.Media.Store(t.Context(), viewer.UserID, apptest.Picture(t, 640+i, 360))
			if err != nil {
				t.Fatal(err)
			}
			app.Exec(t, "INSERT INTO wall_images (id, wall_id, media_name, caption, copyright, position, created_at) VALUES (?, ?, ?, ?, 'Ada', ?, ?)",
				app.IDs.Next(), o.WallID, file.Name, caption, 1-i, app.Clock.Now())
			app.Exec(t, "INSERT INTO media_links (media_name, kind, object_id) VALUES (?, ?, ?)", file.Name, media.OfWall, o.WallID)
		}
		browser := app.SignIn(t, viewer)
		page := browser.Get(t, pageOf(o.ID))
		text := page.Text("[data-testid=gallery]")
		if !page.Has(`[data-testid=gallery] media-carousel[autoplay="5"][counter]`) {
			t.Error("the gallery does not move on every five seconds, or does not count (spec 05 §5.2)")
		}
		if first, second := strings.Index(text, "Le phare"), strings.Index(text, "La jetée"); first < 0 || second < first || !strings.Contains(text, "Ada") {
			t.Errorf("gallery = %q", text)
		}
		app.Exec(t, "UPDATE business_walls SET status = 'suspended' WHERE id = ?", o.WallID)
		app.Exec(t, "UPDATE organisations SET wall_type = '' WHERE id = ?", o.ID)
		if browser.Get(t, pageOf(o.ID)).Has("[data-testid=gallery]") {
			t.Error("a suspended wall shows its gallery")
		}
	})
}

// Hidden organisations are found by administrators only, deleted ones by nobody;
// numbers of other things lead nowhere (spec 05 §9).
func TestOrganisation_hidden(t *testing.T) {
	each(t, func(t *testing.T, app *apptest.App) {
		o := app.Organisation(t, "Le Quai", "media")
		app.Exec(t, "UPDATE organisations SET active = FALSE WHERE id = ?", o.ID)
		member, admin := app.SignIn(t, app.Persona(t, apptest.Expert)), app.SignIn(t, app.Persona(t, apptest.Administrator))
		if got := member.Get(t, pageOf(o.ID)).Status; got != http.StatusNotFound {
			t.Errorf("a member sees it: %d", got)
		}
		if p := admin.Get(t, pageOf(o.ID)); p.Status != http.StatusOK || !p.Has("a[href='/admin/show_org/"+ids.Encode(o.ID)+"']") || !strings.Contains(p.Text("main"), "masquée") {
			t.Errorf("an administrator = %d", p.Status)
		}
		app.Exec(t, "UPDATE organisations SET deleted_at = ? WHERE id = ?", app.Clock.Now(), o.ID)
		for _, id := range []int64{o.ID, o.WallID, 42} {
			if got := admin.Get(t, pageOf(id)).Status; got != http.StatusNotFound {
				t.Errorf("%d = %d", id, got)
			}
		}
	})
}
