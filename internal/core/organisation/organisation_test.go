// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package organisation_test

import (
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// Readers see the name of the active Business Wall when there is one.
func TestDisplayName(t *testing.T) {
	t.Parallel()
	plain := organisation.Organisation{Name: "Strada SARL"}
	if got := plain.DisplayName(); got != "Strada SARL" || !plain.IsUnofficial() {
		t.Errorf("without a wall: %q, unofficial %v", got, plain.IsUnofficial())
	}
	official := organisation.Organisation{Name: "Strada SARL", WallID: 3, WallName: "Strada Transports"}
	if got := official.DisplayName(); got != "Strada Transports" || official.IsUnofficial() {
		t.Errorf("with a wall: %q, unofficial %v", got, official.IsUnofficial())
	}
}

// An organisation has one active Business Wall at most; earlier and unfinished
// ones stay beside it.
func TestWall_oneIsActive(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
		insert := func(row any) error {
			_, err := db.Writer().NewInsert().Model(row).Exec(t.Context())
			return err
		}
		owner := &member.Member{ID: 1, Email: "a@strada.example", Active: true, Gender: "?", Language: "fr", SubmittedAt: now, CreatedAt: now, ModifiedAt: now}
		house := &organisation.Organisation{ID: 2, Name: "Strada", Slug: "strada", Active: true, CreatedAt: now, ModifiedAt: now}
		for _, row := range []any{owner, house} {
			if err := insert(row); err != nil {
				t.Fatal(err)
			}
		}
		wall := func(id int64, kind, status string) error {
			return insert(&organisation.Wall{
				ID: id, Type: kind, Status: status, OwnerID: 1, PayerID: 1, OrganisationID: 2,
				Sectors: []string{"TRANSPORTS / Fret"}, CompanyTypes: []string{}, Missions: map[string]bool{"events": true}, CreatedAt: now, ModifiedAt: now,
			})
		}
		for id, status := range map[int64]string{3: "cancelled", 4: organisation.WallActive, 5: "draft"} {
			if err := wall(id, organisation.WallMedia, status); err != nil {
				t.Fatalf("a %s wall: %v", status, err)
			}
		}
		if err := wall(6, organisation.WallNewsAgency, organisation.WallActive); err == nil {
			t.Error("a second active wall is taken")
		}
		if err := wall(7, "newspaper", "draft"); err == nil {
			t.Error("an unknown type of wall is taken")
		}
		held := organisation.Wall{ID: 4}
		if err := db.Reader().NewSelect().Model(&held).WherePK().Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(held.Sectors) != 1 || !held.Missions["events"] || held.RightsPolicy != nil {
			t.Errorf("read again: %+v", held)
		}
	})
}
