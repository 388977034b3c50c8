// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package organisation_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// town is a database with the rules over it.
type town struct {
	*testing.T
	db    *database.DB
	ids   *ids.Generator
	staff *organisation.Staff
}

func eachTown(t *testing.T, test func(x *town)) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := func() time.Time { return noon }
		gen := ids.NewGenerator(1, now)
		box := outbox.New(db, gen, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: now})
		test(&town{t, db, gen, organisation.NewStaff(db, gen, box, now)})
	})
}

func (x *town) insert(model any) {
	x.Helper()
	if _, err := x.db.Writer().NewInsert().Model(model).Exec(x.Context()); err != nil {
		x.Fatal(err)
	}
}

func (x *town) tx(do func(ctx context.Context, tx bun.Tx) error) error {
	return x.db.RunInTx(x.Context(), do)
}

func (x *town) organisation(name, wallType string) int64 {
	o := &organisation.Organisation{ID: x.ids.Next(), Name: name, Slug: name, Active: true, CreatedAt: noon, ModifiedAt: noon}
	if wallType != "" {
		o.WallID, o.WallType = x.ids.Next(), wallType
	}
	x.insert(o)
	return o.ID
}

func (x *town) member(employer int64, profile string) (*member.Member, *member.Profile) {
	id := x.ids.Next()
	m := &member.Member{
		ID: id, Email: ids.Encode(id) + "@aipress24.example", Gender: "?", Language: "fr", Active: true,
		OrganisationID: employer, SubmittedAt: noon, CreatedAt: noon, ModifiedAt: noon,
	}
	p := &member.Profile{
		MemberID: id, SurveyProfile: profile, DisplayLevel: 1, ModifiedAt: noon, Personal: map[string]any{}, Professional: map[string]any{"nom_adm": "Mairie", "nom_orga": "X"},
		Matchmaking: map[string]any{}, Hobbies: map[string]any{}, WallInterest: map[string]any{}, ContactVisibility: map[string]bool{},
	}
	x.insert(m)
	x.insert(p)
	return m, p
}

func (x *town) employer(email, name string) int64 {
	x.Helper()
	var id int64
	err := x.tx(func(ctx context.Context, tx bun.Tx) (err error) {
		id, err = x.staff.Employer(ctx, tx, email, name)
		return err
	})
	if err != nil {
		x.Fatal(err)
	}
	return id
}

// Spec 02 §6.3: nothing declared is no organisation; a name is made once; an
// official organisation is joined by invitation only, whatever the case.
func TestEmployer(t *testing.T) {
	eachTown(t, func(x *town) {
		official := x.organisation("Le Phare", "media")
		if id := x.employer("a@b.example", "  "); id != 0 {
			x.Errorf("no name gives %d", id)
		}
		made := x.employer("a@b.example", " Le Phare ")
		if made == official || made == 0 {
			x.Errorf("an official organisation was joined without invitation: %d", made)
		}
		if again := x.employer("c@d.example", "Le Phare"); again != made {
			x.Errorf("second declaration = %d, want %d", again, made)
		}
		if other := x.employer("c@d.example", "le phare"); other == made {
			x.Error("unofficial names differ by case")
		}
		x.insert(&organisation.Invitation{ID: x.ids.Next(), OrganisationID: official, Email: "ada@phare.example", CreatedAt: noon})
		if id := x.employer(" Ada@Phare.example", "LE PHARE"); id != official {
			x.Errorf("invited = %d, want %d", id, official)
		}
	})
}

// Spec 08 §5.6: the seven names are blanked, the new one goes to the profile's
// own field, leadership is dropped, the status says it.
func TestAssign_replacesTheDeclaredEmployers(t *testing.T) {
	eachTown(t, func(x *town) {
		old, next := x.organisation("Ancienne", ""), x.organisation("Nouvelle", "pr")
		m, p := x.member(old, "P002")
		x.insert(&member.Role{MemberID: m.ID, Role: "LEADER"})
		if err := x.tx(func(ctx context.Context, tx bun.Tx) error { return x.staff.Assign(ctx, tx, m, p, next) }); err != nil {
			x.Fatal(err)
		}
		stored := &member.Profile{MemberID: m.ID}
		if err := x.db.Reader().NewSelect().Model(stored).WherePK().Scan(x.Context()); err != nil {
			x.Fatal(err)
		}
		media, ok := stored.Professional["nom_media"].([]any)
		if !ok || len(media) != 1 || media[0] != "Nouvelle" || stored.Professional["nom_adm"] != "" || stored.Professional["nom_orga"] != "" {
			x.Errorf("declared employers = %v", stored.Professional)
		}
		leaders, err := x.db.Reader().NewSelect().Model((*member.Role)(nil)).Where("role = 'LEADER'").Count(x.Context())
		if err != nil || leaders != 0 {
			x.Errorf("leaders = %d, %v", leaders, err)
		}
		if m.OrganisationID != next || m.ValidationStatus != member.StatusOrganisationChanged {
			x.Errorf("member = %+v", m)
		}
	})
}

// Spec 08 §5.6: the owner of a Business Wall stays, even when the wall is
// suspended.
func TestAssign_ownerStays(t *testing.T) {
	eachTown(t, func(x *town) {
		home := x.organisation("Maison", "")
		m, p := x.member(home, "P002")
		x.insert(&organisation.Wall{
			ID: x.ids.Next(), Type: "media", Status: "suspended", OwnerID: m.ID, PayerID: m.ID, OrganisationID: home,
			Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: noon, ModifiedAt: noon,
		})
		err := x.tx(func(ctx context.Context, tx bun.Tx) error { return x.staff.Assign(ctx, tx, m, p, 0) })
		if !errors.Is(err, organisation.ErrOwner) {
			x.Errorf("leaving = %v", err)
		}
	})
}

// Spec 07 §5.1, §5.6: whoever leaves a Business Wall unpaid behind, or one that
// is over, may leave; the unpaid one is dropped, and nobody pays for it any more.
func TestAssign_draftsHoldNobody(t *testing.T) {
	eachTown(t, func(x *town) {
		home := x.organisation("Maison", "")
		m, p := x.member(home, "P002")
		other, _ := x.member(home, "P002")
		walls := map[string]int64{}
		for name, w := range map[string]organisation.Wall{
			"mine": {Type: "media", Status: "draft", OwnerID: m.ID}, "over": {Type: "pr", Status: "cancelled", OwnerID: m.ID},
			"theirs": {Type: "academics", Status: "draft", OwnerID: other.ID},
		} {
			w.ID, w.PayerID, w.OrganisationID, w.CreatedAt, w.ModifiedAt = x.ids.Next(), w.OwnerID, home, noon, noon
			w.Sectors, w.CompanyTypes, w.Missions = []string{}, []string{}, map[string]bool{}
			x.insert(&w)
			walls[name] = w.ID
		}
		if stays, err := x.staff.MustStay(x.Context(), x.db.Writer(), m); stays || err != nil {
			x.Errorf("who has a draft stays: %v, %v", stays, err)
		}
		if err := x.tx(func(ctx context.Context, tx bun.Tx) error { return x.staff.Assign(ctx, tx, m, p, 0) }); err != nil {
			x.Fatal(err)
		}
		for name, want := range map[string]string{"mine": "cancelled", "over": "cancelled", "theirs": "draft"} {
			w := &organisation.Wall{ID: walls[name]}
			if err := x.db.Writer().NewSelect().Model(w).Column("status").WherePK().Scan(x.Context()); err != nil || w.Status != want {
				x.Errorf("%s is %s, %v", name, w.Status, err)
			}
		}
		if _, err := x.db.Writer().NewRaw("UPDATE business_walls SET owner_id = ?, activated_at = ? WHERE id = ?", other.ID, noon, walls["over"]).Exec(x.Context()); err != nil {
			x.Fatal(err)
		}
		if stays, err := x.staff.MustStay(x.Context(), x.db.Writer(), other); !stays || err != nil {
			x.Errorf("who owns a wall that was in force may leave: %v, %v", stays, err)
		}
		var told int
		if err := x.db.Writer().NewRaw("SELECT count(*) FROM outbox_events WHERE kind = 'subscription.ended'").Scan(x.Context(), &told); err != nil || told != 1 {
			x.Errorf("%d pages are closed, %v", told, err)
		}
	})
}

// Spec 02 §6.3.4: only unofficial organisations without member or Business
// Wall go.
func TestCollectEmpty(t *testing.T) {
	eachTown(t, func(x *town) {
		empty, official, used, walled := x.organisation("Vide", ""), x.organisation("Officielle", "pr"), x.organisation("Habitée", ""), x.organisation("Suspendue", "")
		owner, _ := x.member(used, "P014")
		x.insert(&organisation.Wall{
			ID: x.ids.Next(), Type: "pr", Status: "cancelled", OwnerID: owner.ID, PayerID: owner.ID, OrganisationID: walled,
			Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: noon, ModifiedAt: noon,
		})
		if err := x.tx(func(ctx context.Context, tx bun.Tx) error { return x.staff.CollectEmpty(ctx, tx) }); err != nil {
			x.Fatal(err)
		}
		for id, left := range map[int64]bool{empty: false, official: true, used: true, walled: true} {
			n, err := x.db.Reader().NewSelect().Model((*organisation.Organisation)(nil)).Where("o.id = ?", id).Count(x.Context())
			if err != nil || (n == 1) != left {
				x.Errorf("organisation %d left = %v, want %v (%v)", id, n == 1, left, err)
			}
		}
	})
}
