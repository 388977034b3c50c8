// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/platform/assets"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	frontend "aipress24.com/aipress24/web"
)

// App is the program in a test.
type App struct {
	*app.App

	Clock *Clock
	Site  http.Handler // answers as the whole site does

	sessions *web.Sessions
	people   map[Persona]person
	made     int // distinguishes what builders make
}

// Options are the choices of New. The zero value suits most tests.
type Options struct {
	Clock           *Clock // shared by the nodes of a test; nil: one of its own
	AllVocabularies bool   // all 13,744 entries instead of those of articles
	NoVocabularies  bool   // none: another node has loaded them
	Idle            bool   // no jobs, relay nor follower: pages only

	// Configure are configuration values besides those of the kit.
	Configure map[string]string
}

// Each runs test as a subtest on each engine at hand, with a program of its own.
func Each(t *testing.T, test func(t *testing.T, a *App)) {
	t.Helper()
	EachWith(t, Options{}, test)
}

// EachWith is Each with choices.
func EachWith(t *testing.T, o Options, test func(t *testing.T, a *App)) {
	t.Helper()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		test(t, New(t, db, o))
	})
}

// New starts the program over a migrated database; it stops with the test.
func New(t testing.TB, db *database.DB, o Options) *App {
	t.Helper()
	if o.Clock == nil {
		o.Clock = NewClock()
	}
	log := newTestLog(t)
	cfg := Config(t, o.Configure)
	if !o.NoVocabularies {
		names := articleVocabularies
		if o.AllVocabularies {
			names = nil
		}
		if _, err := app.LoadVocabularies(t.Context(), cfg, db, false, names...); err != nil {
			t.Fatalf("load vocabularies: %v", err)
		}
	}
	a := &App{Clock: o.Clock, people: map[Persona]person{}}
	program, err := app.New(t.Context(), db, app.Options{
		Config: cfg, Log: log, Now: o.Clock.Now, Search: true, Work: !o.Idle, Testing: true, Outbound: ownSite{a},
	})
	if err != nil {
		t.Fatalf("put the program together: %v", err)
	}
	a.App = program
	t.Cleanup(func() {
		if err := program.CloseButDatabase(); err != nil {
			t.Errorf("close the program: %v", err)
		}
	})
	if a.Site, err = program.Handler(app.WholeSite); err != nil {
		t.Fatalf("make the handler: %v", err)
	}
	a.sessions = web.NewSessions(db, web.SessionOptions{
		Idle: cfg.Session.Idle, Lifetime: cfg.Session.Absolute, Remembered: cfg.Session.Remembered, Now: o.Clock.Now,
	})
	if !o.Idle {
		a.run(t)
	}
	return a
}

// Node starts another process' worth of the program over the same database
// and the same clock.
func (a *App) Node(t testing.TB, o Options) *App {
	t.Helper()
	o.Clock, o.NoVocabularies = a.Clock, true
	o.Configure = maps.Clone(o.Configure)
	if o.Configure == nil {
		o.Configure = map[string]string{}
	}
	o.Configure["node.id"] = "8"
	return New(t, a.DB, o)
}

// Table is the URL table that the site serves, with each route's guard.
func (a *App) Table(t testing.TB) ui.Routes {
	t.Helper()
	files, err := assets.New(frontend.Dist())
	if err != nil {
		t.Fatalf("open the front end: %v", err)
	}
	return ui.Routes(a.Routes(a.sessions, files, http.NotFoundHandler()))
}

// articleVocabularies are the lists that the form of an article asks.
var articleVocabularies = []string{"genres", "genres-com", "sections", "topics", "news_sectors", "copyright_mention", "events"}

// Config is the configuration of tests: nothing leaves the process, and
// nothing is kept after it.
func Config(t testing.TB, more map[string]string) *config.Config {
	t.Helper()
	values := map[string]string{
		"data.dir":   t.TempDir(),
		"search.dir": "", // in memory
		"blob.url":   "mem://",
		"mail.url":   "capture:",
		"secret.key": "the key of tests, which protects nothing at all",
		"site.url":   siteURL,
		"node.id":    "7",
		// Tests of the second factor turn it on.
		"security.admin_second_factor": "false",
		// The clock of tests stands still, and so would an allowance.
		"limits.searches": "1000000",
		"limits.uploads":  "1000000",
	}
	for key, value := range more {
		values[key] = value
	}
	cfg, err := config.Load(config.Options{Environ: []string{}, Overrides: values})
	if err != nil {
		t.Fatalf("configure: %v", err)
	}
	return cfg
}

// run starts what the program does besides answering, until the test ends.
func (a *App) run(t testing.TB) {
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- a.Background(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("background work: %v", err)
		}
	})
}

// patience bounds what a test waits for; a healthy program needs a fraction.
const patience = time.Minute

// Settle returns once every side effect of what was done has happened: events
// dispatched, jobs done, index in step, readers counted.
func (a *App) Settle(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := a.Outbox.WaitIdle(ctx, a.Jobs); err != nil {
		t.Fatalf("wait for events and jobs: %v", err)
	}
	if err := a.Desk.FlushViews(ctx); err != nil {
		t.Fatalf("count views: %v", err)
	}
	Eventually(t, "the search index follows", func() bool {
		last, err := a.Outbox.LastPosition(ctx)
		if err != nil {
			t.Fatalf("read the last position: %v", err)
		}
		status, err := a.Search.Status(ctx)
		if err != nil {
			t.Fatalf("read the status of the index: %v", err)
		}
		renaming, err := a.Index.Renaming(ctx)
		if err != nil {
			t.Fatalf("read what the index has left to do: %v", err)
		}
		return !status.NeedsRebuild && status.Cursor >= last && renaming == 0
	})
}

// Reindex puts into the index what was written behind the program's back.
func (a *App) Reindex(t testing.TB) {
	t.Helper()
	a.Settle(t) // a new index builds itself first
	if _, err := a.Index.Rebuild(t.Context(), nil); err != nil {
		t.Fatalf("rebuild the index: %v", err)
	}
}

// Eventually asks again until what is said holds; the test fails when it never
// does.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	if holds() {
		return
	}
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-deadline.C:
			t.Fatalf("in vain within %s: %s", patience, what)
		case <-tick.C:
			if holds() {
				return
			}
		}
	}
}

// newTestLog keeps the log and shows it when the test fails.
func newTestLog(t testing.TB) *slog.Logger {
	kept := &testLog{}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("log of the program:\n%s", kept)
		}
	})
	return slog.New(slog.NewTextHandler(kept, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// testLog is written by many goroutines.
type testLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

var _ io.Writer = (*testLog)(nil)

// Write implements io.Writer.
func (l *testLog) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

// String is all that was written.
func (l *testLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
