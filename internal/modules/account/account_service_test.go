// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account_test

import (
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// What an operator does is noted with what it was about, and with nothing else:
// a new password names no role (security checklist §9).
func TestAccountService_audit(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		open(t, db)
		now := func() time.Time { return noon }
		s := account.NewAccountService(db, ids.NewGenerator(2, now), nil, now)
		if err := s.SetPassword(t.Context(), address, "une autre phrase de passe"); err != nil {
			t.Fatal(err)
		}
		if changed, err := s.SetRole(t.Context(), address, member.RoleAdmin, true); err != nil || !changed {
			t.Fatalf("give a role: %v, %v", changed, err)
		}
		var entries []struct {
			Action  string
			Details map[string]string `bun:"type:jsonb"`
		}
		if err := db.Reader().NewRaw("SELECT action, details FROM audit_entries ORDER BY id").Scan(t.Context(), &entries); err != nil {
			t.Fatal(err)
		}
		if len(entries) != 2 || entries[0].Action != "password.set" || len(entries[0].Details) != 0 {
			t.Errorf("entries = %v, want a password without details first", entries)
		}
		if len(entries) == 2 && (entries[1].Action != "role.given" || entries[1].Details["role"] != member.RoleAdmin) {
			t.Errorf("second entry = %v, want the role given", entries[1])
		}
	})
}
