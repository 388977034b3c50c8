// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/platform/database"
)

// canary is in every personal value that the tests plant, and in nothing else.
const canary = "zqx"

const (
	canaryEmail    = "zqx@canari.example"
	canaryRecovery = "zqx.secours@canari.example"
	canaryMobile   = "+33 6 zqx 88 77"
)

// leaver is a member about whom everything is known that can be.
type leaver struct {
	*apptest.App

	who    access.Actor
	other  access.Actor
	postID int64
	files  []string // stored for the member alone
}

// Spec 02 §13: every table is declared; one that is not would keep what it holds
// of those who leave. Whoever adds a table says in registry.go what becomes of a
// member's rows.
func TestTables_everyTableIsDeclared(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		declared := map[string]bool{}
		for _, table := range closing.Tables() {
			if declared[table.Name] {
				t.Errorf("%s is declared twice", table.Name)
			}
			declared[table.Name] = true
		}
		present := tablesOf(t, a.DB)
		for _, name := range present {
			if !declared[name] {
				t.Errorf("table %s: declare in closing/registry.go what becomes of what it holds of members", name)
			}
		}
		for name := range declared {
			if !slices.Contains(present, name) && !strings.HasPrefix(name, "river_") {
				t.Errorf("table %s is declared but does not exist", name)
			}
		}
		for _, table := range closing.Tables() {
			checkColumns(t, a.DB, table)
		}
	})
}

// checkColumns wants each text column of an account's own tables emptied.
func checkColumns(t *testing.T, db *database.DB, table closing.Table) {
	t.Helper()
	columns := columnsOf(t, db, table.Name)
	for _, hidden := range table.Hidden {
		if _, known := columns[hidden]; !known {
			t.Errorf("%s.%s is hidden but does not exist", table.Name, hidden)
		}
	}
	if table.Name != "members" && table.Name != "profiles" {
		return
	}
	kept := []string{"language", "terms_version"} // says nothing of whom
	for name, kind := range columns {
		emptied := slices.ContainsFunc(table.Empty, func(set string) bool { return strings.HasPrefix(set, name+" = ") })
		if isTextual(kind) && !emptied && !slices.Contains(kept, name) {
			t.Errorf("%s.%s is not emptied", table.Name, name)
		}
	}
}

// Spec 02 §13 and issue 3: anonymisation leaves no personal value in any table,
// index, file or queue; what was published and the accounts stay.
func TestAnonymise_leavesNothing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		x := newLeaver(t, a)
		if err := a.Closing.CloseOf(t.Context(), closing.By{}, x.who.UserID); err != nil {
			t.Fatal(err)
		}
		a.Settle(t)
		a.Clock.Advance(closing.Delay + time.Hour)
		x.plant(t)
		held := x.rows(t)
		for name := range wordless {
			if !slices.Contains(held, name) {
				t.Errorf("nothing was planted in %s", name)
			}
		}
		before := canaries(t, a.DB)
		for _, table := range closing.Tables() {
			if _, found := before[table.Name]; !found && !wordless[table.Name] && table.Treatment != closing.Impersonal && table.Treatment != closing.Kept {
				t.Errorf("nothing was planted in %s", table.Name)
			}
		}
		for run := range 2 { // the second changes nothing
			if err := a.Closing.AnonymiseDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := a.Closing.Anonymise(t.Context(), x.who.UserID); err != nil {
				t.Fatal(err)
			}
			a.Settle(t)
			for table, where := range canaries(t, a.DB) {
				t.Errorf("run %d: %s still holds %q", run, table, where)
			}
			x.check(t)
		}
		if left := x.rows(t); len(left) > 0 {
			t.Errorf("rows of the member are left in %q", left)
		}
		for _, address := range []string{canaryEmail, canaryRecovery} { // the person may come back
			free, err := a.Registration.IsFree(t.Context(), registration.Holder{Network: "192.0.2.77"}, address)
			if err != nil || !free {
				t.Errorf("nobody can register with %s: %v", address, err)
			}
		}
	})
}

// Spec 02 §6.1, §13: of a refused applicant password and pictures go at once, the
// rest 30 days later. The address is free: what came there is another account's
// if somebody has it by then.
func TestAnonymise_refusedApplicant(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		staff := membership.Staffer{Actor: a.Persona(t, apptest.Administrator)}
		refuse := func(email, first, last string) int64 {
			who := newApplicant(t, a, email, first, last)
			if err := a.Reviews.AddNote(t.Context(), staff, who, "zqx note"); err != nil {
				t.Fatal(err)
			}
			if _, err := a.Reviews.Refuse(t.Context(), staff, who, membership.Reason{Canned: "identity", Text: first}); err != nil {
				t.Fatal(err)
			}
			return who
		}
		gone, back := refuse(canaryEmail, "Zqxprénom", "Zqxnom"), refuse("revenue@canari.example", "Revenue", "Deux")
		newApplicant(t, a, "revenue@canari.example", "Autre", "Personne") // the address is free
		a.Exec(t, "INSERT INTO organisation_invitations (id, organisation_id, email, created_at) VALUES (?, ?, ?, ?)",
			a.IDs.Next(), staff.OrganisationID, "revenue@canari.example", a.Clock.Now())
		a.Settle(t)
		if n := a.Count(t, "SELECT count(*) FROM members WHERE id IN (?, ?) AND (password_hash <> '' OR photo <> '' OR press_card <> '')", gone, back); n != 0 {
			t.Error("password and pictures are kept after the refusal")
		}
		if n := a.Count(t, "SELECT count(*) FROM media_links WHERE object_id = ? AND kind <> ?", gone, media.OfUploader); n != 0 {
			t.Errorf("%d pictures are linked", n)
		}
		a.Clock.Advance(member.RefusedKept - time.Hour)
		anonymised := func() int {
			if err := a.Closing.AnonymiseDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			a.Settle(t)
			return a.Count(t, "SELECT count(*) FROM members WHERE anonymised_at IS NOT NULL AND deleted_at IS NOT NULL")
		}
		if n := anonymised(); n != 0 {
			t.Errorf("%d are anonymised before 30 days", n)
		}
		a.Clock.Advance(2 * time.Hour)
		for range 2 {
			if n := anonymised(); n != 2 {
				t.Errorf("%d are anonymised after 30 days", n)
			}
			for table, where := range canaries(t, a.DB) {
				t.Errorf("%s still holds %q", table, where)
			}
		}
		if n := a.Count(t, "SELECT count(*) FROM organisation_invitations WHERE email = 'revenue@canari.example'"); n != 1 {
			t.Error("what the new owner of the address received is gone")
		}
	})
}
