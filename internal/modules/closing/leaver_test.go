// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// newApplicant is somebody who has registered, with pictures and answers, and
// waits.
func newApplicant(t *testing.T, a *apptest.App, email, first, last string) int64 {
	t.Helper()
	who := a.Member(t, func(p *apptest.Person) {
		p.FirstName, p.LastName, p.Email, p.Employer, p.WallType, p.Presentation = first, last, email, "", "", first
	})
	for _, column := range []string{"photo", "press_card"} {
		file, err := a.Media.Store(t.Context(), who.UserID, apptest.Picture(t, 200, 200))
		if err != nil {
			t.Fatal(err)
		}
		a.Exec(t, "UPDATE members SET "+column+" = ? WHERE id = ?", file.Name, who.UserID)
		a.Exec(t, "INSERT INTO media_links (media_name, kind, object_id) VALUES (?, ?, ?)", file.Name, map[string]media.LinkKind{"photo": media.OfMember, "press_card": media.OfPressCard}[column], who.UserID)
	}
	a.Exec(t, "UPDATE members SET active = FALSE, validation_status = ?, mobile = ?, recovery_email = ? WHERE id = ?",
		member.StatusNew, "+33 6 "+first+last, "secours."+email, who.UserID)
	a.Exec(t, "UPDATE profiles SET personal = ? WHERE member_id = ?", `{"no_carte_presse": "`+first+`"}`, who.UserID)
	return who.UserID
}

// rows lists the tables to be erased that hold rows of the member.
func (x *leaver) rows(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, table := range closing.Tables() {
		if table.Treatment == closing.Erased && x.Count(t, "SELECT count(*) FROM "+table.Name+" WHERE "+table.Rows, x.who.UserID, bun.List([]string{canaryEmail, canaryRecovery})) > 0 {
			list = append(list, table.Name)
		}
	}
	return list
}

// check is what is left of a member.
func (x *leaver) check(t *testing.T) {
	t.Helper()
	m := new(member.Member)
	if err := x.DB.Writer().NewSelect().Model(m).WhereAllWithDeleted().Where("m.id = ?", x.who.UserID).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m.FullName() != "Membre supprimé" || m.Active || m.AnonymisedAt.IsZero() || !m.ClosingAt.IsZero() || m.OrganisationID != 0 ||
		!strings.HasPrefix(m.Email, "fake_") || m.ValidationStatus != member.StatusAnonymised {
		t.Errorf("the placeholder is %+v", m)
	}
	for _, name := range x.files {
		if held, err := x.Blobs.Has(t.Context(), blob.Private, name); err != nil || held {
			t.Errorf("file %s is still there: %v", name, err)
		}
	}
	if n := x.Count(t, "SELECT count(*) FROM audit_entries WHERE action = 'account.anonymised' AND object_id = ?", x.who.UserID); n != 1 {
		t.Errorf("%d audit entries", n)
	}
	if n := x.Count(t, "SELECT count(*) FROM organisations WHERE name = 'Le Moulin' AND deleted_at IS NULL"); n != 0 {
		t.Error("the organisation that nobody works for is not collected")
	}
	if n := x.Count(t, "SELECT count(*) FROM post_shares WHERE member_id = ?", x.who.UserID); n != 1 {
		t.Errorf("%d shares of the member are counted", n)
	}
	if n := x.Count(t, "SELECT follower_count FROM members WHERE id = ?", x.other.UserID); n != 0 {
		t.Errorf("the followed member has %d followers", n)
	}
	browser := x.SignIn(t, x.other)
	page := browser.Get(t, "/wire/"+ids.Encode(x.postID))
	if page.Status != 200 || !strings.Contains(page.Body, "Membre supprimé") {
		t.Errorf("the publication answers %d, without the placeholder", page.Status)
	}
	if found := browser.Get(t, "/search/?q="+canary+"nom"); strings.Contains(found.Body, ids.Encode(x.who.UserID)) || strings.Contains(found.Body, ids.Encode(x.postID)) {
		t.Error("the search still finds the name")
	}
}

func newLeaver(t *testing.T, a *apptest.App) *leaver {
	t.Helper()
	x := &leaver{App: a, other: a.Persona(t, apptest.Administrator)}
	x.who = a.Member(t, func(p *apptest.Person) {
		p.FirstName, p.LastName, p.Email = "Zqxprénom", "Zqxnom", canaryEmail
		p.Employer, p.WallType, p.JobTitle, p.Presentation = "Le Moulin", "", "zqx métier", "zqx présentation"
	})
	x.postID = a.Posts(t, x.who, 1, nil)[0].ID
	a.Reindex(t)
	a.Follow(t, x.who, x.other)
	x.sendPictures(t)
	return x
}

// sendPictures gives the member a portrait, a press card, a picture that waits
// for approval, one that nothing shows, and one in a draft of each room.
func (x *leaver) sendPictures(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	for i, kind := range []media.LinkKind{media.OfMember, media.OfPressCard, media.OfProposal, media.OfUploader} {
		file, err := x.Media.Store(ctx, x.who.UserID, apptest.Picture(t, 300+i, 200))
		if err != nil {
			t.Fatal(err)
		}
		if kind != media.OfUploader {
			x.Exec(t, "INSERT INTO media_links (media_name, kind, object_id) VALUES (?, ?, ?)", file.Name, kind, x.who.UserID)
		}
		x.Exec(t, "UPDATE media_files SET credit = 'zqx crédit' WHERE name = ?", file.Name)
		x.files = append(x.files, file.Name)
	}
	x.Exec(t, "UPDATE members SET photo = ?, press_card = ? WHERE id = ?", x.files[0], x.files[1], x.who.UserID)
	draft := x.Article(t, x.who, func(in *newsroom.ArticleInput) { in.Title = "zqx brouillon" })
	image, err := x.Articles.AddImage(ctx, x.who, draft.ID, gallery.Addition{Data: apptest.Picture(t, 310, 200), Caption: "zqx légende"})
	if err != nil {
		t.Fatal(err)
	}
	x.files = append(x.files, image.MediaName)
	release := x.Release(t, x.who, func(in *pressroom.Input) { in.Title = "zqx communiqué" })
	cargo, err := x.Releases.AddImage(ctx, x.who, release.ID, gallery.Addition{Data: apptest.Picture(t, 309, 200), Caption: "zqx cargo"})
	if err != nil {
		t.Fatal(err)
	}
	x.files = append(x.files, cargo.MediaName)
	event, err := x.Agenda.Room.Create(ctx, x.who, events.EventInput{
		Title: "zqx événement", Body: "<p>zqx</p>", Type: "Presse / Point presse", Sector: "ARTS, CULTURE, MEDIAS / Architecture",
	})
	if err != nil {
		t.Fatal(err)
	}
	poster, err := x.Agenda.Room.AddImage(ctx, x.who, event.ID, gallery.Addition{Data: apptest.Picture(t, 311, 200), Caption: "zqx affiche"})
	if err != nil {
		t.Fatal(err)
	}
	x.files = append(x.files, poster.MediaName)
}

// wordless are tables whose rows of a member hold no words: they are counted.
var wordless = map[string]bool{
	"member_roles": true, "follows": true, "post_views": true, "event_views": true, "review_assignments": true, "inactivity_notices": true, "data_archives": true,
}

// plant writes a canary into every personal column of every declared table.
func (x *leaver) plant(t *testing.T) {
	t.Helper()
	now := x.Clock.Now().UTC()
	quote := fmt.Sprintf(`{"to": %q, "name": "Zqxprénom Zqxnom", "call": %q}`, canaryEmail, canaryMobile)
	wall := x.IDs.Next()
	picture, err := x.Blobs.Put(t.Context(), blob.Private, "zip", []byte("zqx"))
	if err != nil {
		t.Fatal(err)
	}
	x.files = append(x.files, picture)
	x.Exec(t, "UPDATE members SET recovery_email = ?, mobile = ?, photo_credit = 'zqx', cover_credit = 'zqx', status = 'zqx' WHERE id = ?", canaryRecovery, canaryMobile, x.who.UserID)
	received := x.IDs.Next() // a pitch of somebody else's, which the member has answered
	x.Exec(t, "INSERT INTO pitches (id, owner_id, outlet_id, valid_until, issue_at, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		received, x.other.UserID, x.other.OrganisationID, now, now, now, now)
	own := map[string]any{"member_id": x.who.UserID}
	written := map[string]any{"member_id": x.who.UserID, "object_kind": "article", "object_id": x.IDs.Next()}
	said := x.IDs.Next() // a comment that shows, and stays
	x.Exec(t, "INSERT INTO comments (id, post_id, owner_id, content, created_at) VALUES (?, ?, ?, 'Bien vu.', ?)", said, x.postID, x.other.UserID, now)
	rows := map[string]map[string]any{
		"comments":        {"post_id": x.postID, "event_id": nil, "owner_id": x.who.UserID, "deleted_at": now},
		"comment_reports": {"comment_id": said, "reporter_id": x.who.UserID, "reason": "spam", "status": "new", "decided_by": nil},

		"sessions": own, "account_tokens": own, "account_letters": own, "one_time_codes": own, "recovery_codes": own, "passkeys": own,
		"personal_feeds": own, "calendar_feeds": own, "notice_choices": own, "profile_proposals": own, "review_letters": own, "inactivity_notices": own,
		"pitches":                  {"owner_id": x.who.UserID, "outlet_id": x.other.OrganisationID, "status": "draft", "outcome": ""},
		"pitch_offers":             {"pitch_id": received, "editor_id": x.who.UserID, "status": "withdrawn"},
		"assignments":              {"owner_id": x.who.UserID, "commissioner_id": x.who.UserID, "outlet_id": x.other.OrganisationID, "status": "draft"},
		"revisions":                written,
		"working_copies":           written,
		"edit_leases":              written,
		"sign_in_failures":         {"email": canaryEmail},
		"post_views":               {"member_id": x.who.UserID, "post_id": x.postID},
		"post_shares":              {"member_id": x.who.UserID, "post_id": x.postID},
		"event_shares":             {"member_id": x.who.UserID, "post_id": x.announced(t)},
		"event_views":              {"member_id": x.who.UserID, "post_id": x.announced(t)},
		"participations":           {"member_id": x.who.UserID, "post_id": x.announced(t), "status": "approved"},
		"registration_drafts":      {"member_id": x.who.UserID, "organisation_id": nil},
		"organisation_invitations": {"organisation_id": x.other.OrganisationID, "email": canaryEmail, "invited_by": nil},
		"data_archives":            {"member_id": x.who.UserID, "file": picture},
		"review_notes":             {"member_id": x.who.UserID, "author_id": nil, "kind": "note"},
		"review_assignments":       {"member_id": x.who.UserID, "reviewer_id": x.other.UserID},
		"wall_applications":        {"member_id": x.who.UserID, "wall_id": nil},
		"business_walls":           {"id": wall, "owner_id": x.who.UserID, "payer_id": x.who.UserID, "type": "media", "status": "cancelled"},
		"wall_roles":               {"wall_id": wall, "member_id": x.who.UserID, "role": "BWMi", "status": "accepted"},
		"subscriptions":            {"wall_id": wall, "status": "cancelled", "payer_email": canaryEmail},
		"billing_details":          {"organisation_id": x.other.OrganisationID, "email": canaryEmail},
		"billing_events":           {"facts": quote},
		"sandbox_objects":          {"kind": "customer", "data": quote},
		"notifications":            {"receiver_id": x.who.UserID},
		"email_log":                {"recipient": canaryEmail},
		"mail_messages":            {"recipient": canaryEmail},
		"outbox_events":            {"payload": quote, "kind": "nothing.happened"},
		"audit_entries":            {"actor_id": x.who.UserID, "object_id": x.who.UserID, "details": quote},
	}
	tables := closing.Tables()
	slices.Reverse(tables) // what others refer to comes last there
	for _, table := range tables {
		if fixed, planted := rows[table.Name]; planted {
			x.insert(t, table, fixed, now)
		}
	}
	x.Exec(t, "INSERT INTO notifications (id, receiver_id, event_id, message, args, url, created_at) VALUES (?, ?, 1, 'm', ?, '/', ?)", x.IDs.Next(), x.other.UserID, quote, now)
	x.Exec(t, "INSERT INTO mail_messages (id, message_id, recipient, subject, text, created_at) VALUES (?, 'quoting', 'staff@example.org', 's', ?, ?)", x.IDs.Next(), "Zqxprénom Zqxnom", now)
	x.Exec(t, "INSERT INTO river_job (args, kind, max_attempts, state, scheduled_at) VALUES (?, 'nothing', 3, 'scheduled', ?)", quote, now.AddDate(1, 0, 0))
	profile := []string{"display_level = 2"}
	for name, kind := range columnsOf(t, x.DB, "profiles") {
		if isTextual(kind) {
			profile = append(profile, name+" = '"+wordFor(x.DB, "profiles", name, kind)+"'")
		}
	}
	x.Exec(t, "UPDATE profiles SET "+strings.Join(profile, ", ")+" WHERE member_id = ?", x.who.UserID)
}

// announced is an event of somebody else in the agenda.
func (x *leaver) announced(t *testing.T) int64 {
	t.Helper()
	e, err := x.Agenda.Room.Create(t.Context(), x.other, events.EventInput{
		Title: "Les Assises", Body: "<p>Deux jours.</p>", Type: "Presse / Point presse", Sector: "ARTS, CULTURE, MEDIAS / Architecture",
		StartsAt: x.Clock.Now().Add(time.Hour), EndsAt: x.Clock.Now().Add(2 * time.Hour),
	})
	if err == nil {
		e, err = x.Agenda.Room.Publish(t.Context(), x.other, e.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	return int64(x.Count(t, "SELECT id FROM event_posts WHERE source_id = ?", e.ID))
}

// insert writes a row: what is fixed, a canary in each other personal column,
// something in those that must not be empty.
func (x *leaver) insert(t *testing.T, table closing.Table, fixed map[string]any, now time.Time) {
	t.Helper()
	whole := table.Treatment == closing.Erased || table.Treatment == closing.Dropped
	values := maps.Clone(fixed)
	for name, kind := range columnsOf(t, x.DB, table.Name) {
		personal := whole || slices.ContainsFunc(table.Empty, func(set string) bool { return strings.HasPrefix(set, name+" = ") })
		_, given := values[name]
		switch {
		case given || name == "position" || name == "dispatched_at" || name == "sequence":
		case isTextual(kind) && personal:
			values[name] = wordFor(x.DB, table.Name, name, kind)
		case strings.HasPrefix(kind, "text") && strings.HasSuffix(kind, "!") && name == "id":
			values[name] = "plain"
		case name == "id":
			values[name] = x.IDs.Next()
		case isTextual(kind) && strings.HasSuffix(kind, "!") && (name == "kind" || name == "action"):
			values[name] = "plain"
		case strings.HasPrefix(kind, "time") && strings.HasSuffix(kind, "!"):
			values[name] = now
		case strings.HasPrefix(kind, "bytes") && personal:
			values[name] = []byte(canary)
		case name == "event_id":
			values[name] = 7
		}
	}
	names := slices.Sorted(maps.Keys(values))
	args := make([]any, len(names))
	for i, name := range names {
		args[i] = values[name]
	}
	x.Exec(t, "INSERT INTO "+table.Name+" ("+strings.Join(names, ", ")+") VALUES ("+strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ")+")", args...)
}

// wordFor is a canary that a column can hold.
func wordFor(db *database.DB, table, column, kind string) string {
	word := canary + " " + table + " " + column
	jsonText := map[string]bool{
		"payload": true, "answers": true, "changed": true, "missions": true, "args": true, "headers": true, "details": true, "contact": true,
		"personal": true, "professional": true, "matchmaking": true, "hobbies": true, "wall_interest": true, "contact_visibility": true,
	}
	if strings.HasPrefix(kind, "json") || db.Engine() == database.SQLite && jsonText[column] {
		return `{"k": "` + word + `"}`
	}
	return word
}
