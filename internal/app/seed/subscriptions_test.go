// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed_test

import (
	"strings"
	"testing"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/app/seed"
	"aipress24.com/aipress24/internal/modules/billing"
)

// The walls of the demonstration are paid for as its organisations and its
// sandbox say, and go on from there: who pays an unpaid one gets it back.
func TestLoad_subscriptions(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{AllVocabularies: true}, func(t *testing.T, a *apptest.App) {
		if err := seed.Load(t.Context(), a.App, demo.Small, a.Clock.Now(), func(string, int, int) {}); err != nil {
			t.Fatal(err)
		}
		for what, query := range map[string]string{
			"walls in force without subscription": `SELECT count(*) FROM business_walls bw LEFT JOIN subscriptions s ON s.wall_id = bw.id
				WHERE bw.status = 'active' AND (s.status IS NULL OR s.status NOT IN ('active', 'past_due'))`,
			"organisations unlike their wall": `SELECT count(*) FROM organisations o JOIN business_walls bw ON bw.organisation_id = o.id
				WHERE bw.status IN ('active', 'suspended') AND (o.wall_id <> bw.id OR o.wall_type <> CASE WHEN bw.status = 'active' THEN bw.type ELSE '' END)`,
			"agencies that pay for another number of clients": `SELECT count(*) FROM subscriptions s JOIN business_walls bw ON bw.id = s.wall_id WHERE bw.type = 'pr'
				AND s.quantity <> (SELECT count(*) FROM partnerships p WHERE p.agency_id = bw.id AND p.status = 'active')`,
			"subscriptions without price": `SELECT count(*) FROM subscriptions WHERE provider_id IS NOT NULL AND price_id = ''`,
			"walls without history":       `SELECT count(*) FROM business_walls bw WHERE bw.status <> 'draft' AND NOT EXISTS (SELECT 1 FROM audit_entries e WHERE e.object_kind = 'wall' AND e.object_id = bw.id)`,
		} {
			if n := a.Count(t, query); n != 0 {
				t.Errorf("%d %s", n, what)
			}
		}
		for status, want := range map[string]int{"past_due": 2, "pending": 1} {
			if n := a.Count(t, "SELECT count(*) FROM subscriptions WHERE status = ?", status); n != want {
				t.Errorf("%d subscriptions are %s, want %d", n, status, want)
			}
		}
		payUnpaid(t, a)
	})
}

// payUnpaid pays the suspended wall in the sandbox's portal.
func payUnpaid(t *testing.T, a *apptest.App) {
	t.Helper()
	var s struct {
		WallID     int64
		ProviderID string
		CustomerID string
	}
	err := a.DB.Reader().NewRaw("SELECT wall_id, provider_id, customer_id FROM subscriptions WHERE suspended_for = ?", billing.SuspendedUnpaid).Scan(t.Context(), &s)
	if err != nil {
		t.Fatal(err)
	}
	desk := a.Sandbox()
	address, err := desk.Portal(t.Context(), s.CustomerID, "https://example.org/back")
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Act(t.Context(), address[strings.LastIndex(address, "/")+1:], s.ProviderID, "pay"); err != nil {
		t.Fatal(err)
	}
	a.Settle(t)
	if n := a.Count(t, "SELECT count(*) FROM business_walls bw JOIN organisations o ON o.wall_id = bw.id AND o.wall_type = bw.type WHERE bw.id = ? AND bw.status = 'active'", s.WallID); n != 1 {
		t.Error("who has paid has no wall")
	}
}
