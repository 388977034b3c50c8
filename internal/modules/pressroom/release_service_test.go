// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/modules/pressroom/pressroomtest"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

func inRoom(t *testing.T, test func(t *testing.T, room *pressroomtest.Room)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		test(t, pressroomtest.Open(t, db, func(db *database.DB, gen *ids.Generator, now func() time.Time) pressroom.Wire {
			return wire.NewMirrors(db, gen, now)
		}))
	})
}

func wantKind(t *testing.T, err error, want errs.Kind, what string) {
	t.Helper()
	if err == nil || errs.KindOf(err) != want {
		t.Errorf("%s: %v, want kind %v", what, err, want)
	}
}

// A release published for a client is on the wire under the client's name, in
// the same transaction; readers and the client are told (spec 04 §4.5, §9.12).
func TestPublish(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		release := room.Draft(t, nil)
		if room.Post(t, release.ID) != nil {
			t.Error("a draft has a mirror")
		}
		published, err := room.Releases.Publish(t.Context(), room.Officer, release.ID)
		if err != nil || published.Status != content.Public || !published.PublishedAt.Equal(room.Clock.Now()) {
			t.Fatalf("published = %+v, %v", published, err)
		}
		post := room.Post(t, release.ID)
		if post == nil || post.PublisherID != room.ClientID || post.OwnerID != room.Officer.UserID || !post.IsVisible(room.Clock.Now()) ||
			post.Title != release.Title || post.Summary != release.Standfirst || post.PublisherType != "com" {
			t.Fatalf("the mirror = %+v", post)
		}
		if got := room.Events(t); !slices.Equal(got, []string{"press_release.published", "publication.for_client"}) {
			t.Errorf("events = %v", got)
		}
		_, err = room.Releases.Publish(t.Context(), room.Officer, release.ID)
		wantKind(t, err, errs.Conflict, "published twice")
	})
}

// For the own organisation nobody else is told.
func TestPublish_forOneself(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		room.Published(t, func(in *pressroom.Input) { in.PublisherID = room.AgencyID })
		if got := room.Events(t); !slices.Equal(got, []string{"press_release.published"}) {
			t.Errorf("events = %v", got)
		}
	})
}

// The right to publish for an organisation is asked in the transaction that
// publishes: what was revoked since the draft was written counts (spec 04 §4.2).
func TestPublish_mandates(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		const (
			noRole    = "DELETE FROM wall_roles WHERE role = 'BWPRe'"
			noPact    = "UPDATE partnerships SET status = 'revoked'"
			mission   = "UPDATE business_walls SET missions = '{\"press_release\": true}'"
			suspended = "UPDATE business_walls SET status = 'suspended'"
			otherRole = "UPDATE wall_roles SET missions = '[\"events\"]' WHERE role = 'BWPRe'"
			pending   = "UPDATE wall_roles SET status = 'pending' WHERE role = 'BWPRe'"
		)
		tests := []struct {
			name    string
			changes []string
			allowed bool
		}{
			{"a role with the mission", nil, true},
			{"a role with another mission, and no partnership", []string{otherRole, noPact}, false},
			{"a role that was not accepted", []string{pending, noPact}, false},
			{"neither role nor partnership", []string{noRole, noPact}, false},
			{"a partnership without the mission", []string{noRole}, false},
			{"a partnership with the mission", []string{noRole, mission}, true},
			{"a revoked partnership with the mission", []string{noRole, noPact, mission}, false},
			{"a client whose wall is suspended", []string{suspended}, false},
		}
		drafts := make([]*pressroom.Release, len(tests))
		for i := range tests {
			drafts[i] = room.Draft(t, nil)
		}
		reset := []string{
			"UPDATE wall_roles SET missions = '[\"press_release\"]', status = 'accepted' WHERE role = 'BWPRe'",
			"UPDATE partnerships SET status = 'active'", "UPDATE business_walls SET missions = '{}', status = 'active'",
		}
		for i, tt := range tests {
			room.Exec(t, "DELETE FROM wall_roles WHERE role = 'BWPRe'")
			room.Grant(t, room.Officer.UserID, access.ExternalPROfficer, []string{"press_release"})
			for _, query := range append(slices.Clone(reset), tt.changes...) {
				room.Exec(t, query)
			}
			_, err := room.Releases.Publish(t.Context(), room.Officer, drafts[i].ID)
			stored := room.Stored(t, drafts[i].ID)
			if tt.allowed && (err != nil || stored.Status != content.Public) {
				t.Errorf("%s: %v", tt.name, err)
			}
			if !tt.allowed && (!errors.Is(err, mandate.ErrMayNotPublish) || stored.Status != content.Draft || room.Post(t, drafts[i].ID) != nil) {
				t.Errorf("%s: %v, status %s", tt.name, err, stored.Status)
			}
		}
	})
}

// The table of who may do what with another's release: it does not exist for
// strangers, its publisher's owner takes care of it, its author alone deletes
// it (spec 04 §5.4, §5.6, §10).
func TestRelease_actors(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		ctx := t.Context()
		release := room.Draft(t, nil)
		image, err := room.Releases.AddImage(ctx, room.Officer, release.ID, gallery.Addition{Data: pressroomtest.Picture(t, 1)})
		if err != nil {
			t.Fatal(err)
		}
		deeds := func(by access.Actor) map[string]error {
			found := map[string]error{}
			_, _, found["see"] = room.Releases.Release(ctx, by, release.ID)
			_, found["sheet"] = room.Releases.Sheet(ctx, by, release.ID)
			_, found["row"] = room.Releases.Row(ctx, by, release.ID)
			_, found["update"] = room.Releases.Update(ctx, by, release.ID, room.Input())
			_, found["publish"] = room.Releases.Publish(ctx, by, release.ID)
			_, found["unpublish"] = room.Releases.Unpublish(ctx, by, release.ID)
			_, found["schedule"] = room.Releases.Schedule(ctx, by, release.ID)
			_, found["unschedule"] = room.Releases.Unschedule(ctx, by, release.ID)
			_, found["duplicate"] = room.Releases.Duplicate(ctx, by, release.ID, "Copie")
			_, found["add an image"] = room.Releases.AddImage(ctx, by, release.ID, gallery.Addition{Data: pressroomtest.Picture(t, 2)})
			found["describe an image"] = room.Releases.DescribeImage(ctx, by, release.ID, image.ID, "a", "b")
			found["move an image"] = room.Releases.MoveImage(ctx, by, release.ID, image.ID, content.MoveUp)
			found["delete an image"] = room.Releases.DeleteImage(ctx, by, release.ID, 9)
			found["delete"] = room.Releases.Delete(ctx, by, release.ID)
			return found
		}
		for name, by := range map[string]access.Actor{
			"a colleague": room.Colleague, "an employee of the client": room.Employee, "a stranger": room.Stranger,
			"an administrator": {UserID: room.Stranger.UserID, Admin: true}, "nobody": {},
		} {
			for deed, err := range deeds(by) {
				wantKind(t, err, errs.NotFound, name+": "+deed)
			}
		}
		for deed, err := range deeds(room.Owner) {
			switch deed {
			case "delete":
				wantKind(t, err, errs.Forbidden, "the client's owner deletes")
			case "schedule":
				wantKind(t, err, errs.Invalid, "schedule without a date")
			case "unschedule":
				wantKind(t, err, errs.Conflict, "unschedule what does not wait")
			case "delete an image":
				wantKind(t, err, errs.NotFound, "an unknown image")
			default:
				if err != nil && errs.KindOf(err) != errs.Invalid {
					t.Errorf("the client's owner: %s: %v", deed, err)
				}
			}
		}
		if err := room.Releases.Delete(ctx, room.Officer, release.ID); err != nil {
			t.Errorf("the author deletes: %v", err)
		}
	})
}

// A deleted release is gone everywhere, its mirror with it; a withdrawn one
// comes back at the same address (spec 03 §4.1, 04 §12.12).
func TestUnpublish_andDelete(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		ctx := t.Context()
		release := room.Published(t, nil)
		post := room.Post(t, release.ID)
		if _, err := room.Releases.Unpublish(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		if room.Post(t, release.ID).IsVisible(room.Clock.Now()) {
			t.Error("it is still on the wire")
		}
		_, err := room.Releases.Unpublish(ctx, room.Officer, release.ID)
		wantKind(t, err, errs.Conflict, "unpublished twice")
		room.Clock.Add(time.Hour)
		again, err := room.Releases.Publish(ctx, room.Officer, release.ID)
		if err != nil || !again.PublishedAt.Equal(pressroomtest.Morning) || room.Post(t, release.ID).ID != post.ID {
			t.Errorf("published again: %+v, %v", again, err)
		}
		if err := room.Releases.Delete(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		if room.Post(t, release.ID).CanRead(room.Officer, room.Clock.Now()) {
			t.Error("a deleted release is read on the wire by who wrote it")
		}
		_, _, err = room.Releases.Release(ctx, room.Officer, release.ID)
		wantKind(t, err, errs.NotFound, "a deleted release")
	})
}

// Choices outside the lists are refused, and so is a publisher that is neither
// the employer nor a client; one that is held stays (spec 04 §3.1, §4.2).
func TestInput_choices(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		for field, change := range map[string]func(*pressroom.Input){
			"genre":     func(in *pressroom.Input) { in.Genre = "Potin" },
			"section":   func(in *pressroom.Input) { in.Section = "" },
			"publisher": func(in *pressroom.Input) { in.PublisherID = room.Stranger.OrganisationID },
			"title":     func(in *pressroom.Input) { in.Title = " " },
			"body":      func(in *pressroom.Input) { in.Body = "<p> </p>" },
			"release_at": func(in *pressroom.Input) {
				in.ReleaseAt, in.EmbargoedUntil = pressroomtest.Morning, pressroomtest.Morning.Add(1)
			},
			"expires_at": func(in *pressroom.Input) { in.ReleaseAt, in.ExpiresAt = pressroomtest.Morning, pressroomtest.Morning },
		} {
			in := room.Input()
			change(&in)
			_, err := room.Releases.Create(t.Context(), room.Officer, in)
			var fields errs.Fields
			if !errors.As(err, &fields) || len(fields) != 1 || fields[0].Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		release := room.Draft(t, nil)
		room.Exec(t, "DELETE FROM wall_roles WHERE role = 'BWPRe'")
		room.Exec(t, "UPDATE partnerships SET status = 'revoked'")
		if _, err := room.Releases.Update(t.Context(), room.Officer, release.ID, room.Input()); err != nil {
			t.Errorf("a held publisher is refused at save: %v", err)
		}
	})
}

// An empty publisher becomes the organisation one acts for, else the employer
// (spec 04 §4.2).
func TestInput_emptyPublisher(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		empty := func(in *pressroom.Input) { in.PublisherID = 0 }
		if got := room.Draft(t, empty).PublisherID; got != room.AgencyID {
			t.Errorf("publisher = %d, want the employer", got)
		}
		room.Exec(t, "UPDATE members SET selected_wall_id = ? WHERE id = ?", room.ClientWallID, room.Officer.UserID)
		room.Officer = room.Actor(t, room.Officer.UserID)
		if got := room.Draft(t, empty).PublisherID; got != room.ClientID {
			t.Errorf("publisher = %d, want the client", got)
		}
	})
}

// Two tabs on one release: the second to save is told, and nothing is lost.
func TestUpdate_twoTabs(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		release := room.Draft(t, nil)
		in := room.Input()
		in.Version = release.Version
		if _, err := room.Releases.Update(t.Context(), room.Officer, release.ID, in); err != nil {
			t.Fatal(err)
		}
		_, err := room.Releases.Update(t.Context(), room.Officer, release.ID, in)
		wantKind(t, err, errs.Conflict, "the second tab")
	})
}

// A copy is a draft of one's own with the words and the pictures, without any
// date, and the original's files are seen with it (spec 04 §13.12).
func TestDuplicate(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		ctx := t.Context()
		release := room.Scheduled(t, time.Hour)
		image, err := room.Releases.AddImage(ctx, room.Officer, release.ID, gallery.Addition{Data: pressroomtest.Picture(t, 1), Caption: "La coque"})
		if err != nil {
			t.Fatal(err)
		}
		duplicate, err := room.Releases.Duplicate(ctx, room.Owner, release.ID, "Le même (copie)")
		if err != nil {
			t.Fatal(err)
		}
		stored := room.Stored(t, duplicate.ID)
		if stored.OwnerID != room.Owner.UserID || stored.Title != "Le même (copie)" || stored.Body != release.Body || stored.IsScheduled() ||
			!stored.EmbargoedUntil.IsZero() || stored.Status != content.Draft || stored.PublisherID != room.ClientID {
			t.Errorf("the copy = %+v", stored)
		}
		_, pictures, err := room.Releases.Release(ctx, room.Owner, duplicate.ID)
		if err != nil || len(pictures) != 1 || pictures[0].MediaName != image.MediaName || pictures[0].Caption != "La coque" {
			t.Fatalf("pictures = %+v, %v", pictures, err)
		}
		if err := room.Releases.Delete(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		opened, err := room.Media.Open(ctx, room.Owner, image.MediaName, 0)
		if err != nil {
			t.Fatalf("the copy's picture: %v", err)
		}
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
}

// A picture is seen with its release: by who takes care of it while it is a
// draft or under embargo, by members once it is on the wire, and not any more
// when it is withdrawn, deleted or over.
func TestMedia_followTheRelease(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		ctx := t.Context()
		release := room.Draft(t, func(in *pressroom.Input) { in.EmbargoedUntil = room.Clock.Now().Add(time.Hour) })
		image, err := room.Releases.AddImage(ctx, room.Officer, release.ID, gallery.Addition{Data: pressroomtest.Picture(t, 7)})
		if err != nil {
			t.Fatal(err)
		}
		sees := func(by access.Actor) bool {
			opened, err := room.Media.Open(ctx, by, image.MediaName, 0)
			if err != nil {
				return false
			}
			return opened.Close() == nil
		}
		check := func(when string, byReaders bool) {
			t.Helper()
			for name, by := range map[string]access.Actor{"the author": room.Officer, "the client's owner": room.Owner} {
				if !sees(by) {
					t.Errorf("%s: %s does not see it", when, name)
				}
			}
			for name, by := range map[string]access.Actor{"a colleague": room.Colleague, "an employee": room.Employee, "a stranger": room.Stranger} {
				if sees(by) != byReaders {
					t.Errorf("%s: %s sees it: %v", when, name, !byReaders)
				}
			}
		}
		check("draft", false)
		if _, err := room.Releases.Schedule(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		check("under embargo", false)
		room.Clock.Add(time.Hour)
		if err := room.Releases.ReleaseDue(ctx); err != nil {
			t.Fatal(err)
		}
		check("published", true)
		if _, err := room.Releases.Unpublish(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		check("withdrawn", false)
		if err := room.Releases.Delete(ctx, room.Officer, release.ID); err != nil {
			t.Fatal(err)
		}
		if sees(room.Owner) || sees(room.Stranger) {
			t.Error("a deleted release shows its picture")
		}
		if err := room.Media.ForgetUnlinked(ctx, room.Clock.Now().Add(time.Hour)); err != nil {
			t.Errorf("forget files: %v", err)
		}
	})
}
