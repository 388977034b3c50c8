// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mandate_test

import (
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// house is two members and two Business Walls, of a client and its agency.
type house struct{ db *database.DB }

const (
	owner, colleague int64 = 1, 2
	client, agency   int64 = 11, 12
)

func inHouse(t *testing.T, test func(t *testing.T, h house)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		h := house{db}
		for id, email := range map[int64]string{owner: "a@x.example", colleague: "b@x.example"} {
			h.must(t, &member.Member{ID: id, Email: email, Active: true, Gender: "?", Language: "fr", SubmittedAt: now, CreatedAt: now, ModifiedAt: now})
		}
		for _, id := range []int64{client, agency} {
			h.must(t, &organisation.Wall{
				ID: id, Type: "pr", Status: organisation.WallActive, OwnerID: owner, PayerID: owner,
				Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: now, ModifiedAt: now,
			})
		}
		test(t, h)
	})
}

func (h house) insert(t *testing.T, row any) error {
	t.Helper()
	_, err := h.db.Writer().NewInsert().Model(row).Exec(t.Context())
	return err
}

func (h house) must(t *testing.T, row any) {
	t.Helper()
	if err := h.insert(t, row); err != nil {
		t.Fatal(err)
	}
}

// A member holds a role on a wall once; several roles, and the same role on
// another wall, are apart (spec 01 §7).
func TestRole_once(t *testing.T) {
	inHouse(t, func(t *testing.T, h house) {
		role := func(id, wall, who int64, name access.WallRole) *mandate.Role {
			return &mandate.Role{ID: id, WallID: wall, MemberID: who, Role: string(name), Status: "pending", Missions: []string{"press_release"}, InvitedAt: now}
		}
		h.must(t, role(1, client, owner, access.WallOwner))
		h.must(t, role(2, client, colleague, access.InternalManager))
		h.must(t, role(3, client, colleague, access.InternalPROfficer))
		h.must(t, role(4, agency, colleague, access.InternalManager))
		if err := h.insert(t, role(5, client, colleague, access.InternalManager)); err == nil {
			t.Error("the same role is held twice")
		}
		if err := h.insert(t, role(6, client, owner, "BOSS")); err == nil {
			t.Error("an unknown role is taken")
		}
		held := mandate.Role{ID: 2}
		if err := h.db.Reader().NewSelect().Model(&held).WherePK().Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(held.Missions, []string{"press_release"}) || !held.AnsweredAt.IsZero() || held.Status == mandate.Accepted {
			t.Errorf("an invitation that waits = %+v", held)
		}
	})
}

// An agency may work for a client again after the end of a partnership: each
// is kept with its own dates.
func TestPartnership_again(t *testing.T) {
	inHouse(t, func(t *testing.T, h house) {
		pact := func(id int64, status string) *mandate.Partnership {
			return &mandate.Partnership{ID: id, ClientID: client, AgencyID: agency, Status: status, InvitedBy: owner, InvitedAt: now}
		}
		h.must(t, pact(1, "revoked"))
		h.must(t, pact(2, "active"))
		if err := h.insert(t, pact(3, "married")); err == nil {
			t.Error("an unknown state is taken")
		}
		if _, err := h.db.Writer().NewDelete().Model((*organisation.Wall)(nil)).Where("id = ?", agency).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left, err := h.db.Writer().NewSelect().Model((*mandate.Partnership)(nil)).Count(t.Context()); err != nil || left != 0 {
			t.Errorf("%d partnerships outlive the agency's wall, %v", left, err)
		}
	})
}
