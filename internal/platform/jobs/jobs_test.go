// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// greeting is a job of this test.
type greeting struct {
	Name string `json:"name"`
}

func (greeting) Kind() string { return "greeting" }

type greeter struct {
	river.WorkerDefaults[greeting]

	greet func(ctx context.Context, job *river.Job[greeting]) error
}

func (g *greeter) Work(ctx context.Context, job *river.Job[greeting]) error { return g.greet(ctx, job) }

// newClient returns a client with a worker of greetings, stopped after the test.
func newClient(t *testing.T, db *database.DB, o jobs.Options, greet func(context.Context, *river.Job[greeting]) error) *jobs.Client {
	t.Helper()
	r := jobs.NewRegistry()
	jobs.AddWorker(r, &greeter{greet: greet})
	return start(t, db, r, o)
}

func start(t *testing.T, db *database.DB, r *jobs.Registry, o jobs.Options) *jobs.Client {
	t.Helper()
	o.Testing = true
	client, err := jobs.New(db, r, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := client.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return client
}

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestClient_runsJobsAndCountsThem(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		var greeted, failures atomic.Int64
		o := jobs.Options{Work: true, OnFailure: func(_ context.Context, job *rivertype.JobRow, err error) {
			if job.Kind == "greeting" && err != nil {
				failures.Add(1)
			}
		}}
		client := newClient(t, db, o, func(_ context.Context, job *river.Job[greeting]) error {
			switch job.Args.Name {
			case "error":
				return errors.New("refused")
			case "panic":
				panic("bug")
			}
			greeted.Add(1)
			return nil
		})
		for _, name := range []string{"Ada", "Grace", "error", "panic"} {
			if _, err := client.Insert(ctx, greeting{name}, nil); err != nil {
				t.Fatal(err)
			}
		}
		later := &river.InsertOpts{ScheduledAt: time.Now().Add(time.Hour)}
		if _, err := client.Insert(ctx, greeting{"later"}, later); err != nil {
			t.Fatal(err)
		}
		if _, err := client.Insert(ctx, greeting{"dropped"}, &river.InsertOpts{ScheduledAt: later.ScheduledAt}); err != nil {
			t.Fatal(err)
		}
		waitUntil(t, func() bool { return failures.Load() >= 2 })
		if err := client.WaitIdle(ctx); err != nil {
			t.Fatal(err)
		}
		counts, err := client.Counts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		failed := counts[rivertype.JobStateRetryable] + counts[rivertype.JobStateAvailable] + counts[rivertype.JobStateRunning]
		if greeted.Load() != 2 || counts[rivertype.JobStateCompleted] != 2 || counts[rivertype.JobStateScheduled]+failed != 4 {
			t.Errorf("greeted %d, counts %v", greeted.Load(), counts)
		}
	})
}

// waitUntil returns when condition holds.
func waitUntil(t *testing.T, condition func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(20 * time.Second); !condition(); {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("did not happen")
		}
	}
}

// What a process that was killed left running is run again: on SQLite by its
// successor at once, on PostgreSQL, where it may be another worker's, later.
func TestClient_takesBackJobsOfTheDead(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		dead := newClient(t, db, jobs.Options{}, nil)
		id, err := dead.Insert(ctx, greeting{"Ada"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Writer().ExecContext(ctx, "UPDATE river_job SET state = 'running', attempt = 1, attempted_at = CURRENT_TIMESTAMP WHERE id = ?", id); err != nil {
			t.Fatal(err)
		}
		var greeted atomic.Int64
		client := newClient(t, db, jobs.Options{Work: true}, func(context.Context, *river.Job[greeting]) error {
			greeted.Add(1)
			return nil
		})
		if db.Engine() == database.SQLite {
			waitUntil(t, func() bool { return greeted.Load() == 1 })
			return
		}
		counts, err := client.Counts(ctx)
		if err != nil || counts[rivertype.JobStateRunning] != 1 {
			t.Errorf("counts = %v, %v: the job of a worker that may live was taken", counts, err)
		}
	})
}

func TestClient_insertOnlyRunsNothing(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		ran := make(chan string, 1)
		greet := func(_ context.Context, job *river.Job[greeting]) error {
			ran <- job.Args.Name
			return nil
		}
		web := newClient(t, db, jobs.Options{}, greet)
		id, err := web.Insert(ctx, greeting{"Ada"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if counts, err := web.Counts(ctx); err != nil || counts[rivertype.JobStateAvailable] != 1 {
			t.Errorf("Counts() = %v, %v", counts, err)
		}
		if err := web.Cancel(ctx, id); err != nil {
			t.Error(err)
		}
		if err := web.Retry(ctx, id); err != nil {
			t.Error(err)
		}
		newClient(t, db, jobs.Options{Work: true}, greet)
		if err := web.WaitIdle(ctx); err != nil {
			t.Fatal(err)
		}
		if name := <-ran; name != "Ada" {
			t.Errorf("ran %q", name)
		}
	})
}

func TestClient_RunInTx(t *testing.T) {
	t.Parallel()
	errRefused := errors.New("refused")
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		client := newClient(t, db, jobs.Options{}, nil)
		for _, result := range []error{errRefused, nil} {
			err := client.RunInTx(t.Context(), func(ctx context.Context, tx jobs.Tx) error {
				if err := tx.Insert(ctx, []river.InsertManyParams{{Args: greeting{"Ada"}}}); err != nil {
					return err
				}
				n, err := tx.Exec(ctx, "UPDATE outbox_position SET last = last + $1", 5)
				if err != nil || n != 1 {
					t.Errorf("Exec() = %d, %v", n, err)
				}
				return result
			})
			if !errors.Is(err, result) {
				t.Errorf("RunInTx() = %v, want %v", err, result)
			}
		}
		var last int
		err := client.RunInTx(t.Context(), func(ctx context.Context, tx jobs.Tx) error {
			return tx.Each(ctx, func(row database.Row) error { return row.Scan(&last) }, "SELECT last FROM outbox_position")
		})
		counts, countErr := client.Counts(t.Context())
		if err != nil || countErr != nil || last != 5 || counts[rivertype.JobStateAvailable] != 1 {
			t.Errorf("position %d, counts %v, %v, %v, want one of each", last, counts, err, countErr)
		}
	})
}

// A slot is served once, whatever the number of processes and restarts.
func TestRegistry_AddPeriodic(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		var ran atomic.Int64
		for range 3 {
			r := jobs.NewRegistry()
			r.AddPeriodic("greet", jobs.Every(1000*time.Hour), func() river.JobArgs { return greeting{"hourly"} })
			jobs.AddWorker(r, &greeter{greet: func(context.Context, *river.Job[greeting]) error {
				ran.Add(1)
				return nil
			}})
			client, err := jobs.New(db, r, jobs.Options{Work: true, Testing: true})
			if err != nil {
				t.Fatal(err)
			}
			if err := client.Start(ctx); err != nil {
				t.Fatal(err)
			}
			waitUntil(t, func() bool { return ran.Load() > 0 })
			if err := client.WaitIdle(ctx); err != nil {
				t.Fatal(err)
			}
			if err := client.Stop(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if got := ran.Load(); got != 1 {
			t.Errorf("ran %d times, want 1", got)
		}
	})
}

func TestSchedules(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		parsed, err := time.Parse("2006-01-02 15:04 -0700", text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	tests := []struct {
		name     string
		schedule jobs.Schedule
		now      string
		want     string
	}{
		{"hour", jobs.Every(time.Hour), "2027-03-01 10:20 +0000", "2027-03-01 11:00 +0000"},
		{"full hour", jobs.Every(time.Hour), "2027-03-01 11:00 +0000", "2027-03-01 12:00 +0000"},
		{"quarter", jobs.Every(15 * time.Minute), "2027-03-01 10:20 +0000", "2027-03-01 10:30 +0000"},
		{"today", jobs.DailyAt(6, 30, paris), "2027-03-01 05:00 +0100", "2027-03-01 06:30 +0100"},
		{"tomorrow", jobs.DailyAt(6, 30, paris), "2027-03-01 06:30 +0100", "2027-03-02 06:30 +0100"},
		{"into summer", jobs.DailyAt(6, 30, paris), "2027-03-27 12:00 +0100", "2027-03-28 06:30 +0200"},
		{"into winter", jobs.DailyAt(6, 30, paris), "2027-10-30 12:00 +0200", "2027-10-31 06:30 +0100"},
		{"skipped hour", jobs.DailyAt(2, 30, paris), "2027-03-27 12:00 +0100", "2027-03-28 03:30 +0200"},
		{"after the repeated hour", jobs.DailyAt(2, 30, paris), "2027-10-31 02:30 +0200", "2027-11-01 02:30 +0100"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.schedule.Next(at(tt.now)); !got.Equal(at(tt.want)) {
				t.Errorf("Next() = %v, want %v", got, at(tt.want))
			}
		})
	}
}

// Mistakes of registration are errors of New, not panics.
func TestNew_reportsMistakes(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, database.SQLite)
	mistakes := map[string]func(r *jobs.Registry){
		"two workers": func(r *jobs.Registry) {
			jobs.AddWorker(r, &greeter{})
			jobs.AddWorkerArgs(r, greeting{}, &greeter{})
		},
		"two schedules": func(r *jobs.Registry) {
			r.AddPeriodic("a", jobs.Every(time.Hour), nil)
			r.AddPeriodic("a", jobs.Every(time.Hour), nil)
		},
	}
	for name, register := range mistakes {
		r := jobs.NewRegistry()
		register(r)
		if _, err := jobs.New(db, r, jobs.Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The pages on jobs work on both engines, below their prefix.
func TestClient_UI(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		client := newClient(t, db, jobs.Options{}, nil)
		if _, err := client.Insert(t.Context(), greeting{"Ada"}, nil); err != nil {
			t.Fatal(err)
		}
		handler, err := client.UI("/admin/jobs")
		if err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]string{
			"/admin/jobs/":                         `src="/admin/jobs/assets/`,
			"/admin/jobs/api/jobs?state=available": "greeting",
			"/admin/jobs/api/states":               "available",
		} {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
				t.Errorf("GET %s = %d %.200s", path, w.Code, w.Body)
			}
		}
	})
}

func TestMigrate_twiceDoesNothing(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		if err := jobs.Migrate(t.Context(), db); err != nil {
			t.Error(err)
		}
		if n, err := jobs.SchemaVersion(db.Engine()); err != nil || n == 0 {
			t.Errorf("SchemaVersion() = %d, %v", n, err)
		}
	})
}
