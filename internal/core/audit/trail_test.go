// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package audit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var errUndone = errors.New("undone")

// A line is dated by the trail, whatever its author wrote, and lives and dies
// with the transaction of what it tells of (security checklist §9).
func TestNote(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("Paris", 3600))
		clock := func() time.Time { return now }
		trail := audit.Trail{IDs: ids.NewGenerator(1, clock), Now: clock}
		note := func(action string, outcome error) {
			err := db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
				entry := audit.Entry{ID: 7, At: now.AddDate(-1, 0, 0), Action: action, ObjectKind: "member", ObjectID: 42}
				if err := trail.Note(ctx, tx, entry); err != nil {
					return err
				}
				return outcome
			})
			if !errors.Is(err, outcome) {
				t.Fatal(err)
			}
		}
		note("member.approved", nil)
		note("member.refused", errUndone)

		var kept []audit.Entry
		if err := db.Reader().NewSelect().Model(&kept).Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(kept) != 1 {
			t.Fatalf("%d lines are kept, want that of the transaction that was committed: %v", len(kept), kept)
		}
		e := kept[0]
		if e.ID == 7 || !e.At.Equal(now) || e.Action != "member.approved" || e.ObjectID != 42 {
			t.Errorf("the line is %+v", e)
		}
		if e.ActorID != 0 || e.Details == nil || len(e.Details) != 0 {
			t.Errorf("actor %d, details %v, want the platform and none", e.ActorID, e.Details)
		}
	})
}
