// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/ids"
)

// delegated publishes in the name of an organisation, and says where it reads.
var delegated = map[string]struct {
	kind    string // as the mail calls it
	publish func(t *testing.T, app *apptest.App, by access.Actor, publisherID int64) (title, path string)
}{
	"a press release": {"un communiqué", func(t *testing.T, app *apptest.App, by access.Actor, publisherID int64) (title, path string) {
		t.Helper()
		post := app.Released(t, by, func(in *pressroom.Input) { in.PublisherID = publisherID })
		return post.Title, "/wire/" + ids.Encode(post.ID)
	}},
	"an event": {"un événement", func(t *testing.T, app *apptest.App, by access.Actor, publisherID int64) (title, path string) {
		t.Helper()
		_, post := announce(t, app, by, func(in *events.EventInput) { in.PublisherID = publisherID })
		return agendaInput(app).Title, "/events/" + ids.Encode(post)
	}},
}

// Who is told of what an agency publishes in a client's name, press release or
// event: the owner of the client's Business Wall by bell and by mail, else its
// first active member by mail; nobody when the author works there (spec 04 §8,
// §9.12, §12.26; 07 §8).
func TestDelegatedPublication_clientTold(t *testing.T) {
	t.Parallel()
	for name, work := range delegated {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			apptest.Each(t, func(t *testing.T, app *apptest.App) {
				officer := app.Persona(t, apptest.PressOfficer)
				role := &mandate.Role{Missions: []string{string(mandate.PressReleases), string(mandate.Events)}}
				if _, err := app.DB.Writer().NewUpdate().Model(role).Column("missions").Where("member_id = ?", officer.UserID).Exec(t.Context()); err != nil {
					t.Fatal(err)
				}
				officer = app.Persona(t, apptest.PressOfficer) // with the mission of today
				client := officer.SelectedOrganisation()
				staff := func(first string) access.Actor {
					return app.Member(t, func(p *apptest.Person) {
						p.FirstName, p.Code, p.Survey, p.Employer = first, "XP_DIR_ANY", "LEADERS_EXPERTS", "Chantiers de l’Atlantique Nord"
					})
				}
				staff("Colin") // the first of the client's members
				owner := staff("Olga")
				app.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE organisation_id = ?", owner.UserID, client)
				told(t, app)

				title, path := work.publish(t, app, officer, client)
				bell := map[string]string{"un communiqué": "notifications.published_for_client ", "un événement": "notifications.event_for_client "}[work.kind]
				const subject = "[Aipress24] Votre agence RP a publié un contenu en votre nom"
				app.Settle(t)
				var text string
				if err := app.DB.Writer().NewRaw("SELECT text FROM mail_messages").Scan(t.Context(), &text); err != nil {
					t.Fatal(err)
				}
				for _, part := range []string{"Nadia Roux", "Agence Boréale", work.kind, content.Typeset("fr", title), "Chantiers de l’Atlantique Nord", path, "partena"} {
					if !strings.Contains(text, part) {
						t.Errorf("the mail does not say %q: %s", part, text)
					}
				}
				wantTold(t, app, "for a client", []string{"Olga: " + bell + path}, []string{"Olga: " + subject})

				app.Exec(t, "UPDATE members SET active = FALSE WHERE id = ?", owner.UserID)
				work.publish(t, app, officer, client)
				if _, mails := told(t, app); len(mails) != 1 || mails[0] != "Colin: "+subject {
					t.Errorf("without an owner: mails %q", mails)
				}

				work.publish(t, app, officer, officer.OrganisationID)
				wantTold(t, app, "for one's own agency", nil, nil)
			})
		})
	}
}
