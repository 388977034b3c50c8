// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	people "aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var (
	now    = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	staff  = access.Actor{UserID: 1, Name: "Ada Martin", Admin: true}
	member = access.Actor{UserID: 2, Name: "Paul Roux", Community: access.PressMedia}
)

// house is an installation to look at.
type house struct {
	*admin.Service

	db     *database.DB
	box    *outbox.Outbox
	jobs   *jobs.Client
	engine *searchengine.Engine
}

// chore is a job nobody does.
type chore struct {
	N int `json:"n"`
}

func (chore) Kind() string { return "chore" }

type choreWorker struct{ river.WorkerDefaults[chore] }

func (choreWorker) Work(context.Context, *river.Job[chore]) error { return nil }

// happened is an event.
type happened struct{ ID int64 }

func (happened) Kind() string { return "happened" }

func newHouse(t *testing.T, db *database.DB, change func(*admin.Needs)) house {
	t.Helper()
	registry := jobs.NewRegistry()
	jobs.AddWorker(registry, choreWorker{})
	subscriptions := outbox.NewRegistry(registry)
	client, err := jobs.New(db, registry, jobs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	generator := ids.NewGenerator(1, nil)
	clock := func() time.Time { return now }
	box := outbox.New(db, generator, subscriptions, outbox.Options{Now: func() time.Time { return now.Add(-time.Hour) }})
	engine, err := searchengine.Open(searchengine.Options{Key: "test"})
	if err != nil {
		t.Fatal(err)
	}
	needs := admin.Needs{
		DB: db, IDs: generator, Outbox: box, Jobs: client, Engine: engine, Index: &builder{},
		Schedules: []admin.Schedule{
			{Name: "sweep-files", Due: jobs.DailyAt(4, 0, time.UTC)}, {Name: "hourly", Due: jobs.Every(time.Hour)},
		},
		Settings: admin.Settings{Environment: "development", Storage: "file", Mail: "capture", MailQuota: 2, Payments: "sandbox"},
		Version:  "1.2.3", Started: now.Add(-50 * time.Hour), Now: clock, Log: slog.New(slog.DiscardHandler),
	}
	if change != nil {
		change(&needs)
	}
	h := house{Service: admin.New(needs), db: db, box: box, jobs: client, engine: engine}
	t.Cleanup(func() {
		h.Close()
		if err := errors.Join(client.Stop(context.WithoutCancel(t.Context())), engine.Close()); err != nil {
			t.Error(err)
		}
	})
	return h
}

// exec runs a statement with ? for arguments.
func (h house) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := h.db.Writer().NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (h house) member(t *testing.T, id int64, active bool, validated, deleted any) {
	t.Helper()
	status := people.StatusNew
	if validated != nil {
		status = people.StatusValidated
	}
	h.exec(t, `INSERT INTO members (id, email, active, validation_status, validated_at, deleted_at, submitted_at, created_at, modified_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, "m"+ids.Encode(id)+"@exemple.invalid", active, status, validated, deleted, now, now, now)
}

func (h house) overview(t *testing.T) *admin.Overview {
	t.Helper()
	o, err := h.Overview(t.Context(), staff)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// An installation tells what it is and holds, on both engines.
func TestOverview(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db, nil)
		h.exec(t, "INSERT INTO media_files (name, content_type, size, created_at) VALUES ('a.jpg', 'image/jpeg', 1000, ?), ('b.pdf', 'application/pdf', 234, ?)", now, now)
		h.exec(t, "INSERT INTO email_log (id, recipient, sent_at) VALUES (1, 'a@x.invalid', ?), (2, 'a@x.invalid', ?), (3, 'b@x.invalid', ?), (4, 'a@x.invalid', ?)",
			now, now.Add(-time.Hour), now, now.Add(-8*24*time.Hour))
		h.exec(t, "INSERT INTO mail_messages (id, message_id, recipient, subject, created_at) VALUES (1, 'm1', 'a@x.invalid', 'S', ?)", now)
		for n := range 3 {
			if _, err := h.jobs.Insert(t.Context(), chore{n}, nil); err != nil {
				t.Fatal(err)
			}
		}
		h.record(t, 2)

		o := h.overview(t)
		if len(o.Unavailable) != 0 {
			t.Fatalf("unavailable = %v", o.Unavailable)
		}
		if o.Storage != (admin.Storage{Files: 2, Bytes: 1234}) {
			t.Errorf("storage = %+v", o.Storage)
		}
		if o.Mail != (admin.Mail{Sent: 3, Captured: 1, AtQuota: 1}) {
			t.Errorf("mail = %+v", o.Mail)
		}
		if o.Jobs[rivertype.JobStateAvailable] != 3 || o.Jobs.Failed() != 0 {
			t.Errorf("jobs = %v", o.Jobs)
		}
		if o.Outbox.Backlog != 2 || !o.Outbox.Oldest.Equal(now.Add(-time.Hour)) || o.Outbox.Last != 0 {
			t.Errorf("outbox = %+v", o.Outbox)
		}
		if o.Database.Engine != db.Engine() || o.Database.Version == "" || o.Database.Size <= 0 || o.Database.Applied == 0 ||
			o.Database.Pending != 0 || !strings.HasSuffix(o.Database.Latest, ".sql") {
			t.Errorf("database = %+v", o.Database)
		}
		if o.Uptime() != 50*time.Hour || o.Build.Version != "1.2.3" || !strings.HasPrefix(o.Build.Go, "go") {
			t.Errorf("program = %+v, up for %v", o.Build.Version, o.Uptime())
		}
	})
}

// record adds events to the outbox.
func (h house) record(t *testing.T, n int64) {
	t.Helper()
	err := h.db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		for i := range n {
			if err := h.box.Record(ctx, tx, happened{i}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The index is late by the events dispatched since its cursor.
func TestOverview_Lag(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db, nil)
		h.record(t, 5)
		if _, err := h.box.Dispatch(t.Context(), h.jobs); err != nil {
			t.Fatal(err)
		}
		err := h.engine.Apply(t.Context(), searchengine.Batch{Cursor: 2, Upserts: []searchengine.Document{
			{ID: "article:1", Type: "article", Title: "A"}, {ID: "article:2", Type: "article", Title: "B"}, {ID: "user:1", Type: "user", Title: "C"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		o := h.overview(t)
		x := o.Index
		if x.Documents != 3 || x.Cursor != 2 || x.Lag != 3 || !x.Present {
			t.Errorf("index = %+v", x)
		}
		if len(x.Types) != 2 || x.Types[0] != (admin.TypeCount{Type: "article", N: 2}) || x.Types[1] != (admin.TypeCount{Type: "user", N: 1}) {
			t.Errorf("types = %+v", x.Types)
		}
		if o.Outbox.Backlog != 0 || !o.Outbox.Oldest.IsZero() || o.Outbox.Last != 5 {
			t.Errorf("outbox = %+v", o.Outbox)
		}
	})
}

// A section that cannot be read is named and hides no other.
func TestOverview_Unavailable(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.Open(t, database.SQLite), nil)
	h.exec(t, "DROP TABLE email_log")
	o := h.overview(t)
	if len(o.Unavailable) != 1 || !o.IsMissing(admin.SectionMail) {
		t.Errorf("unavailable = %v, want the mail alone", o.Unavailable)
	}
	if o.Database.Version == "" || !o.Index.Present {
		t.Error("the other sections are missing too")
	}
}

// A process without an index says so and rebuilds none.
func TestOverview_NoIndex(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.Open(t, database.SQLite), func(n *admin.Needs) { n.Engine, n.Index = nil, nil })
	if o := h.overview(t); o.Index.Present || len(o.Unavailable) != 0 {
		t.Errorf("index = %+v, unavailable = %v", o.Index, o.Unavailable)
	}
	if err := h.RebuildSearch(t.Context(), staff, ""); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("RebuildSearch() = %v", err)
	}
}

// Nobody but administrators learns anything.
func TestService_RefusesMembers(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.Open(t, database.SQLite), nil)
	calls := map[string]func(ctx context.Context, by access.Actor) error{
		"Overview":        func(ctx context.Context, by access.Actor) error { _, err := h.Overview(ctx, by); return err },
		"IndexState":      func(ctx context.Context, by access.Actor) error { _, err := h.IndexState(ctx, by); return err },
		"Dashboard":       func(ctx context.Context, by access.Actor) error { _, err := h.Dashboard(ctx, by); return err },
		"JobsState":       func(ctx context.Context, by access.Actor) error { _, _, err := h.JobsState(ctx, by); return err },
		"RebuildSearch":   func(ctx context.Context, by access.Actor) error { return h.RebuildSearch(ctx, by, "") },
		"AuditJobCommand": func(ctx context.Context, by access.Actor) error { return h.AuditJobCommand(ctx, by, "", "POST /") },
	}
	for name, call := range calls {
		if err := call(t.Context(), member); !errors.Is(err, errs.ErrForbidden) {
			t.Errorf("%s by a member = %v, want forbidden", name, err)
		}
		if err := call(t.Context(), access.Actor{}); !errors.Is(err, errs.ErrUnauthenticated) {
			t.Errorf("%s by a visitor = %v, want unauthenticated", name, err)
		}
	}
}

// The dashboard counts people and content and lists what waits for somebody.
func TestDashboard(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db, nil)
		h.member(t, 1, true, now, nil)
		h.member(t, 2, true, now, nil)
		h.member(t, 3, false, nil, nil) // waits
		h.member(t, 4, false, now, nil) // deactivated later
		h.member(t, 5, false, nil, now) // rejected
		h.exec(t, "INSERT INTO organisations (id, name, slug, created_at, modified_at) VALUES (1, 'Strada', 'strada', ?, ?)", now, now)
		post := `INSERT INTO posts (id, kind, source_id, owner_id, status, published_at, created_at, modified_at) VALUES (?, ?, ?, 1, ?, ?, ?, ?)`
		h.exec(t, post, 1, "article", 1, "public", now, now, now)
		h.exec(t, post, 2, "article", 2, "draft", nil, now, now)
		h.exec(t, post, 3, "press_release", 3, "public", now, now, now)
		h.exec(t, post, 4, "article", 4, "public", now.Add(time.Hour), now, now) // scheduled
		h.record(t, 1)
		for _, id := range []int64{2, 4} { // the second is deactivated: it waits for nobody
			h.exec(t, "INSERT INTO profile_proposals (member_id, survey_profile, answers, changed, submitted_at) VALUES (?, 'P001', '{}', '[]', ?)", id, now)
		}

		d, err := h.Dashboard(t.Context(), staff)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Unavailable) != 0 {
			t.Fatalf("unavailable = %v", d.Unavailable)
		}
		if d.Figures != (admin.Figures{Members: 2, Waiting: 1, Proposals: 1, Organisations: 1, Articles: 1}) {
			t.Errorf("figures = %+v", d.Figures)
		}
		var concerns []admin.Concern
		for _, task := range d.Tasks {
			concerns = append(concerns, task.Concern)
		}
		// The event is an hour old, and the index was never built.
		want := []admin.Concern{admin.EventsLate, admin.IndexMissing, admin.MembersWaiting, admin.ChangesWaiting}
		if !slices.Equal(concerns, want) {
			t.Errorf("tasks = %v, want %v", concerns, want)
		}
	})
}

// The regular work is listed by name with its next slot.
func TestJobsState(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.Open(t, database.SQLite), nil)
	_, due, err := h.JobsState(t.Context(), staff)
	if err != nil {
		t.Fatal(err)
	}
	want := []admin.Due{
		{Name: "hourly", At: now.Add(time.Hour)},
		{Name: "sweep-files", At: time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)},
	}
	if len(due) != 2 || due[0].Name != want[0].Name || !due[0].At.Equal(want[0].At) || due[1].Name != want[1].Name || !due[1].At.Equal(want[1].At) {
		t.Errorf("due = %v, want %v", due, want)
	}
}

// The quota of the mailer counts when the configuration says nothing.
func TestOverview_DefaultQuota(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.Open(t, database.SQLite), func(n *admin.Needs) { n.Settings.MailQuota = 0 })
	for i := range mailer.DefaultQuota {
		h.exec(t, "INSERT INTO email_log (id, recipient, sent_at) VALUES (?, 'a@x.invalid', ?)", i+1, now)
	}
	if m := h.overview(t).Mail; m.AtQuota != 1 {
		t.Errorf("at quota = %d, want 1", m.AtQuota)
	}
}
