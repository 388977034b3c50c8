// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/platform/database"
)

const (
	// Timeout bounds an attempt whose worker sets no other limit.
	Timeout = time.Minute

	// RescueAfter is when a job still marked as running is taken for one whose
	// process died. No worker may set a longer timeout. On SQLite, where one
	// process works, its successor need not wait.
	RescueAfter = 5 * time.Minute

	// MaxAttempts is how often a job is tried, with growing pauses, over about
	// eleven hours, before it is left to an administrator.
	MaxAttempts = 12

	// stopPatience is what running jobs get to finish when the process is
	// asked to stop; the whole process has 15 s.
	stopPatience = 10 * time.Second

	defaultWorkers = 8
)

// Options says how a process takes part in the work.
type Options struct {
	// Work makes the process run jobs and schedules. Without it the process
	// only inserts jobs and shows them, and Start does nothing.
	Work bool

	// Workers is how many jobs of the default queue run at a time. Zero
	// means 8.
	Workers int

	// Logger receives River's messages. Nil means slog.Default.
	Logger *slog.Logger

	// OnFailure is told of each attempt that failed or panicked, for error
	// reports. It must be quick. Nil means nobody is told; River logs it.
	OnFailure func(ctx context.Context, job *rivertype.JobRow, err error)

	// NoSchedules leaves periodic jobs out, for tests of other things.
	NoSchedules bool

	// Testing removes the pauses that spread the load of a real
	// installation.
	Testing bool
}

// Client inserts jobs and, in a working process, runs them.
type Client struct {
	db    *database.DB
	river backend
	work  bool
	log   *slog.Logger

	life context.Context // ends with Stop; the UI's caches live in it
	end  context.CancelFunc
}

// backend hides the transaction type of the engine's River client.
type backend interface {
	start(ctx context.Context) error
	stop(ctx context.Context) error
	insert(ctx context.Context, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error)
	inTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error
	retry(ctx context.Context, id int64) error
	cancel(ctx context.Context, id int64) error
	subscribe() (<-chan *river.Event, func())
	ui(ctx context.Context, prefix string, logger *slog.Logger) (http.Handler, error)
}

// New returns a client of the jobs in db, whose tables [Migrate] made. It
// reports the mistakes made while r was filled.
func New(db *database.DB, r *Registry, o Options) (*Client, error) {
	if err := r.err(); err != nil {
		return nil, err
	}
	o.Logger = cmp.Or(o.Logger, slog.Default())
	config := riverConfig(r, o)
	c := &Client{db: db, work: o.Work, log: o.Logger}
	var err error
	if db.Engine() == database.Postgres {
		var client *river.Client[pgx.Tx]
		client, err = river.NewClient(riverpgxv5.New(db.Pool()), config)
		c.river = &postgresBackend{riverBackend[pgx.Tx]{client}, db.Pool()}
	} else {
		var client *river.Client[*sql.Tx]
		client, err = river.NewClient(riversqlite.New(db.Writer().DB), config)
		c.river = &sqliteBackend{riverBackend[*sql.Tx]{client}, db.Writer().DB}
	}
	if err != nil {
		return nil, fmt.Errorf("set up jobs: %w", err)
	}
	c.life, c.end = context.WithCancel(context.Background())
	return c, nil
}

func riverConfig(r *Registry, o Options) *river.Config {
	config := &river.Config{
		JobTimeout:           Timeout,
		RescueStuckJobsAfter: RescueAfter,
		MaxAttempts:          MaxAttempts,
		SoftStopTimeout:      stopPatience,
		FetchCooldown:        20 * time.Millisecond,
		Logger:               calm(o.Logger),
		Workers:              r.workers,
		TestOnly:             o.Testing,
	}
	if o.OnFailure != nil {
		config.ErrorHandler = failureHandler(o.OnFailure)
	}
	if !o.Work {
		return config
	}
	config.Queues = map[string]river.QueueConfig{DefaultQueue: {MaxWorkers: cmp.Or(o.Workers, defaultWorkers)}}
	for name, workers := range r.queues {
		config.Queues[name] = river.QueueConfig{MaxWorkers: workers}
	}
	if !o.NoSchedules {
		config.PeriodicJobs = r.periodic
	}
	if o.Testing {
		config.FetchCooldown = 5 * time.Millisecond
		config.FetchPollInterval = 50 * time.Millisecond
	}
	return config
}

// Start begins to run jobs, until Stop; they read the primary server. It does
// nothing in a process that only inserts.
func (c *Client) Start(ctx context.Context) error {
	if !c.work {
		return nil
	}
	// The client must outlive a context that ends with the signal to stop:
	// Stop gives running jobs time to finish. A job must find what was committed
	// before it was inserted, which a replica may not have yet.
	if err := c.river.start(database.OnPrimary(context.WithoutCancel(ctx))); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	return nil
}

// Stop takes no more jobs and waits for the running ones, at most 10 s, then
// cancels them; they run again later. The error is that of a ctx that ended
// before.
func (c *Client) Stop(ctx context.Context) error {
	c.end()
	if !c.work {
		return nil
	}
	if err := c.river.stop(ctx); err != nil {
		return fmt.Errorf("stop jobs: %w", err)
	}
	return nil
}

// Insert adds a job outside any transaction and returns its id. With unique
// options, the id may be that of a job that is there already.
func (c *Client) Insert(ctx context.Context, args river.JobArgs, opts *river.InsertOpts) (int64, error) {
	inserted, err := c.river.insert(ctx, args, opts)
	if err != nil {
		return 0, fmt.Errorf("insert job %s: %w", args.Kind(), err)
	}
	return inserted.Job.ID, nil
}

// Retry makes a job run again now, whatever its state.
func (c *Client) Retry(ctx context.Context, id int64) error {
	if err := c.river.retry(ctx, id); err != nil {
		return fmt.Errorf("retry job %d: %w", id, err)
	}
	return nil
}

// Cancel stops a job for good; a running one has its context cancelled.
func (c *Client) Cancel(ctx context.Context, id int64) error {
	if err := c.river.cancel(ctx, id); err != nil {
		return fmt.Errorf("cancel job %d: %w", id, err)
	}
	return nil
}

// RunInTx runs fn in a transaction that can insert jobs, committed when fn
// returns nil. It is for package outbox; modules record events instead.
func (c *Client) RunInTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	return c.river.inTx(ctx, fn)
}

// UI returns River's pages on the jobs, to be mounted for administrators at
// prefix, which the handler expects in the request's path. They show job
// arguments, which hold ids only.
//
// The pages need a Content-Security-Policy of their own, [UIPolicy].
func (c *Client) UI(prefix string) (http.Handler, error) {
	handler, err := c.river.ui(c.life, prefix, c.log)
	if err != nil {
		return nil, fmt.Errorf("set up the pages on jobs: %w", err)
	}
	return handler, nil
}

// UIPolicy is the Content-Security-Policy of the pages of [Client.UI]: the
// platform's own, with styles in the page, which River's notices insert.
const UIPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
