// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/modules/search"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// hits is how many results a word has in each category.
func hits(t *testing.T, app *apptest.App, by access.Actor, word string) map[search.Category]int {
	t.Helper()
	app.Settle(t)
	answer, err := app.Searcher.Search(t.Context(), by, search.Question{Text: word})
	if err != nil {
		t.Fatal(err)
	}
	return answer.Counts
}

func wantHits(t *testing.T, app *apptest.App, by access.Actor, word string, want map[search.Category]int) {
	t.Helper()
	got := hits(t, app, by, word)
	for _, c := range search.Categories() {
		if got[c] != want[c] {
			t.Errorf("%s: %d %s, want %d", word, got[c], c, want[c])
		}
	}
	differences, err := app.Index.Verify(t.Context())
	if err != nil || !differences.None() {
		t.Errorf("after %s the index differs: %+v, %v", word, differences, err)
	}
}

// changed makes a change behind the program's back, and tells of it.
func changed(t *testing.T, app *apptest.App, e outbox.Event, query string, args ...any) {
	t.Helper()
	err := app.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewRaw(query, args...).Exec(ctx); err != nil {
			return err
		}
		return app.Outbox.Record(ctx, tx, e)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A change of name is searchable at once wherever the name stands: on articles,
// press releases and events, and beside the members of an organisation; nothing
// is found by the old name (spec 03 §7.3).
func TestSearch_renamed(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author := app.Member(t, func(p *apptest.Person) { p.FirstName, p.LastName, p.Employer = "Inès", "Kangourel", "Wombatville" })
		reader := app.Persona(t, apptest.Expert)
		app.Posts(t, author, 3, func(i int, p *content.Post) {
			if i == 0 {
				p.Kind = content.PressRelease
			}
		})
		app.Agendas(t, author, 2, nil)
		app.Reindex(t)
		nothing := map[search.Category]int{}
		all := map[search.Category]int{search.Articles: 2, search.PressReleases: 1, search.Events: 2, search.Members: 1, search.Organisations: 1}
		wantHits(t, app, reader, "wombatville", all)

		wall := app.Organisation(t, "Wombatville", "media").WallID
		app.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", author.UserID, wall)
		role := &mandate.Role{
			ID: app.IDs.Next(), WallID: wall, MemberID: author.UserID, Role: string(access.WallOwner), Status: mandate.Accepted,
			Missions: []string{}, InvitedAt: app.Clock.Now(), AnsweredAt: app.Clock.Now(),
		}
		if _, err := app.DB.Writer().NewInsert().Model(role).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
		w, err := app.BusinessWalls.Walls.Wall(t.Context(), author, wall)
		if err != nil {
			t.Fatal(err)
		}
		sheet := w.Content()
		sheet.Name, sheet.SIREN = "Quokkamobile", "732 829 320 00074"
		if err := app.BusinessWalls.Walls.SaveContent(t.Context(), author, wall, businesswall.ContentInput{Content: sheet}); err != nil {
			t.Fatal(err)
		}
		wantHits(t, app, reader, "quokkamobile", all)
		wantHits(t, app, reader, "wombatville", map[search.Category]int{search.Organisations: 1}) // its own name still

		changed(t, app, event.MemberChanged{MemberID: author.UserID}, "UPDATE members SET last_name = 'Ornithor' WHERE id = ?", author.UserID)
		delete(all, search.Organisations)
		wantHits(t, app, reader, "ornithor", all)
		wantHits(t, app, reader, "kangourel", nothing)
	})
}

// An organisation without a Business Wall is found by its new name too; merged
// into another, its publications are found by the name of that one.
func TestSearch_merged(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author := app.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = "Wombatville", "" })
		reader := app.Persona(t, apptest.Expert)
		small, big := app.Organisation(t, "Wombatville", ""), app.Organisation(t, "Quokkamobile", "media")
		app.Posts(t, author, 2, func(_ int, p *content.Post) { p.PublisherID, p.OutletID = small.ID, small.ID })
		app.Reindex(t)
		changed(t, app, event.OrganisationChanged{OrganisationID: small.ID}, "UPDATE organisations SET name = 'Dingoville' WHERE id = ?", small.ID)
		own := map[search.Category]int{search.Articles: 2, search.Members: 1, search.Organisations: 1}
		wantHits(t, app, reader, "dingoville", own)
		wantHits(t, app, reader, "wombatville", map[search.Category]int{})
		if _, err := app.Organisations.Merge(t.Context(), orgadmin.Operator(), small.ID, big.ID); err != nil {
			t.Fatal(err)
		}
		wantHits(t, app, reader, "quokkamobile", own)
		wantHits(t, app, reader, "dingoville", map[search.Category]int{})
	})
}

// However many publications bear a name, they follow it page by page while the
// program goes on.
func TestSearch_renamedMany(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		const n = 600
		author, reader := app.Member(t, func(p *apptest.Person) { p.Employer = "Wombatville" }), app.Persona(t, apptest.Expert)
		app.Posts(t, author, n, nil)
		app.Reindex(t)
		changed(t, app, event.OrganisationChanged{OrganisationID: author.OrganisationID},
			"UPDATE organisations SET name = ?0, wall_name = ?0 WHERE id = ?1", "Quokkamobile", author.OrganisationID)
		other := app.Published(t, app.Persona(t, apptest.Journalist), nil)
		wantHits(t, app, reader, "quokkamobile", map[search.Category]int{search.Articles: n, search.Members: 1, search.Organisations: 1})
		wantHits(t, app, reader, "wombatville", map[search.Category]int{})
		if page := app.SignIn(t, reader).Get(t, searchURL("brest rouvre")); !strings.Contains(page.Body, postURL(other.ID)) {
			t.Error("what was published meanwhile is not found")
		}
	})
}
