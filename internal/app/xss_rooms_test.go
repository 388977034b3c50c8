// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"cmp"
	"net/url"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// TestNothingExecutable_rooms puts every vector into pitches, assignments, press
// releases, events, comments, participations and galleries, and opens the pages
// that show or edit them: those of the rooms, of the agenda, of the Business
// Wall and of the administration.
func TestNothingExecutable_rooms(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, dbtest.Open(t, database.SQLite), apptest.Options{Idle: true})
	w := newCorpusWorld(t, app)
	officer, host := app.Persona(t, apptest.PressOfficer), app.Persona(t, apptest.Expert)
	w.fillRooms(t, officer, host)
	office, room, hall := w, w, w
	hall.browser = app.SignIn(t, host)
	office.browser = app.SignIn(t, app.Persona(t, apptest.Administrator))
	room.browser = app.SignIn(t, officer)
	for i, v := range w.vectors {
		id := ids.Encode(w.ids[i])
		for _, path := range []string{"/wip/sujets/" + id, "/wip/commandes/" + id, "/events/" + id} {
			w.check(t, path, v.ID)
		}
		for _, path := range []string{"/wip/communiques/" + id, "/wip/communiques/" + id + "/edit"} {
			room.check(t, path, v.ID)
		}
		for _, path := range []string{"/wip/events/" + id, "/wip/events/" + id + "/edit", "/wip/events/" + id + "/accreditations"} {
			hall.check(t, path, v.ID)
		}
		for _, path := range []string{"/admin/show_user/" + id, "/admin/show_org/" + id} {
			office.check(t, path, v.ID)
		}
		w.browser.Post(t, "/BW/select-bw/"+id, url.Values{})
		w.check(t, "/BW/configure-content", v.ID)
		w.check(t, "/BW/information", v.ID)
	}
	for _, list := range []struct {
		from corpusWorld
		path string
	}{
		{w, "/events"}, {w, "/wip/sujets"}, {w, "/wip/commandes"}, {room, "/wip/communiques"}, {hall, "/wip/events"}, {office, "/admin/users"}, {office, "/admin/orgs"},
	} {
		for path := list.path; path != ""; {
			path = list.from.check(t, path, "list").Find(`a[rel=next]`).AttrOr("href", "")
		}
	}
}

// fillRooms adds to the world what the rooms hold: under the id of each vector.
func (w corpusWorld) fillRooms(t *testing.T, officer, host access.Actor) {
	t.Helper()
	var rows struct {
		pitches       []newsroom.Pitch
		assignments   []newsroom.Assignment
		releases      []pressroom.Release
		events        []events.Event
		posts         []events.Post
		comments      []discussion.Comment
		participating []events.Participation
		pictures      []businesswall.Image
	}
	app := w.app
	reader, now := app.Persona(t, apptest.Journalist), app.Clock.Now().UTC()
	soon := now.AddDate(0, 1, 0)
	picture, err := app.Media.Store(t.Context(), reader.UserID, apptest.Picture(t, 40, 30))
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range w.vectors {
		id, in := w.ids[i], v.Input
		rows.pitches = append(rows.pitches, newsroom.Pitch{ID: id, OwnerID: reader.UserID, OutletID: id, Title: in, Brief: in, Genre: in, Section: in, Topic: in, Sector: in,
			Language: "fr", Country: "FRA", Town: in, Status: content.Draft, ValidUntil: soon, IssueAt: soon, AnswerReason: in, Version: 1, CreatedAt: now, ModifiedAt: now})
		rows.assignments = append(rows.assignments, newsroom.Assignment{ID: id, OwnerID: reader.UserID, CommissionerID: reader.UserID, OutletID: id, Title: in, Brief: in,
			Genre: in, Section: in, Topic: in, Sector: in, Language: "fr", Country: "FRA", Town: in, Status: content.Draft, ValidUntil: soon, CopyDeadline: soon, IssueAt: soon,
			PayAt: soon, CloseReason: in, Version: 1, CreatedAt: now, ModifiedAt: now})
		rows.releases = append(rows.releases, pressroom.Release{ID: id, OwnerID: officer.UserID, PublisherID: officer.OrganisationID, Title: in, Standfirst: in, Body: in,
			Genre: in, Section: in, Topic: in, Sector: in, Language: "fr", Address: in, Country: "FRA", Town: in, Tags: []string{in}, Status: content.Draft, Version: 1, CreatedAt: now, ModifiedAt: now, ListedAt: now})
		rows.events = append(rows.events, events.Event{ID: id, OwnerID: host.UserID, PublisherID: host.OrganisationID, Title: in, Standfirst: in, Body: in, Type: in, Sector: in,
			Language: "fr", Organiser: in, Contact: in, Address: in, Country: "FRA", Town: in, URL: in, StartsAt: soon, EndsAt: soon, Admission: events.OnRequest, Question: in,
			Tags: []string{in}, Audience: []access.Community{}, Status: content.Public, PublishedAt: now, Version: 1, CreatedAt: now, ModifiedAt: now})
		rows.posts = append(rows.posts, events.Post{ID: id, SourceID: id, OwnerID: host.UserID, PublisherID: host.OrganisationID, Title: in, Summary: in, Content: in, Type: in,
			Category: in, Sector: in, Language: "fr", Organiser: in, Contact: in, Address: in, Country: "FRA", Town: in, City: in, URL: in, Image: in,
			Tags: []tag.Tag{{Label: in}, {Label: in, Auto: true}}, Gallery: []content.Picture{{Name: in, Caption: in, Copyright: in}}, StartsAt: soon, EndsAt: soon, Admission: events.OnRequest, Question: in, Audience: []access.Community{},
			Status: content.Public, PublishedAt: now, LastUpdatedAt: now, CreatedAt: now, ModifiedAt: now})
		rows.comments = append(rows.comments, discussion.Comment{ID: id, EventID: id, OwnerID: w.ids[0], Content: cmp.Or(in, "."), CreatedAt: now})
		rows.participating = append(rows.participating, events.Participation{ID: id, PostID: id, MemberID: id, Status: events.Requested, Motive: in, Message: in, RequestedAt: now, ModifiedAt: now})
		rows.pictures = append(rows.pictures, businesswall.Image{ID: id, WallID: id, MediaName: picture.Name, Caption: in, Copyright: in, CreatedAt: now})
	}
	insertRows(t, app, rows.pitches)
	insertRows(t, app, rows.assignments)
	insertRows(t, app, rows.releases)
	insertRows(t, app, rows.events)
	insertRows(t, app, rows.posts)
	insertRows(t, app, rows.comments)
	insertRows(t, app, rows.participating)
	insertRows(t, app, rows.pictures)
}
