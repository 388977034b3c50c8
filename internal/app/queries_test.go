// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// The most queries a page may cost, whatever it shows: the session and the
// actor are two of them. (On PostgreSQL the session is read past the counter.)
var pageBudgets = []pageBudget{
	{"/wire", 7},
	{"/wire/tab/wall?sort=shares", 7},
	{"/wire/tab/wall?sort=likes&tag=Economie+%26+Finance", 7},
	{"/wire/%post%", 5},
	{"/swork/members", 4},
	{"/swork/members/%author%", 6},
	{"/preferences/profile", 5},
	{"/preferences/invitations", 10},
	{"/swork/organisations", 4},
	{"/swork/organisations?q=a&category=media&sort=newest", 4},
	{"/swork/organisations/%organisation%", 6},
	{"/swork/organisations/%organisation%?tab=contacts", 6},
	{"/swork/organisations/%organisation%?tab=publications", 6},
	{"/swork/organisations/%organisation%?tab=events", 6},
	{"/search/?qs=Dépêche", 3},
	{"/search/suggest?qs=Dépêche", 3},
	{"/notifications", 4},
	{"/wip/newsroom", 5},
	{"/wip/articles", 9},
	{"/wip/dashboard", 13},
	{"/wip/sujets", 8},
	{"/wip/commandes", 8},
	{"/wip/articles/%article%", 6},
	{"/wip/articles/%article%/images", 6},
	{"/events", 6},
	{"/events?sort=views", 6},
	{"/events?tag=Architecture", 7},
	{"/events/calendar", 4},
	{"/events/mine", 4},
	{"/wip/events", 7},
	{"/wip/eventroom", 4},
}

// The pages of other people: press officers, those who run a Business Wall,
// the staff.
var (
	officerBudgets = []pageBudget{{"/wip/communiques", 7}, {"/wip/comroom", 4}}
	managerBudgets = []pageBudget{
		{"/BW/dashboard", 8}, {"/BW/manage-organisation-members", 8}, {"/BW/manage-internal-roles", 8},
		{"/BW/manage-external-partners", 8}, {"/BW/assign-missions", 5}, {"/BW/history", 7},
	}
	staffBudgets = []pageBudget{{"/admin/users", 5}, {"/admin/orgs", 6}, {"/admin/walls", 4}}
)

// pageBudget is a page, where %author%, %organisation%, %post% and %article%
// are filled in, and the most queries it may cost.
type pageBudget struct {
	path string
	most int
}

// TestQueriesDoNotGrow opens every list with little and with much to show: the
// queries must be the same, and few (architecture §3, no N+1).
func TestQueriesDoNotGrow(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		reader := app.Persona(t, apptest.Journalist)
		article := app.Article(t, reader, nil)
		boss := manager(t, app)
		post := fill(t, app, reader, boss, 5)[0]
		readers := []struct {
			who   access.Actor
			pages []pageBudget
		}{
			{reader, pageBudgets}, {app.Persona(t, apptest.PressOfficer), officerBudgets},
			{boss, managerBudgets}, {app.Persona(t, apptest.Administrator), staffBudgets},
		}
		small := map[string][]string{}
		for _, r := range readers {
			maps.Copy(small, measure(t, app, r.who, r.pages, post, article))
		}
		fill(t, app, reader, boss, 40)
		app.Clock.Advance(3 * time.Second) // no page is reused
		for _, r := range readers {
			large := measure(t, app, r.who, r.pages, post, article)
			for _, budget := range r.pages {
				for _, complaint := range overspent(small[budget.path], large[budget.path], budget.most) {
					t.Errorf("%s: %s", budget.path, complaint)
				}
			}
		}
	})
}

// overspent complains of a page whose queries grow with what it shows, or are
// too many.
func overspent(little, much []string, most int) []string {
	var complaints []string
	if len(much) > len(little) {
		complaints = append(complaints, fmt.Sprintf("%d queries with little to show, %d with much:\n%s", len(little), len(much), strings.Join(much, "\n")))
	}
	if len(much) > most {
		complaints = append(complaints, fmt.Sprintf("%d queries, more than %d:\n%s", len(much), most, strings.Join(much, "\n")))
	}
	return complaints
}

// TestQueriesDoNotGrow_seesALoop shows that the test above can fail: a reader
// of one row at a time is counted and condemned.
func TestQueriesDoNotGrow_seesALoop(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		reader := app.Persona(t, apptest.Journalist)
		oneByOne := func(n int) []string {
			ctx, counter := database.CountQueries(t.Context())
			for _, p := range app.Posts(t, reader, n, nil) {
				if _, err := app.Desk.Read(ctx, reader, p.ID); err != nil {
					t.Fatal(err)
				}
			}
			return counter.Queries()
		}
		if got := overspent(oneByOne(2), oneByOne(5), 7); len(got) != 2 {
			t.Errorf("a loop of queries gives %d complaints, want 2", len(got))
		}
	})
}

// fill makes n posts of as many members of as many organisations, liked and
// read, n drafts and events of the reader, n bells, n press releases, and n
// people of the boss's organisation with roles on its Business Wall.
func fill(t *testing.T, app *apptest.App, reader, boss access.Actor, n int) []access.Actor {
	t.Helper()
	var authors []access.Actor
	for range n {
		author := app.Member(t, nil)
		authors = append(authors, author)
		post := app.Posts(t, author, 1, func(_ int, p *content.Post) {
			p.Gallery = []content.Picture{{Name: "a.jpg", Caption: "Une image"}}
		})[0]
		app.Follow(t, reader, author)
		app.Exec(t, "INSERT INTO likes (member_id, post_id, created_at) VALUES (?, ?, ?)", reader.UserID, post.ID, app.Clock.Now())
		app.Exec(t, "INSERT INTO notifications (id, receiver_id, event_id, message, args, url, read, created_at) VALUES (?, ?, ?, 'notifications.article_published', '{}', '/wire', FALSE, ?)",
			app.IDs.Next(), reader.UserID, app.IDs.Next(), app.Clock.Now())
		app.Article(t, reader, func(in *newsroom.ArticleInput) { in.OutletID = author.OrganisationID })
		app.Pitched(t, author, reader.OrganisationID)
		app.Commissioned(t, author, reader)
		app.Agendas(t, author, 1, nil)
		app.Release(t, app.Persona(t, apptest.PressOfficer), nil)
		colleague := app.Member(t, func(p *apptest.Person) { p.Employer = boss.Organisation })
		app.Exec(t, "INSERT INTO wall_roles (id, wall_id, member_id, role, status, missions, invited_at) VALUES (?, ?, ?, 'BWPRi', 'accepted', '[]', ?)",
			app.IDs.Next(), boss.WallID, colleague.UserID, app.Clock.Now())
		app.Exec(t, "INSERT INTO partnerships (id, client_id, agency_id, status, invited_by, invited_at) VALUES (?, ?, ?, 'active', ?, ?)",
			app.IDs.Next(), boss.WallID, author.WallID, boss.UserID, app.Clock.Now())
	}
	app.Agendas(t, reader, n, nil)
	app.Reindex(t)
	return authors
}

// measure opens every page once to warm up, then counts.
func measure(t *testing.T, app *apptest.App, reader access.Actor, pages []pageBudget, author access.Actor, article *newsroom.Article) map[string][]string {
	t.Helper()
	browser := app.SignIn(t, reader)
	post := app.Count(t, "SELECT min(id) FROM posts WHERE owner_id = ?", author.UserID)
	fill := strings.NewReplacer("%author%", ids.Encode(author.UserID), "%organisation%", ids.Encode(author.OrganisationID),
		"%post%", ids.Encode(int64(post)), "%article%", ids.Encode(article.ID))
	counts := map[string][]string{}
	for _, budget := range pages {
		path := fill.Replace(budget.path)
		if page := browser.Get(t, path); page.Status != http.StatusOK {
			t.Fatalf("%s = %d", path, page.Status)
		}
		app.Clock.Advance(3 * time.Second)
		_, counts[budget.path] = browser.Counted(t, path)
		if len(counts[budget.path]) == 0 {
			t.Errorf("%s: no query was counted", path)
		}
	}
	return counts
}
