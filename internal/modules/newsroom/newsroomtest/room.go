// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomtest

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/images"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Room is a newsroom and the people in it.
type Room struct {
	DB           *database.DB
	IDs          *ids.Generator
	Media        *media.Library
	Vocabularies *vocabulary.Store
	Articles     *newsroom.ArticleService
	Pitches      *newsroom.PitchService
	Assignments  *newsroom.AssignmentService
	Clock        *Clock

	Author      access.Actor // journalist of the media Strada
	Colleague   access.Actor // another one of the same media
	Editor      access.Actor // editor-in-chief of the other media, Les Échos Verts
	Deputy      access.Actor // another one, by a role on the Business Wall
	Reporter    access.Actor // an ordinary journalist there
	Officer     access.Actor // press officer of an organisation that is no media
	StradaID    int64        // their employer and outlet
	EchosID     int64        // a media of another house
	EchosWallID int64        // its Business Wall
	PlainID     int64        // an organisation that is no media
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
var Morning = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// Policy is what the wall of Strada says of the sale of rights.
const Policy = `{"option":"whitelist","media_ids":["7"]}`

// Open returns a room on an empty database. The wire is the caller's: modules
// do not know each other.
func Open(t testing.TB, db *database.DB, wire func(*database.DB, *ids.Generator, func() time.Time) newsroom.Wire) *Room {
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
	if room.Vocabularies, err = vocabulary.NewStore(db); err != nil {
		t.Fatalf("open the vocabularies: %v", err)
	}
	room.Media = media.NewLibrary(db, blobs, images.NewProcessor(), clock.Now)
	needs := newsroom.Needs{
		DB: db, IDs: room.IDs, Wire: wire(db, room.IDs, clock.Now), Media: room.Media,
		Vocabularies: room.Vocabularies, Now: clock.Now,
		Outbox: outbox.New(db, room.IDs, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: clock.Now}),
	}
	room.Articles = newsroom.NewArticleService(needs)
	room.Pitches, room.Assignments = newsroom.NewPitchService(needs), newsroom.NewAssignmentService(needs)
	room.furnish(t)
	room.staff(t)
	return room
}

// furnish writes the rows that an article refers to.
func (r *Room) furnish(t testing.TB) {
	t.Helper()
	now := r.Clock.Now()
	r.StradaID, r.EchosID, r.PlainID = r.IDs.Next(), r.IDs.Next(), r.IDs.Next()
	wallID := r.IDs.Next()
	r.EchosWallID = r.IDs.Next()
	r.insert(t, &[]organisation.Organisation{
		{ID: r.StradaID, Name: "Strada SARL", Slug: "strada", WallID: wallID, WallType: organisation.WallMedia, WallName: "Strada Transports", Active: true, CreatedAt: now, ModifiedAt: now},
		{ID: r.EchosID, Name: "Les Échos Verts", Slug: "echos", WallID: r.EchosWallID, WallType: organisation.WallMedia, Active: true, CreatedAt: now, ModifiedAt: now},
		{ID: r.PlainID, Name: "Girofle Conseil", Slug: "girofle", Active: true, CreatedAt: now, ModifiedAt: now},
	})
	r.Author = r.journalist(t, "Jeanne", "Morel", wallID)
	r.Colleague = r.journalist(t, "Nicolas", "Mouriou", wallID)
	r.insert(t, &organisation.Wall{
		ID: wallID, Type: organisation.WallMedia, Status: organisation.WallActive, OwnerID: r.Author.UserID, PayerID: r.Author.UserID,
		OrganisationID: r.StradaID, Name: "Strada Transports", Sectors: []string{}, CompanyTypes: []string{},
		Missions: map[string]bool{}, RightsPolicy: json.RawMessage(Policy), CreatedAt: now, ModifiedAt: now,
	})
	for name, values := range map[string][]string{
		"genres": {"Enquête", "Interview"}, "sections": {"Innovation"}, "topics": {"INFO GÉNÉ / Politique"},
		"news_sectors":      {"TRANSPORTS / Fret", "TRANSPORTS / Aérien"},
		"copyright_mention": {"Tous droits réservés"}, "pays": {"FRA", "BEL"},
	} {
		r.vocabulary(t, name, values)
	}
}

// journalist adds a member of Strada.
func (r *Room) journalist(t testing.TB, first, last string, wallID int64) access.Actor {
	t.Helper()
	now := r.Clock.Now()
	m := &member.Member{
		ID: r.IDs.Next(), Email: first + "@strada.example", Active: true, Gender: "?", Language: "fr", FirstName: first, LastName: last,
		OrganisationID: r.StradaID, SubmittedAt: now, CreatedAt: now, ModifiedAt: now,
	}
	r.insert(t, m)
	r.insert(t, profile(m.ID, "PM_JR_CP_SAL", "PRESS_MEDIA", now))
	return access.Actor{
		UserID: m.ID, Name: m.FullName(), Community: access.PressMedia, ProfileCode: "PM_JR_CP_SAL", JobTitle: "Grand reporter",
		OrganisationID: r.StradaID, Organisation: "Strada Transports", WallID: wallID, WallType: organisation.WallMedia,
	}
}

func (r *Room) vocabulary(t testing.TB, name string, values []string) {
	t.Helper()
	entries := make([]vocabulary.Entry, len(values))
	for i, value := range values {
		entries[i] = vocabulary.Entry{Value: value, Label: value, Seq: int64(i)}
		if family, item, found := strings.Cut(value, " / "); found {
			entries[i].Category, entries[i].Label = family, item
		}
	}
	if err := r.Vocabularies.Replace(t.Context(), r.IDs, name, entries); err != nil {
		t.Fatalf("fill the vocabulary %s: %v", name, err)
	}
}

func (r *Room) insert(t testing.TB, rows any) {
	t.Helper()
	if _, err := r.DB.Writer().NewInsert().Model(rows).Exec(t.Context()); err != nil {
		t.Fatalf("insert: %v", err)
	}
}

// Input is a valid article.
func (r *Room) Input() newsroom.ArticleInput {
	return newsroom.ArticleInput{
		Title: "Grève au port du Havre", Standfirst: "Les dockers votent.", Body: "<p>Le port s’arrête.</p>",
		Genre: "Enquête", Section: "Innovation", Topic: "INFO GÉNÉ / Politique", Sector: "TRANSPORTS / Fret",
		OutletID: r.EchosID, Country: "FRA", Town: "FRA / 76600 Le Havre", Copyright: "Tous droits réservés",
		IssueAt: r.Clock.Now().Add(24 * time.Hour),
	}
}

// Draft saves a valid article of the author, changed as the test wants.
func (r *Room) Draft(t testing.TB, change func(*newsroom.ArticleInput)) *newsroom.Article {
	t.Helper()
	in := r.Input()
	if change != nil {
		change(&in)
	}
	article, err := r.Articles.Create(t.Context(), r.Author, in)
	if err != nil {
		t.Fatalf("create an article: %v", err)
	}
	return article
}

// Published is a draft that has been published.
func (r *Room) Published(t testing.TB, change func(*newsroom.ArticleInput)) *newsroom.Article {
	t.Helper()
	draft := r.Draft(t, change)
	article, err := r.Articles.Publish(t.Context(), r.Author, draft.ID)
	if err != nil {
		t.Fatalf("publish article %d: %v", draft.ID, err)
	}
	return article
}

// Stored reads an article, deleted ones too.
func (r *Room) Stored(t testing.TB, id int64) newsroom.Article {
	t.Helper()
	var article newsroom.Article
	err := r.DB.Writer().NewSelect().Model(&article).WhereAllWithDeleted().Where("a.id = ?", id).Scan(t.Context())
	if err != nil {
		t.Fatalf("read article %d: %v", id, err)
	}
	return article
}

// Post returns the mirror of an article, or nil.
func (r *Room) Post(t testing.TB, articleID int64) *content.Post {
	t.Helper()
	var posts []content.Post
	err := r.DB.Writer().NewSelect().Model(&posts).WhereAllWithDeleted().Where("p.source_id = ?", articleID).Scan(t.Context())
	if err != nil {
		t.Fatalf("read the mirror of %d: %v", articleID, err)
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

// Read notes that a member has read a post for the first time.
func (r *Room) Read(t testing.TB, postID int64, by access.Actor, at time.Time) {
	t.Helper()
	row := &view{PostID: postID, MemberID: by.UserID, FirstAt: at.UTC()}
	r.insert(t, row)
}

type view struct {
	bun.BaseModel `bun:"table:post_views"`

	PostID, MemberID int64
	FirstAt          time.Time
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
