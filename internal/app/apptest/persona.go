// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"context"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Persona is a kind of person that tests speak of.
type Persona string

// The personas: at least one per community, and each special situation.
const (
	Journalist              Persona = "journalist"    // head of a recognised media with an active Business Wall
	Freelancer              Persona = "freelancer"    // pigiste of another media
	InstitutionalJournalist Persona = "institutional" // produces no article for sale (spec 04 §2.4)
	WallLessJournalist      Persona = "without-wall"  // a journalist whose employer has no Business Wall
	PressOfficer            Persona = "press-officer" // of an agency, with a mandate for a client
	Expert                  Persona = "expert"        // leader or expert
	Academic                Persona = "academic"      // teacher and researcher
	Transformer             Persona = "transformer"   // consultant in transformation
	Administrator           Persona = "administrator" // staff, with a journalist's profile
	Inactive                Persona = "inactive"      // deactivated account
	Anonymous               Persona = "anonymous"     // nobody signed in
)

// Personas lists all of them, in the order of the access matrix.
func Personas() []Persona {
	return []Persona{
		Anonymous, Inactive, Journalist, Freelancer, InstitutionalJournalist, WallLessJournalist,
		PressOfficer, Expert, Academic, Transformer, Administrator,
	}
}

// cast says who the personas are.
var cast = map[Persona]Person{
	Journalist:              {FirstName: "Claire", LastName: "Dubois", Code: "PM_DIR", Survey: "PRESS_MEDIA", Employer: "La Gazette du Littoral", WallType: "media"},
	Freelancer:              {FirstName: "Yanis", LastName: "Morel", Code: "PM_JR_PIG", Survey: "PRESS_MEDIA", Employer: "Le Courrier des Alpes", WallType: "media"},
	InstitutionalJournalist: {FirstName: "Irène", LastName: "Caron", Code: "PM_JR_INST", Survey: "PRESS_MEDIA", Employer: "Métropole Magazine", WallType: "corporate_media"},
	WallLessJournalist:      {FirstName: "Bruno", LastName: "Petit", Code: "PM_JR_CP_SAL", Survey: "PRESS_MEDIA", Employer: "L’Écho sans mur"},
	PressOfficer:            {FirstName: "Nadia", LastName: "Roux", Code: "PR_CS", Survey: "COMMUNICANTS", Employer: "Agence Boréale", WallType: "pr"},
	Expert:                  {FirstName: "Éric", LastName: "Lambert", Code: "XP_ANY", Survey: "LEADERS_EXPERTS", Employer: "Hydrogène de France", WallType: "leaders_experts"},
	Academic:                {FirstName: "Sophie", LastName: "Giraud", Code: "AC_ENS", Survey: "ACADEMICS", Employer: "Université de Bretagne", WallType: "academics"},
	Transformer:             {FirstName: "Paul", LastName: "Marchand", Code: "TR_CS_ORG", Survey: "TRANSFORMERS", Employer: "Conseil & Mutations", WallType: "transformers"},
	Administrator:           {FirstName: "Anne", LastName: "Leroy", Code: "PM_DIR", Survey: "PRESS_MEDIA", Employer: "AiPRESS24 Rédaction", WallType: "media", Admin: true},
	Inactive:                {FirstName: "Julien", LastName: "Faure", Code: "PM_DIR", Survey: "PRESS_MEDIA", Employer: "La Gazette fermée", WallType: "media", Deactivated: true},
}

// Password is what every member of a test signs in with.
const Password = "correct-horse-battery-24"

// person is a persona that has been made.
type person struct {
	actor access.Actor
	email string
}

// Persona returns the actor of a persona, made at its first mention. The
// inactive one keeps its identifier, which no guard accepts.
func (a *App) Persona(t testing.TB, name Persona) access.Actor {
	t.Helper()
	if name == Anonymous {
		return access.Actor{}
	}
	if p, made := a.people[name]; made {
		return a.reload(t, p.actor)
	}
	who, known := cast[name]
	if !known {
		t.Fatalf("no persona is called %q", name)
	}
	who.Email = string(name) + "@example.org"
	actor := a.Member(t, func(p *Person) { *p = who })
	if name == PressOfficer {
		a.giveMandate(t, actor)
		actor = a.reload(t, actor)
	}
	a.people[name] = person{actor, who.Email}
	return actor
}

// Email returns the address of a persona.
func (a *App) Email(t testing.TB, name Persona) string {
	t.Helper()
	a.Persona(t, name)
	return a.people[name].email
}

// reload reads the rights of an actor as they are now.
func (a *App) reload(t testing.TB, actor access.Actor) access.Actor {
	t.Helper()
	now, err := a.Actors.Load(t.Context(), actor.UserID)
	if err != nil {
		t.Fatalf("load the actor: %v", err)
	}
	if now.IsAnonymous() { // deactivated
		return access.Actor{UserID: actor.UserID}
	}
	return now
}

// giveMandate lets an agency's press officer act for a client, and selects it.
func (a *App) giveMandate(t testing.TB, officer access.Actor) {
	t.Helper()
	client := a.Organisation(t, "Chantiers de l’Atlantique Nord", "leaders_experts")
	ctx, now := t.Context(), a.Clock.Now()
	rows := []any{
		&mandate.Role{
			ID: a.IDs.Next(), WallID: client.WallID, MemberID: officer.UserID, Role: string(access.ExternalPROfficer),
			Status: mandate.Accepted, Missions: []string{"press_release"}, InvitedAt: now, AnsweredAt: now,
		},
		&mandate.Partnership{
			ID: a.IDs.Next(), ClientID: client.WallID, AgencyID: officer.WallID, Status: "active",
			InvitedBy: officer.UserID, InvitedAt: now, AnsweredAt: now,
		},
	}
	a.insert(t, rows...)
	_, err := a.DB.Writer().NewUpdate().Model((*member.Member)(nil)).
		Set("selected_wall_id = ?", client.WallID).Where("id = ?", officer.UserID).Exec(ctx)
	if err != nil {
		t.Fatalf("select the client's wall: %v", err)
	}
}

// insert writes rows as they are.
func (a *App) insert(t testing.TB, rows ...any) {
	t.Helper()
	err := a.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		for _, row := range rows {
			if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
				return err
			}
			if err := a.tell(ctx, tx, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("insert: %v", err)
	}
}

// tell records what the index has to know of a row.
func (a *App) tell(ctx context.Context, tx bun.Tx, row any) error {
	switch row := row.(type) {
	case *member.Profile:
		return a.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: row.MemberID})
	case *organisation.Organisation:
		return a.Outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: row.ID})
	}
	return nil
}
