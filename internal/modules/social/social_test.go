// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// town is a directory with people in it.
type town struct {
	*social.Directory

	follows *social.Follows
	db      *database.DB
}

func inTown(t *testing.T, test func(t *testing.T, w town)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		clock := func() time.Time { return now }
		test(t, town{social.NewDirectory(db, clock), social.NewFollows(db, clock), db})
	})
}

func (w town) member(t *testing.T, id int64, first, last string, change func(*member.Member)) access.Actor {
	t.Helper()
	m := &member.Member{
		ID: id, Email: fmt.Sprintf("m%d@x.example", id), Active: true, Gender: "?", Language: "fr", FirstName: first, LastName: last,
		SubmittedAt: now, CreatedAt: now, ModifiedAt: now,
	}
	if change != nil {
		change(m)
	}
	w.insert(t, m)
	return access.Actor{UserID: id}
}

func (w town) insert(t *testing.T, row any) {
	t.Helper()
	if _, err := w.db.Writer().NewInsert().Model(row).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func closed(m *member.Member)  { m.Active = false }
func deleted(m *member.Member) { m.DeletedAt = now }

// Following twice changes nothing, nor does leaving twice; nobody follows
// themselves; who is hidden is not found (spec 01 §8.6).
func TestFollow(t *testing.T) {
	inTown(t, func(t *testing.T, w town) {
		jeanne, paul := w.member(t, 1, "Jeanne", "Morel", nil), w.member(t, 2, "Paul", "Diaz", nil)
		w.member(t, 3, "Fermé", "Compte", closed)
		w.member(t, 4, "Parti", "Compte", deleted)
		w.insert(t, &organisation.Organisation{ID: 2, Name: "Strada", Slug: "strada", Active: true, CreatedAt: now, ModifiedAt: now})
		set := func(kind string, id int64, on bool) error { return w.follows.Set(t.Context(), jeanne, kind, id, on) }
		for _, step := range []struct {
			on   bool
			want int64
		}{{true, 1}, {true, 1}, {false, 0}, {false, 0}, {true, 1}} {
			if err := set(social.FollowMember, paul.UserID, step.on); err != nil {
				t.Fatal(err)
			}
			card, err := w.Member(t.Context(), jeanne, paul.UserID)
			if err != nil || card.Followers != step.want || card.Followed != step.on {
				t.Errorf("after Set(%v): %d followers, followed %v, %v", step.on, card.Followers, card.Followed, err)
			}
		}
		// The organisation of the same number is another thing.
		if card, err := w.Organisation(t.Context(), jeanne, 2); err != nil || card.Followers != 0 || card.Followed {
			t.Errorf("the organisation = %+v, %v", card, err)
		}
		if err := set(social.FollowMember, jeanne.UserID, true); errs.KindOf(err) != errs.Conflict {
			t.Errorf("following oneself: %v", err)
		}
		for _, id := range []int64{3, 4, 99} {
			if err := set(social.FollowMember, id, true); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("following %d: %v", id, err)
			}
		}
		if theirs, err := w.Member(t.Context(), paul, paul.UserID); err != nil || theirs.Followed || theirs.Following != 0 {
			t.Errorf("the followed sees %+v, %v", theirs, err)
		}
	})
}

// Closed and deleted accounts have no page and no line (spec 01 §8.2).
func TestMember_closed(t *testing.T) {
	inTown(t, func(t *testing.T, w town) {
		jeanne := w.member(t, 1, "Jeanne", "Morel", nil)
		w.member(t, 2, "Fermé", "Compte", closed)
		w.member(t, 3, "Parti", "Compte", deleted)
		for _, id := range []int64{2, 3, 99} {
			if _, err := w.Member(t.Context(), jeanne, id); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("the page of %d: %v", id, err)
			}
		}
		list, next, err := w.Members(t.Context(), social.Place{})
		if err != nil || len(list) != 1 || list[0].Name != "Jeanne Morel" || next.ID != 0 {
			t.Errorf("directory = %+v, %v, %v", list, next, err)
		}
	})
}

// The directory is read by last name, page after page, without a line twice
// or left out, namesakes included (spec 05).
func TestMembers_pages(t *testing.T) {
	inTown(t, func(t *testing.T, w town) {
		const people = 2*social.PageSize + 5
		for i := range int64(people) {
			w.member(t, people-i, fmt.Sprintf("Prénom%02d", i/20), fmt.Sprintf("Nom%02d", i/40), nil)
		}
		var seen []int64
		var names []string
		var at social.Place
		for pages := 1; ; pages++ {
			ctx, counter := database.CountQueries(t.Context())
			list, next, err := w.Members(ctx, at)
			if err != nil {
				t.Fatal(err)
			}
			if counter.N() != 1 {
				t.Errorf("page %d: %d queries", pages, counter.N())
			}
			for _, card := range list {
				seen, names = append(seen, card.ID), append(names, card.Name)
			}
			if at = next; at.ID == 0 {
				break
			}
		}
		if slices.Sort(seen); len(slices.Compact(seen)) != people || len(names) != people {
			t.Errorf("%d lines of %d people", len(names), people)
		}
		if names[0] != "Prénom00 Nom00" || names[people-1] != "Prénom03 Nom01" {
			t.Errorf("from %q to %q", names[0], names[people-1])
		}
	})
}

// The directory of organisations has official ones and others, but hidden ones;
// their page says which they are (spec 05 §4.5).
func TestOrganisations_official(t *testing.T) {
	inTown(t, func(t *testing.T, w town) {
		w.insert(t, &organisation.Organisation{ID: 10, Name: "Strada SARL", Slug: "strada", WallID: 20, WallType: organisation.WallMedia, WallName: "Strada Transports", Active: true, CreatedAt: now, ModifiedAt: now})
		w.insert(t, &organisation.Organisation{ID: 11, Name: "Girofle", Slug: "girofle", Active: true, CreatedAt: now, ModifiedAt: now})
		w.insert(t, &organisation.Organisation{ID: 12, Name: "Close", Slug: "close", CreatedAt: now, ModifiedAt: now})
		jeanne := w.member(t, 1, "Jeanne", "Morel", func(m *member.Member) { m.OrganisationID = 10 })
		w.member(t, 2, "Fermé", "Compte", func(m *member.Member) { m.Active, m.OrganisationID = false, 10 })
		w.insert(t, &organisation.Wall{
			ID: 20, Type: organisation.WallMedia, Status: organisation.WallActive, OwnerID: 1, PayerID: 1, OrganisationID: 10, Baseline: "Tout ce qui roule",
			Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: now, ModifiedAt: now,
		})
		found, err := social.NewCatalogue(w.db, func() time.Time { return now }).Find(t.Context(), social.OrganisationQuery{})
		if err != nil || found.Total != 2 || found.Cards[0].Name != "Girofle" || found.Cards[1].Name != "Strada Transports" || !found.Cards[1].Official || found.Next.ID != 0 {
			t.Errorf("found = %+v, %v", found, err)
		}
		official, err := w.Organisation(t.Context(), jeanne, 10)
		if err != nil || !official.Official || official.Baseline != "Tout ce qui roule" || official.Members != 1 {
			t.Errorf("official = %+v, %v", official, err)
		}
		if plain, err := w.Organisation(t.Context(), jeanne, 11); err != nil || plain.Official || plain.Name != "Girofle" {
			t.Errorf("without a wall = %+v, %v", plain, err)
		}
		if _, err := w.Organisation(t.Context(), jeanne, 12); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("a closed one: %v", err)
		}
	})
}
