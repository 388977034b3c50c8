// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/images"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// billing remembers what it is told.
type billing struct {
	businesswall.Unbilled

	ordered   []businesswall.Order
	cancelled []int64
	clients   map[int64]int64
	portal    bool
}

func (b *billing) Ordered(_ context.Context, _ bun.Tx, order businesswall.Order) error {
	b.ordered = append(b.ordered, order)
	return nil
}

func (b *billing) WallCancelled(_ context.Context, _ bun.Tx, id int64) error {
	b.cancelled = append(b.cancelled, id)
	return nil
}

func (b *billing) ClientsChanged(_ context.Context, _ bun.Tx, id, clients int64) error {
	b.clients[id] = clients
	return nil
}

func (b *billing) ThroughPortal(context.Context, bun.IDB, int64) (bool, error) { return b.portal, nil }

// town is a database with the module over it, and a clock that tests move.
type town struct {
	*businesswall.Module
	*testing.T

	db      *database.DB
	ids     *ids.Generator
	staff   *organisation.Staff
	words   *vocabulary.Store
	billing *billing
	now     time.Time
	box     *outbox.Outbox
}

func eachTown(t *testing.T, test func(x *town)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		x := &town{T: t, db: db, now: noon, billing: &billing{clients: map[int64]int64{}}}
		clock := func() time.Time { return x.now }
		x.ids = ids.NewGenerator(1, time.Now)
		x.box = outbox.New(db, x.ids, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: clock})
		x.staff = organisation.NewStaff(db, x.ids, x.box, clock)
		blobs, err := blob.Open(t.Context(), blob.Options{URL: "mem://", Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = blobs.Close() })
		if x.words, err = vocabulary.NewStore(db); err != nil {
			t.Fatal(err)
		}
		x.Module = businesswall.New(businesswall.Needs{
			DB: db, IDs: x.ids, Outbox: x.box, Staff: x.staff, Vocabularies: x.words, Subscriptions: x.billing, Now: clock,
			Media: media.NewLibrary(db, blobs, images.NewProcessor(), clock),
		})
		test(x)
	})
}

func (x *town) insert(model any) {
	x.Helper()
	if _, err := x.db.Writer().NewInsert().Model(model).Exec(x.Context()); err != nil {
		x.Fatal(err)
	}
}

func (x *town) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

func (x *town) organisation(name string) int64 {
	id := x.ids.Next()
	x.insert(&organisation.Organisation{ID: id, Name: name, Slug: ids.Encode(id), Active: true, CreatedAt: noon, ModifiedAt: noon})
	return id
}

func (x *town) member(employer int64) access.Actor {
	id := x.ids.Next()
	x.insert(&member.Member{
		ID: id, Email: x.email(id), Gender: "?", Language: "fr", Active: true, FirstName: "Ada", LastName: ids.Encode(id),
		OrganisationID: employer, SubmittedAt: noon, CreatedAt: noon, ModifiedAt: noon, TermsAcceptedAt: noon, TermsVersion: terms.Bundled,
	})
	x.insert(&member.Profile{
		MemberID: id, SurveyProfile: "P014", DisplayLevel: 1, ModifiedAt: noon, Personal: map[string]any{}, Professional: map[string]any{},
		Matchmaking: map[string]any{"fonctions_org_priv_detail": []string{"DIRECTION GÉNÉRALE / Gérante"}},
		Hobbies:     map[string]any{}, WallInterest: map[string]any{}, ContactVisibility: map[string]bool{},
	})
	return x.actor(id)
}

func (x *town) actor(id int64) access.Actor {
	x.Helper()
	a, err := access.NewLoader(x.db, func() time.Time { return x.now }).Load(x.Context(), id)
	x.must(err)
	return a
}

func (x *town) email(id int64) string { return strconv.FormatInt(id, 10) + "@aipress24.example" }

// draft makes a draft as the wizard does.
func (x *town) draft(by access.Actor, wallType string) *businesswall.Wall {
	x.Helper()
	ctx := x.Context()
	x.must(x.Funnel.Choose(ctx, by, wallType))
	x.must(x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerIsOwner: true, OrganisationName: "Maison neuve"}))
	x.must(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 12, Accepted: true}))
	w, err := x.Funnel.Draft(ctx, by)
	x.must(err)
	return w
}

// wall makes an active wall with its owner, of an organisation of its own.
func (x *town) wall(wallType string) (*businesswall.Wall, access.Actor) {
	x.Helper()
	owner := x.member(x.organisation(wallType))
	w := x.draft(owner, wallType)
	x.must(x.Lifecycle.Activate(x.Context(), w.ID, x.now))
	return x.read(w.ID), x.actor(owner.UserID)
}

func (x *town) read(id int64) *businesswall.Wall {
	x.Helper()
	w := &businesswall.Wall{ID: id}
	x.must(x.db.Writer().NewSelect().Model(w).WherePK().Scan(x.Context()))
	return w
}

func (x *town) employer(id int64) *organisation.Organisation {
	x.Helper()
	o := &organisation.Organisation{ID: id}
	x.must(x.db.Writer().NewSelect().Model(o).WherePK().WhereAllWithDeleted().Scan(x.Context()))
	return o
}

// works is where a member works.
func (x *town) works(id int64) int64 {
	x.Helper()
	m := &member.Member{ID: id}
	x.must(x.db.Writer().NewSelect().Model(m).WherePK().Scan(x.Context()))
	return m.OrganisationID
}

// assign moves a member, as preferences do.
func (x *town) assign(memberID, organisationID int64) error {
	return x.db.RunInTx(x.Context(), func(ctx context.Context, tx bun.Tx) error {
		m, p := &member.Member{ID: memberID}, &member.Profile{MemberID: memberID}
		if err := tx.NewSelect().Model(m).WherePK().Scan(ctx); err != nil {
			return err
		}
		if err := tx.NewSelect().Model(p).WherePK().Scan(ctx); err != nil {
			return err
		}
		return x.staff.Assign(ctx, tx, m, p, organisationID)
	})
}

// holds lists the accepted roles of a member on a wall.
func (x *town) holds(wallID, memberID int64) []string {
	x.Helper()
	var found []string
	x.must(x.db.Writer().NewSelect().Model((*mandate.Role)(nil)).Column("wr.role").Where("wr.wall_id = ?", wallID).
		Where("wr.member_id = ?", memberID).Where("wr.status = 'accepted'").Order("wr.role").Scan(x.Context(), &found))
	return found
}

func (x *town) mayPublish(memberID, organisationID int64) bool {
	x.Helper()
	list, err := mandate.PublishableFor(x.Context(), x.db.Writer(), memberID, mandate.PressReleases, x.now)
	x.must(err)
	return slices.ContainsFunc(list, func(r mandate.Represented) bool { return r.ID == organisationID })
}

// mandated makes an agency represent a client, and returns the partnership.
func (x *town) mandated(client *businesswall.Wall, by access.Actor, agency *businesswall.Wall, agent access.Actor) int64 {
	x.Helper()
	ctx := x.Context()
	x.must(x.Partners.Invite(ctx, by, client.ID, businesswall.Invitation{AgencyID: agency.ID}))
	var id int64
	x.must(x.db.Writer().NewSelect().Model((*mandate.Partnership)(nil)).Column("pa.id").Where("pa.client_id = ?", client.ID).
		Where("pa.agency_id = ?", agency.ID).Where("pa.status = 'invited'").Scan(ctx, &id))
	p, err := x.Partners.Answer(ctx, agent, agency.ID, id, true)
	x.must(err)
	if p.Status != mandate.PartnershipActive {
		x.Fatalf("accepted partnership is %s", p.Status)
	}
	return id
}

// counted is how many events of a kind were recorded.
func (x *town) counted(kind string) int {
	x.Helper()
	var n int
	x.must(x.db.Writer().NewRaw("SELECT count(*) FROM outbox_events WHERE kind = ?", kind).Scan(x.Context(), &n))
	return n
}

// refused checks that err is a refusal of a kind.
func (x *town) refused(err error, kind errs.Kind, what string) {
	x.Helper()
	if err == nil || errs.KindOf(err) != kind {
		x.Errorf("%s: %v", what, err)
	}
}
