// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/modules/account/accountweb"
	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/notifications"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/modules/reference"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/modules/search"
	"aipress24.com/aipress24/internal/modules/site"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/observe"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Options says which parts of the program a process runs.
type Options struct {
	Config *config.Config
	Log    *slog.Logger
	Now    func() time.Time // nil: time.Now

	Tracker *observe.Tracker // nil: failures are only logged
	Metrics *observe.Metrics // nil: new ones

	Search bool // serves pages, and so keeps an index
	Alone  bool // a tool: the index must not be held by a running process
	Work   bool // runs jobs, schedules and the relay

	// DemoAccounts are offered on the sign-in page.
	DemoAccounts []accountweb.DemoAccount
	// Testing removes the pauses that spread the load of a real installation.
	Testing bool
	// Outbound carries the requests to our own webhook; nil: the network.
	Outbound http.RoundTripper
}

// App is the program of one process.
type App struct {
	Engines

	Articles    *newsroom.ArticleService
	Pitches     *newsroom.PitchService
	Assignments *newsroom.AssignmentService
	Releases    *pressroom.Service
	Mirrors     *wire.Mirrors
	Wall        *wire.Wall
	Desk        *wire.Desk
	Talk        *discussion.Talk
	Bells       *notifications.Bells
	LiveBells   *notifications.Live
	Index       *search.Index
	Searcher    *search.Searcher
	Names       *reference.Names
	Directory   *social.Directory
	Catalogue   *social.Catalogue
	Follows     *social.Follows
	SignIn      *account.SignInService
	Accounts    *account.AccountService
	Security    *account.Security
	Admin       *admin.Service
	Reviews     *membership.Desk
	Members     *membership.Accounts
	Pages       *site.Pages
	Closing     *closing.Service

	prices    organisation.PriceList
	options   Options
	tasks     map[string]func(context.Context) error
	schedules []admin.Schedule
	started   time.Time

	Registration  *registration.Service // how people join
	BusinessWalls *businesswall.Module  // how organisations are officially present
	Organisations *orgadmin.Desk        // what the staff does about them
	Billing       *billing.Service      // what organisations pay for
	Agenda        *events.Module        // the agenda, and the room where it is written

	sandbox *sandbox.Provider // nil where real money is taken, and in production
}

// New puts the program together over an open and migrated database. It starts
// nothing: see Run.
func New(ctx context.Context, db *database.DB, o Options) (*App, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &App{options: o, started: o.Now()}
	a.Config, a.Log, a.Now, a.Tracker = o.Config, o.Log, o.Now, o.Tracker
	a.Metrics, a.Health = o.Metrics, observe.NewHealth(o.Log)
	if a.Metrics == nil {
		a.Metrics = observe.NewMetrics(Version())
	}
	if err := a.openEngines(ctx, db, o); err != nil {
		return nil, err
	}
	if err := a.build(); err != nil {
		return nil, err
	}
	if err := a.watch(); err != nil {
		return nil, err
	}
	return a, nil
}

// build makes the modules and joins them.
func (a *App) build() error {
	queue := jobs.NewRegistry()
	subscriptions := outbox.NewRegistry(queue)
	a.Bells = notifications.NewBells(a.DB, a.IDs, a.Now)
	a.Bells.Subscribe(subscriptions)
	if err := a.subscribeReviews(subscriptions); err != nil {
		return err
	}
	a.addMaintenance(queue)
	a.buildBilling(queue, subscriptions)
	a.subscribeWalls(subscriptions)
	a.subscribeEvents(subscriptions)
	a.subscribeDiscussion(subscriptions)
	a.subscribeStories(subscriptions)
	err := a.buildRegistration(queue, subscriptions)
	if err != nil {
		return err
	}
	if err := a.buildSecurity(queue, subscriptions); err != nil {
		return err
	}
	a.buildClosing(queue, subscriptions)

	a.Jobs, err = jobs.New(a.DB, queue, jobs.Options{
		Work: a.options.Work, Workers: a.Config.Worker.Concurrency, Logger: a.Log, OnFailure: a.jobFailed,
		NoSchedules: a.options.Testing, Testing: a.options.Testing,
	})
	if err != nil {
		return fmt.Errorf("open the job queue: %w", err)
	}
	a.Outbox = outbox.New(a.DB, a.IDs, subscriptions, outbox.Options{Now: a.Now, Logger: a.Log})
	a.joinRegistration()
	a.joinClosing()
	a.BusinessWalls = businesswall.New(a.businessWallNeeds())
	a.joinBilling(a.BusinessWalls.Lifecycle)
	a.buildOrganisations()
	a.buildEvents()
	a.Security.Outbox = a.Outbox

	if err := a.buildReviews(); err != nil {
		return err
	}
	a.buildWire()
	a.buildDiscussion()
	a.LiveBells = notifications.NewLive()
	a.Names = reference.NewNames(a.DB, a.Vocabularies, a.Now)
	a.Directory, a.Follows = social.NewDirectory(a.DB, a.Now), social.NewFollows(a.DB, a.Now)
	a.Catalogue = social.NewCatalogue(a.DB, a.Now)
	a.Accounts = account.NewAccountService(a.DB, a.IDs, a.Outbox, a.Now)
	a.SignIn = account.NewSignInService(a.DB, a.IDs, a.Now)
	a.buildNewsroom()
	a.buildPressroom()
	if a.Search != nil {
		a.Index = search.NewIndex(a.DB, a.Search, a.Outbox, a.Log, a.Now)
		a.Searcher = search.NewSearcher(a.Search, a.Now)
	}
	if err := a.buildSite(); err != nil {
		return err
	}
	a.Admin = admin.New(admin.Needs{
		DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Jobs: a.Jobs, Engine: a.Search, Index: a.Index,
		Schedules: a.schedules, Settings: admin.SettingsOf(a.Config), Version: Version(),
		Started: a.started, Now: a.Now, Log: a.Log,
	})
	return nil
}

// jobFailed tells the operator's instruments of an attempt that failed.
func (a *App) jobFailed(ctx context.Context, job *rivertype.JobRow, err error) {
	outcome, level := "retry", slog.LevelWarn
	var given *rivertype.JobCancelError
	switch {
	case errors.As(err, &given): // it can never work: a mail that is refused for good
		outcome, level = "cancelled", slog.LevelError
	case job.Attempt >= job.MaxAttempts:
		outcome, level = "discarded", slog.LevelError
	}
	a.Log.Log(ctx, level, "job failed", "kind", job.Kind, "job", job.ID, "attempt", job.Attempt, "outcome", outcome, "error", err)
	took := time.Duration(0)
	if job.AttemptedAt != nil {
		took = a.Now().Sub(*job.AttemptedAt)
	}
	a.Metrics.JobDone(job.Kind, outcome, took)
	a.Tracker.Report(ctx, fmt.Errorf("job %s: %w", job.Kind, err))
}

// watch tells the operator's instruments what to look at.
func (a *App) watch() error {
	a.Health.AddCheck("database", a.DB.Ping)
	a.Health.AddCheck("migrations", func(ctx context.Context) error {
		pending, err := a.DB.Pending(ctx)
		if err == nil && pending > 0 {
			return fmt.Errorf("%d migrations to apply", pending)
		}
		return err
	})
	a.Health.AddCheck("files", a.Blobs.Check)
	return errors.Join(
		a.Metrics.AddDatabase("writer", a.DB.Writer().DB),
		a.Metrics.AddDatabase("reader", a.DB.Reader().DB),
		a.Metrics.AddGauge("outbox_backlog", "Events that wait to be dispatched.", func() float64 {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			n, err := a.Outbox.Backlog(ctx)
			if err != nil {
				return -1 // the scrape says that it is not known
			}
			return float64(n)
		}),
	)
}

// Close ends what the modules began and gives the engines back, the database
// included.
func (a *App) Close() error {
	a.Admin.Close()
	return a.Engines.Close()
}

// CloseButDatabase is Close for a database that the caller opened.
func (a *App) CloseButDatabase() error {
	a.Admin.Close()
	return a.Engines.CloseButDatabase()
}
