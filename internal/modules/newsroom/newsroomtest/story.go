// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomtest

import (
	"context"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/modules/newsroom"
)

// staff adds the other house's people, and a press officer of none.
func (r *Room) staff(t testing.TB) {
	t.Helper()
	now := r.Clock.Now()
	r.Editor = r.Member(t, Person{First: "Léa", Last: "Garnier", Code: "PM_DIR", Survey: "PRESS_MEDIA", OrganisationID: r.EchosID})
	r.Deputy = r.Member(t, Person{First: "Hugo", Last: "Besson", Code: "PM_JR_CP_SAL", Survey: "PRESS_MEDIA", OrganisationID: r.EchosID})
	r.Reporter = r.Member(t, Person{First: "Inès", Last: "Caron", Code: "PM_JR_CP_SAL", Survey: "PRESS_MEDIA", OrganisationID: r.EchosID})
	r.Officer = r.Member(t, Person{First: "Nadia", Last: "Roux", Code: "PR_CS", Survey: "COMMUNICANTS", OrganisationID: r.PlainID})
	r.insert(t, &organisation.Wall{
		ID: r.EchosWallID, Type: organisation.WallMedia, Status: organisation.WallActive, OwnerID: r.Editor.UserID, PayerID: r.Editor.UserID,
		OrganisationID: r.EchosID, Name: "Les Échos Verts", Sectors: []string{}, CompanyTypes: []string{},
		Missions: map[string]bool{}, CreatedAt: now, ModifiedAt: now,
	})
	r.insert(t, &mandate.Role{
		ID: r.IDs.Next(), WallID: r.EchosWallID, MemberID: r.Deputy.UserID, Role: string(access.InternalManager),
		Status: mandate.Accepted, Missions: []string{}, InvitedAt: now, AnsweredAt: now,
	})
	for _, who := range []*access.Actor{&r.Editor, &r.Deputy, &r.Reporter, &r.Officer} {
		*who = r.Reload(t, *who)
	}
}

// Person is a member to add.
type Person struct {
	First, Last, Code, Survey string
	OrganisationID            int64
}

// Member adds a member with a profile, and returns what may be done as them.
func (r *Room) Member(t testing.TB, p Person) access.Actor {
	t.Helper()
	now := r.Clock.Now()
	m := &member.Member{
		ID: r.IDs.Next(), Email: p.First + "." + p.Last + "@example.org", Active: true, Gender: "?", Language: "fr", FirstName: p.First,
		LastName: p.Last, OrganisationID: p.OrganisationID, TermsAcceptedAt: now, TermsVersion: terms.Bundled,
		SubmittedAt: now, CreatedAt: now, ModifiedAt: now,
	}
	r.insert(t, m)
	r.insert(t, &member.Role{MemberID: m.ID, Role: string(access.CommunityOf(p.Survey))})
	r.insert(t, profile(m.ID, p.Code, p.Survey, now))
	return r.Reload(t, access.Actor{UserID: m.ID})
}

func profile(memberID int64, code, survey string, now time.Time) *member.Profile {
	return &member.Profile{
		MemberID: memberID, Code: code, Label: code, Community: survey, DisplayLevel: 1, ModifiedAt: now,
		Personal: map[string]any{}, Professional: map[string]any{}, Matchmaking: map[string]any{},
		Hobbies: map[string]any{}, WallInterest: map[string]any{}, ContactVisibility: map[string]bool{},
	}
}

// Reload reads what may be done as a member now.
func (r *Room) Reload(t testing.TB, who access.Actor) access.Actor {
	t.Helper()
	actor, err := access.NewLoader(r.DB, r.Clock.Now).Load(t.Context(), who.UserID)
	if err != nil {
		t.Fatalf("load the actor: %v", err)
	}
	return actor
}

// Insert writes rows as they are.
func (r *Room) Insert(t testing.TB, rows any) {
	t.Helper()
	r.insert(t, rows)
}

// Story is a valid pitch to the other house.
func (r *Room) Story() newsroom.StoryInput {
	now := r.Clock.Now()
	return newsroom.StoryInput{
		Title: "Les dockers et l’hydrogène", Brief: "Trois ports s’équipent ; qui paie ?", Genre: "Enquête", Section: "Innovation",
		Topic: "INFO GÉNÉ / Politique", Sector: "TRANSPORTS / Fret", OutletID: r.EchosID, Country: "FRA", Town: "FRA / 76600 Le Havre",
		ValidUntil: now.Add(10 * 24 * time.Hour), IssueAt: now.Add(20 * 24 * time.Hour),
	}
}

// Pitch saves a pitch of the author.
func (r *Room) Pitch(t testing.TB, change func(*newsroom.StoryInput)) *newsroom.Pitch {
	t.Helper()
	in := r.Story()
	if change != nil {
		change(&in)
	}
	pitch, err := r.Pitches.Create(t.Context(), r.Author, in)
	if err != nil {
		t.Fatalf("create a pitch: %v", err)
	}
	return pitch
}

// Sent is a pitch that has been sent to its media.
func (r *Room) Sent(t testing.TB, change func(*newsroom.StoryInput)) *newsroom.Pitch {
	t.Helper()
	pitch, err := r.Pitches.Submit(t.Context(), r.Author, r.Pitch(t, change).ID)
	if err != nil {
		t.Fatalf("send a pitch: %v", err)
	}
	return pitch
}

// Accepted is the assignment that the other house's editor makes of a pitch.
func (r *Room) Accepted(t testing.TB, change func(*newsroom.StoryInput)) *newsroom.Assignment {
	t.Helper()
	assignment, err := r.Pitches.Accept(t.Context(), r.Editor, r.Sent(t, change).ID)
	if err != nil {
		t.Fatalf("accept a pitch: %v", err)
	}
	return assignment
}

// Confirmed is an accepted pitch whose assignment is binding.
func (r *Room) Confirmed(t testing.TB, change func(*newsroom.StoryInput)) *newsroom.Assignment {
	t.Helper()
	assignment, err := r.Assignments.Confirm(t.Context(), r.Editor, r.Accepted(t, change).ID)
	if err != nil {
		t.Fatalf("confirm an assignment: %v", err)
	}
	return assignment
}

// Written is the article of a confirmed assignment of the author, ready to be
// published.
func (r *Room) Written(t testing.TB, order *newsroom.Assignment) *newsroom.Article {
	t.Helper()
	article, err := r.Articles.Begin(t.Context(), r.Author, order.ID)
	if err != nil {
		t.Fatalf("begin an article: %v", err)
	}
	if article, err = r.Articles.Update(t.Context(), r.Author, article.ID, r.Input()); err != nil {
		t.Fatalf("write the article: %v", err)
	}
	return article
}

// Order is a valid assignment that the other house's editor gives somebody.
func (r *Room) Order(assigneeID int64) newsroom.AssignmentInput {
	in := newsroom.AssignmentInput{StoryInput: r.Story(), AssigneeID: assigneeID, Fee: 35_000}
	in.CopyDeadline, in.PayAt = in.IssueAt.Add(-48*time.Hour), in.IssueAt.Add(30*24*time.Hour)
	return in
}

// StoredPitch reads a pitch, deleted ones too.
func (r *Room) StoredPitch(t testing.TB, id int64) *newsroom.Pitch {
	t.Helper()
	pitch := new(newsroom.Pitch)
	if err := r.DB.Writer().NewSelect().Model(pitch).WhereAllWithDeleted().Where("st.id = ?", id).Scan(t.Context()); err != nil {
		t.Fatalf("read pitch %d: %v", id, err)
	}
	return pitch
}

// StoredAssignment reads an assignment, deleted ones too.
func (r *Room) StoredAssignment(t testing.TB, id int64) *newsroom.Assignment {
	t.Helper()
	assignment := new(newsroom.Assignment)
	if err := r.DB.Writer().NewSelect().Model(assignment).WhereAllWithDeleted().Where("st.id = ?", id).Scan(t.Context()); err != nil {
		t.Fatalf("read assignment %d: %v", id, err)
	}
	return assignment
}

// AllOfPitch asks everything of a pitch, as somebody, and returns what each
// question answered.
func (r *Room) AllOfPitch(ctx context.Context, by access.Actor, id int64) map[string]error {
	answers := map[string]error{}
	_, answers["sheet"] = r.Pitches.Sheet(ctx, by, id)
	_, answers["update"] = r.Pitches.Update(ctx, by, id, r.Story())
	_, answers["submit"] = r.Pitches.Submit(ctx, by, id)
	_, answers["save and submit"] = r.Pitches.UpdateAndSubmit(ctx, by, id, r.Story())
	_, answers["withdraw"] = r.Pitches.Withdraw(ctx, by, id)
	_, answers["accept"] = r.Pitches.Accept(ctx, by, id)
	_, answers["decline"] = r.Pitches.Decline(ctx, by, id, "")
	_, answers["counter"] = r.Pitches.Counter(ctx, by, id, newsroom.OfferInput{Fee: 1})
	_, answers["accept an offer"] = r.Pitches.AcceptOffer(ctx, by, id)
	_, answers["decline an offer"] = r.Pitches.DeclineOffer(ctx, by, id)
	answers["delete"] = r.Pitches.Delete(ctx, by, id)
	return answers
}

// AllOfAssignment asks everything of an assignment, as somebody, and returns
// what each question answered.
func (r *Room) AllOfAssignment(ctx context.Context, by access.Actor, id int64) map[string]error {
	answers := map[string]error{}
	_, answers["sheet"] = r.Assignments.Sheet(ctx, by, id)
	_, answers["update"] = r.Assignments.Update(ctx, by, id, r.Order(0))
	_, answers["confirm"] = r.Assignments.Confirm(ctx, by, id)
	_, answers["agree"] = r.Assignments.Agree(ctx, by, id)
	_, answers["decline"] = r.Assignments.Decline(ctx, by, id, "")
	_, answers["cancel"] = r.Assignments.Cancel(ctx, by, id, "")
	_, answers["begin"] = r.Articles.Begin(ctx, by, id)
	answers["delete"] = r.Assignments.Delete(ctx, by, id)
	return answers
}

// Count answers a counting query.
func (r *Room) Count(t testing.TB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := r.DB.Writer().NewRaw(query, args...).Scan(t.Context(), &n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}
