// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// The commands on organisations and walls (spec 07 §12, 08 §5.6, §7): nothing is
// deleted by a dry run, nor without agreement; everything that hangs on a wall
// goes with it; twice changes nothing.
func TestOrganisations(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, engine)
			officer := w.Persona(t, apptest.PressOfficer) // of an agency with a client
			w.Organisation(t, "Presse vide", "")
			must := func(says string, args ...string) {
				t.Helper()
				stdout, stderr, ok := run(t, w.settings, args...)
				if !ok || !strings.Contains(stdout, says) {
					t.Errorf("%s: ok %v, wants %q, says:\n%s%s", strings.Join(args, " "), ok, says, stdout, stderr)
				}
			}
			refuses := func(says string, args ...string) {
				t.Helper()
				if _, stderr, ok := run(t, w.settings, args...); ok || !strings.Contains(stderr, says) {
					t.Errorf("%s: ok %v, says %s", strings.Join(args, " "), ok, stderr)
				}
			}
			must("unofficial\t\tPresse vide\t0 members", "organisation", "list", "--standing", "unofficial")
			must("the first 1;", "organisation", "list", "-n", "1")
			refuses("--standing", "organisation", "list", "--standing", "auto")
			must("1 organisation(s) to delete", "organisation", "collect", "--dry-run")
			refuses("--yes", "organisation", "collect")
			must("1 organisation(s) deleted", "organisation", "collect", "--yes")
			must("0 organisation(s) to delete", "organisation", "collect", "--yes")

			must("1\n", "wall", "clients", ids.Encode(officer.WallID))
			must("0\n", "wall", "clients", "x1")
			walls := w.Count(t, "SELECT count(*) FROM business_walls")
			must("Business Wall(s) to delete", "wall", "delete-all", "--dry-run")
			refuses("--yes", "wall", "delete-all")
			if got := w.Count(t, "SELECT count(*) FROM business_walls"); got != walls || walls == 0 {
				t.Fatalf("%d walls of %d are left without agreement", got, walls)
			}
			must("Business Wall(s) deleted, 0 subscription(s) ended, 0 could not", "wall", "delete-all", "--yes")
			must("0 Business Wall(s) to delete", "wall", "delete-all", "--yes")
			for _, left := range []string{
				"SELECT count(*) FROM business_walls", "SELECT count(*) FROM wall_roles", "SELECT count(*) FROM partnerships", "SELECT count(*) FROM subscriptions",
				"SELECT count(*) FROM members WHERE selected_wall_id IS NOT NULL", "SELECT count(*) FROM media_links WHERE kind = 'wall'",
				"SELECT count(*) FROM organisations WHERE wall_id IS NOT NULL OR wall_type <> '' OR wall_name <> ''",
			} {
				if n := w.Count(t, left); n != 0 {
					t.Errorf("%s = %d", left, n)
				}
			}
			if n := w.Count(t, "SELECT count(*) FROM audit_entries WHERE action = 'wall.deleted' AND actor_id IS NULL"); n != 1 {
				t.Errorf("%d lines in the audit trail", n)
			}
			if err := mandate.MayPublishFor(t.Context(), w.DB.Reader(), officer.UserID, officer.SelectedWallID, mandate.PressReleases, time.Now()); err == nil {
				t.Error("a mandate outlives its wall")
			}
		})
	}
}

// A simulated checkout goes through the webhook's own code: a draft is activated
// with its owner's role, a second payment, an unknown wall and production are
// refused (spec 06 §12, 07 §12).
func TestSimulateCheckout(t *testing.T) {
	t.Parallel()
	w := newWorld(t, database.SQLite)
	org := w.Organisation(t, "Strada Transports", "media")
	w.Exec(t, "UPDATE business_walls SET status = 'draft', activated_at = NULL WHERE id = ?", org.WallID)
	w.Exec(t, "UPDATE organisations SET wall_id = NULL, wall_type = '', wall_name = '' WHERE id = ?", org.ID)
	command := []string{"wall", "simulate-checkout", ids.Encode(org.WallID), "--subscription-id", "sub_test_one"}
	if stdout, stderr, ok := run(t, w.settings, command...); !ok || !strings.Contains(stdout, "active") {
		t.Fatalf("ok %v: %s%s", ok, stdout, stderr)
	}
	for query, id := range map[string]int64{
		"SELECT count(*) FROM business_walls WHERE id = ? AND status = 'active' AND activated_at IS NOT NULL": org.WallID,
		"SELECT count(*) FROM wall_roles WHERE wall_id = ? AND role = 'BW_OWNER' AND status = 'accepted'":     org.WallID,
		"SELECT count(*) FROM organisations WHERE id = ? AND wall_type = 'media'":                             org.ID,
	} {
		if n := w.Count(t, query, id); n != 1 {
			t.Errorf("%s = %d", query, n)
		}
	}
	production := w.settings.with(settings{"PAYMENTS_PROVIDER": "stripe", "STRIPE_SECRET_KEY": "sk_test_x", "STRIPE_WEBHOOK_SECRET": "whsec_x"})
	for says, refused := range map[string]struct {
		settings settings
		args     []string
	}{
		"no effect":            {w.settings, []string{"wall", "simulate-checkout", ids.Encode(org.WallID), "--subscription-id", "sub_test_two"}},
		"no Business Wall has": {w.settings, []string{"wall", "simulate-checkout", "x1"}},
		"not the number":       {w.settings, []string{"wall", "simulate-checkout", "garbage!"}},
		"no sandbox":           {production, command},
	} {
		if _, stderr, ok := run(t, refused.settings, refused.args...); ok || !strings.Contains(stderr, says) {
			t.Errorf("%v: ok %v, says %s", refused.args, ok, stderr)
		}
	}
}
