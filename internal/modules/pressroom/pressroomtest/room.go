// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomtest

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/images"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Room is a Com'room and the people around it.
type Room struct {
	DB       *database.DB
	IDs      *ids.Generator
	Media    *media.Library
	Releases *pressroom.Service
	Clock    *Clock

	// Officer works for the agency and is an external PR officer of the client,
	// with the mission of press releases; Colleague works for the agency too.
	Officer, Colleague access.Actor
	Owner              access.Actor // of the client's Business Wall
	Employee           access.Actor // of the client, without any role
	Stranger           access.Actor // an expert of no organisation of these
	AgencyID, ClientID int64
	AgencyWallID       int64
	ClientWallID       int64
}

// Clock is the time of a room; it stands still until it is told otherwise.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// Now returns the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Add moves the time forward.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Morning is when every room opens.
var Morning = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// Open returns a room on an empty database. The wire is the caller's: modules
// do not know each other.
func Open(t testing.TB, db *database.DB, wire func(*database.DB, *ids.Generator, func() time.Time) pressroom.Wire) *Room {
	t.Helper()
	clock := &Clock{at: Morning}
	room := &Room{DB: db, Clock: clock, IDs: ids.NewGenerator(1, clock.Now)}
	blobs, err := blob.Open(t.Context(), blob.Options{URL: "mem://", Now: clock.Now})
	if err != nil {
		t.Fatalf("open the files: %v", err)
	}
	t.Cleanup(func() {
		if err := blobs.Close(); err != nil {
			t.Errorf("close the files: %v", err)
		}
	})
	words, err := vocabulary.NewStore(db)
	if err != nil {
		t.Fatalf("open the vocabularies: %v", err)
	}
	room.Media = media.NewLibrary(db, blobs, images.NewProcessor(), clock.Now)
	room.Releases = pressroom.NewService(pressroom.Needs{
		DB: db, IDs: room.IDs, Wire: wire(db, room.IDs, clock.Now), Media: room.Media, Vocabularies: words, Now: clock.Now,
		Outbox: outbox.New(db, room.IDs, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: clock.Now}),
	})
	room.furnish(t, words)
	return room
}

// furnish writes the rows that a press release refers to.
func (r *Room) furnish(t testing.TB, words *vocabulary.Store) {
	t.Helper()
	r.AgencyID, r.AgencyWallID = r.organisation(t, "Agence Boréale", "pr")
	r.ClientID, r.ClientWallID = r.organisation(t, "Chantiers du Ponant", "leaders_experts")
	otherID, _ := r.organisation(t, "Hydrogène de France", "leaders_experts")
	officer := r.member(t, "Nadia", "Roux", "COMMUNICANTS", access.PressRelations, r.AgencyID)
	colleague := r.member(t, "Ugo", "Lenoir", "COMMUNICANTS", access.PressRelations, r.AgencyID)
	owner := r.member(t, "Paul", "Marchand", "LEADERS_EXPERTS", access.Expert, r.ClientID)
	employee := r.member(t, "Lise", "Caron", "LEADERS_EXPERTS", access.Expert, r.ClientID)
	stranger := r.member(t, "Éric", "Lambert", "LEADERS_EXPERTS", access.Expert, otherID)
	r.wall(t, r.AgencyWallID, r.AgencyID, "pr", colleague)
	r.wall(t, r.ClientWallID, r.ClientID, "leaders_experts", owner)
	r.Grant(t, owner, access.WallOwner, nil)
	r.Grant(t, officer, access.ExternalPROfficer, []string{string(mandate.PressReleases)})
	r.Insert(t, &mandate.Partnership{
		ID: r.IDs.Next(), ClientID: r.ClientWallID, AgencyID: r.AgencyWallID, Status: mandate.PartnershipActive,
		InvitedBy: owner, InvitedAt: r.Clock.Now(), AnsweredAt: r.Clock.Now(),
	})
	for name, values := range map[string][]string{
		pressroom.Genres: {"Innovation", "Nomination"}, pressroom.Sections: {"Innovation"},
		pressroom.Topics: {"INFO GÉNÉ / Politique"}, pressroom.Sectors: {"TRANSPORTS / Fret"}, "pays": {"FRA"},
	} {
		r.vocabulary(t, words, name, values)
	}
	r.Officer, r.Colleague = r.Actor(t, officer), r.Actor(t, colleague)
	r.Owner, r.Employee, r.Stranger = r.Actor(t, owner), r.Actor(t, employee), r.Actor(t, stranger)
}

func (r *Room) organisation(t testing.TB, name, wallType string) (id, wallID int64) {
	t.Helper()
	now := r.Clock.Now()
	id, wallID = r.IDs.Next(), r.IDs.Next()
	r.Insert(t, &organisation.Organisation{
		ID: id, Name: name, Slug: ids.Encode(id), WallID: wallID, WallType: wallType, WallName: name,
		Active: true, CreatedAt: now, ModifiedAt: now,
	})
	return id, wallID
}

func (r *Room) wall(t testing.TB, id, organisationID int64, wallType string, ownerID int64) {
	t.Helper()
	now := r.Clock.Now()
	r.Insert(t, &organisation.Wall{
		ID: id, Type: wallType, Status: organisation.WallActive, OwnerID: ownerID, PayerID: ownerID, OrganisationID: organisationID,
		Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: now, ModifiedAt: now,
	})
}

func (r *Room) member(t testing.TB, first, last, survey string, community access.Community, employerID int64) int64 {
	t.Helper()
	now := r.Clock.Now()
	m := &member.Member{
		ID: r.IDs.Next(), Email: strings.ToLower(first) + "@x.example", Active: true, Gender: "?", Language: "fr", FirstName: first, LastName: last,
		OrganisationID: employerID, SubmittedAt: now, CreatedAt: now, ModifiedAt: now,
	}
	r.Insert(t, m)
	r.Insert(t, &member.Role{MemberID: m.ID, Role: string(community)})
	r.Insert(t, &member.Profile{
		MemberID: m.ID, Code: "X", Community: survey, DisplayLevel: 1, ModifiedAt: now,
		Personal: map[string]any{}, Professional: map[string]any{}, Matchmaking: map[string]any{},
		Hobbies: map[string]any{}, WallInterest: map[string]any{}, ContactVisibility: map[string]bool{},
	})
	return m.ID
}

// Grant gives a member a role on the client's wall, accepted at once.
func (r *Room) Grant(t testing.TB, memberID int64, role access.WallRole, missions []string) {
	t.Helper()
	if missions == nil {
		missions = []string{}
	}
	r.Insert(t, &mandate.Role{
		ID: r.IDs.Next(), WallID: r.ClientWallID, MemberID: memberID, Role: string(role), Status: mandate.Accepted,
		Missions: missions, InvitedAt: r.Clock.Now(), AnsweredAt: r.Clock.Now(),
	})
}

// Actor reads a member's rights as they are now.
func (r *Room) Actor(t testing.TB, memberID int64) access.Actor {
	t.Helper()
	actor, err := access.NewLoader(r.DB, r.Clock.Now).Load(t.Context(), memberID)
	if err != nil {
		t.Fatalf("load the actor: %v", err)
	}
	return actor
}

func (r *Room) vocabulary(t testing.TB, words *vocabulary.Store, name string, values []string) {
	t.Helper()
	entries := make([]vocabulary.Entry, len(values))
	for i, value := range values {
		entries[i] = vocabulary.Entry{Value: value, Label: value, Seq: int64(i)}
		if family, item, found := strings.Cut(value, " / "); found {
			entries[i].Category, entries[i].Label = family, item
		}
	}
	if err := words.Replace(t.Context(), r.IDs, name, entries); err != nil {
		t.Fatalf("fill the vocabulary %s: %v", name, err)
	}
}

// Insert writes rows as they are.
func (r *Room) Insert(t testing.TB, rows any) {
	t.Helper()
	if _, err := r.DB.Writer().NewInsert().Model(rows).Exec(t.Context()); err != nil {
		t.Fatalf("insert: %v", err)
	}
}

// Exec changes the database behind the service's back.
func (r *Room) Exec(t testing.TB, query string, args ...any) {
	t.Helper()
	if _, err := r.DB.Writer().NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// Input is a valid press release, for the client.
func (r *Room) Input() pressroom.Input {
	return pressroom.Input{
		Title: "Le Ponant met à l’eau son premier cargo à voile", Standfirst: "Trois ans de chantier.", Body: "<p>Il navigue.</p>",
		Genre: "Innovation", Section: "Innovation", Topic: "INFO GÉNÉ / Politique", Sector: "TRANSPORTS / Fret",
		PublisherID: r.ClientID, Country: "FRA", Town: "FRA / 44600 Saint-Nazaire",
	}
}

// Draft saves a valid release of the officer, changed as the test wants.
func (r *Room) Draft(t testing.TB, change func(*pressroom.Input)) *pressroom.Release {
	t.Helper()
	in := r.Input()
	if change != nil {
		change(&in)
	}
	release, err := r.Releases.Create(t.Context(), r.Officer, in)
	if err != nil {
		t.Fatalf("create a press release: %v", err)
	}
	return release
}

// Published is a draft that has been published.
func (r *Room) Published(t testing.TB, change func(*pressroom.Input)) *pressroom.Release {
	t.Helper()
	draft := r.Draft(t, change)
	release, err := r.Releases.Publish(t.Context(), r.Officer, draft.ID)
	if err != nil {
		t.Fatalf("publish press release %d: %v", draft.ID, err)
	}
	return release
}

// Scheduled is a draft that waits for the end of an embargo.
func (r *Room) Scheduled(t testing.TB, embargo time.Duration) *pressroom.Release {
	t.Helper()
	draft := r.Draft(t, func(in *pressroom.Input) { in.EmbargoedUntil = r.Clock.Now().Add(embargo) })
	release, err := r.Releases.Schedule(t.Context(), r.Officer, draft.ID)
	if err != nil {
		t.Fatalf("schedule press release %d: %v", draft.ID, err)
	}
	return release
}

// Stored reads a release, deleted ones too.
func (r *Room) Stored(t testing.TB, id int64) pressroom.Release {
	t.Helper()
	var release pressroom.Release
	err := r.DB.Writer().NewSelect().Model(&release).WhereAllWithDeleted().Where("r.id = ?", id).Scan(t.Context())
	if err != nil {
		t.Fatalf("read press release %d: %v", id, err)
	}
	return release
}

// Post returns the mirror of a release, or nil.
func (r *Room) Post(t testing.TB, releaseID int64) *content.Post {
	t.Helper()
	var posts []content.Post
	err := r.DB.Writer().NewSelect().Model(&posts).WhereAllWithDeleted().
		Where("p.kind = ?", content.PressRelease).Where("p.source_id = ?", releaseID).Scan(t.Context())
	if err != nil {
		t.Fatalf("read the mirror of %d: %v", releaseID, err)
	}
	if len(posts) == 0 {
		return nil
	}
	return &posts[0]
}

// Events returns the kinds of the events recorded so far, in order.
func (r *Room) Events(t testing.TB) []string {
	t.Helper()
	var kinds []string
	err := r.DB.Writer().NewSelect().Table("outbox_events").Column("kind").Order("sequence").Scan(t.Context(), &kinds)
	if err != nil {
		t.Fatalf("read events: %v", err)
	}
	return kinds
}

// Picture is a PNG file; each shade gives another one.
func Picture(t testing.TB, shade uint8) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 8, 6))
	for i := range 8 {
		m.SetRGBA(i, 2, color.RGBA{R: shade, G: 40, B: 90, A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatalf("draw a picture: %v", err)
	}
	return b.Bytes()
}
