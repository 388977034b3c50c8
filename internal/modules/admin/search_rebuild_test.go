// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/searchengine"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// builder is a keeper of the index that does as it is told.
type builder struct {
	enter chan struct{} // closed when the rebuild begins; nil: nobody waits
	leave chan struct{} // the rebuild ends when it is closed; nil: at once
	err   error
}

func (b *builder) Rebuild(ctx context.Context, progress func(done, total int)) (searchengine.Report, error) {
	progress(1, 3)
	if b.enter != nil {
		close(b.enter)
	}
	if b.leave != nil {
		select {
		case <-b.leave:
		case <-ctx.Done():
			return searchengine.Report{}, ctx.Err()
		}
	}
	return searchengine.Report{Documents: 3, Took: time.Second}, b.err
}

// auditEntry is a line of the trace, as a test reads it.
type auditEntry struct {
	ActorID    int64
	Action     string
	ObjectKind string
	Details    map[string]string `bun:"type:json"`
	IP         string            `bun:"ip"`
}

func (h house) audits(t *testing.T) []auditEntry {
	t.Helper()
	var entries []auditEntry
	err := h.db.Writer().NewSelect().TableExpr("audit_entries").
		Column("actor_id", "action", "object_kind", "details", "ip").Order("id").Scan(t.Context(), &entries)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// A rebuild runs beside the request, alone, and is written down.
func TestRebuildSearch(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		keeper := &builder{enter: make(chan struct{}), leave: make(chan struct{})}
		h := newHouse(t, db, func(n *admin.Needs) { n.Index = keeper })
		if err := h.RebuildSearch(t.Context(), staff, "192.0.2.7"); err != nil {
			t.Fatal(err)
		}
		<-keeper.enter
		if r := h.overview(t).Index.Rebuild; !r.Running || r.Done != 1 || r.Total != 3 {
			t.Errorf("under way: %+v", r)
		}
		if err := h.RebuildSearch(t.Context(), staff, "192.0.2.7"); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a second rebuild = %v, want a conflict", err)
		}
		close(keeper.leave)
		if r := h.waitRebuilt(t); r.Failed || r.Done != 3 || r.Took != time.Second || !r.EndedAt.Equal(now) {
			t.Errorf("ended: %+v", r)
		}
		entries := h.audits(t)
		if len(entries) != 1 || entries[0].ActorID != staff.UserID || entries[0].Action != "search.rebuild" || entries[0].IP != "192.0.2.7" {
			t.Errorf("audit = %+v", entries)
		}
	})
}

// waitRebuilt polls until the rebuild has ended, as the page does.
func (h house) waitRebuilt(t *testing.T) admin.Rebuild {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(10 * time.Second); ; {
		if r := h.overview(t).Index.Rebuild; !r.Running {
			return r
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("the rebuild never ended")
		}
	}
}

// A failed rebuild is told, and another may follow.
func TestRebuildSearch_Fails(t *testing.T) {
	t.Parallel()
	keeper := &builder{err: errors.New("disk full")}
	h := newHouse(t, dbtest.Open(t, database.SQLite), func(n *admin.Needs) { n.Index = keeper })
	for range 2 {
		if err := h.RebuildSearch(t.Context(), staff, ""); err != nil {
			t.Fatal(err)
		}
		if r := h.waitRebuilt(t); !r.Failed {
			t.Errorf("ended: %+v, want a failure", r)
		}
	}
}

// Closing the service ends the rebuild and waits for it; none begins after.
func TestClose_StopsRebuild(t *testing.T) {
	t.Parallel()
	keeper := &builder{enter: make(chan struct{}), leave: make(chan struct{})}
	h := newHouse(t, dbtest.Open(t, database.SQLite), func(n *admin.Needs) { n.Index = keeper })
	if err := h.RebuildSearch(t.Context(), staff, ""); err != nil {
		t.Fatal(err)
	}
	<-keeper.enter
	h.Close()
	if r := h.overview(t).Index.Rebuild; r.Running || !r.Failed {
		t.Errorf("after closing: %+v", r)
	}
	if err := h.RebuildSearch(t.Context(), staff, ""); errs.KindOf(err) != errs.Conflict {
		t.Errorf("after closing, RebuildSearch() = %v", err)
	}
}

// Commands to the job queue are written down with what was asked.
func TestAuditJobCommand(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db, nil)
		if err := h.AuditJobCommand(t.Context(), staff, "192.0.2.7", "POST /admin/river/api/jobs/retry"); err != nil {
			t.Fatal(err)
		}
		entries := h.audits(t)
		if len(entries) != 1 || entries[0].Action != "jobs.command" || entries[0].Details["command"] != "POST /admin/river/api/jobs/retry" {
			t.Errorf("audit = %+v", entries)
		}
	})
}
