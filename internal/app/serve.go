// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"aipress24.com/aipress24/internal/platform/assets"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/observe"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	frontend "aipress24.com/aipress24/web"
)

// Listener is an address and what it serves.
type Listener struct {
	Addr string
	Area Area
}

// ServeOptions says what a process serves and does.
type ServeOptions struct {
	Options

	Listeners []Listener
	Migrate   bool // brings the database up to date first

	// Prepare, if any, runs once the database is migrated, before serving.
	Prepare func(ctx context.Context, db *database.DB) error
	// Ready, if any, is called once pages are served, with the addresses.
	Ready func(addresses []net.Addr)
}

// timeouts are the operator's limits.
func timeouts(cfg *config.Config) web.Timeouts {
	return web.Timeouts{
		ReadHeader: cfg.Server.ReadHeaderTimeout, Read: cfg.Server.ReadTimeout, Write: cfg.Server.WriteTimeout,
		Idle: cfg.Server.IdleTimeout, Grace: cfg.Server.ShutdownTimeout,
	}
}

// retryAfter is how long a process waits for a database that does not answer.
const retryAfter = 2 * time.Second

// Serve listens at once and answers 503 until the database is there, then
// serves until ctx ends. It returns nil after a clean stop.
func Serve(ctx context.Context, o ServeOptions) error {
	g, ctx := errgroup.WithContext(ctx)
	listeners := make([]net.Listener, len(o.Listeners))
	handlers := make([]*web.Swappable, len(o.Listeners))
	if o.Metrics == nil { // counted from the first request on, the database there or not
		o.Metrics = observe.NewMetrics(Version())
	}
	waiting, err := waitingHandler(o)
	if err != nil {
		return err
	}
	var drain atomic.Pointer[func()]
	for i, l := range o.Listeners {
		var err error
		if listeners[i], err = web.Listen(ctx, l.Addr); err != nil {
			return err
		}
		handlers[i] = web.NewSwappable(waiting)
		server := web.NewServer(handlers[i], o.Log, func() {
			if f := drain.Load(); f != nil {
				(*f)()
			}
		}).Within(timeouts(o.Config))
		g.Go(func() error { return server.Serve(ctx, listeners[i]) })
	}
	g.Go(func() error { return o.serveApp(ctx, listeners, handlers, &drain) })
	return quiet(g.Wait())
}

// serveApp builds the program once its database answers and puts it in place
// of the waiting pages.
func (o ServeOptions) serveApp(ctx context.Context, listeners []net.Listener, handlers []*web.Swappable, drain *atomic.Pointer[func()]) (err error) {
	db, err := o.awaitDatabase(ctx)
	if err != nil {
		return err
	}
	a, err := New(ctx, db, o.Options)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	unready := a.Health.Drain
	drain.Store(&unready)
	addresses := make([]net.Addr, len(handlers))
	for i, l := range o.Listeners {
		handler, err := a.Handler(l.Area)
		if err != nil {
			return err
		}
		handlers[i].Swap(handler)
		addresses[i] = listeners[i].Addr()
	}
	if o.Ready != nil {
		o.Ready(addresses)
	}
	return a.Background(ctx)
}

// awaitDatabase opens and prepares the database, trying again as long as it
// does not answer. A mistake that waiting cannot mend ends it.
func (o ServeOptions) awaitDatabase(ctx context.Context) (*database.DB, error) {
	for {
		db, err := OpenDatabase(ctx, o.Config)
		if err == nil {
			checkReplica(ctx, db, o.Log)
			if err = o.prepare(database.OnPrimary(ctx), db); err == nil {
				return db, nil
			}
			err = errors.Join(err, db.Close())
			if !database.IsUnavailable(err) {
				return nil, err
			}
		}
		if !isPassing(err) || ctx.Err() != nil {
			return nil, err
		}
		said := "database does not answer, trying again"
		if database.IsRefused(err) {
			said = "database refuses us, trying again"
		}
		o.Log.ErrorContext(ctx, said, "error", err, "in", retryAfter.String())
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(retryAfter):
		}
	}
}

// isPassing reports whether waiting may mend what keeps a database from being
// opened: it makes no directory, and no database of a file, but an account or a
// password may be made on the server meanwhile.
func isPassing(err error) bool {
	var mistake config.Problem
	return !errors.Is(err, database.ErrURL) && (!errors.As(err, &mistake) || database.IsRefused(err))
}

func (o ServeOptions) prepare(ctx context.Context, db *database.DB) error {
	if o.Migrate {
		if _, err := MigrateDatabase(ctx, db); err != nil {
			return err
		}
	}
	if pending, err := db.Pending(ctx); err != nil {
		return err
	} else if pending > 0 {
		return fmt.Errorf("database %s has %d migrations to apply: run \"aipress24 migrate\" first", db.Name(), pending)
	}
	if o.Prepare != nil {
		return o.Prepare(ctx, db)
	}
	return nil
}

// waitingHandler answers while the database is awaited: the process lives, and
// shows a page of ours, but must not be given requests yet. Requests have their
// ids, and the metrics are there: this is when the operator looks at them.
func waitingHandler(o ServeOptions) (http.Handler, error) {
	files, err := assets.New(frontend.Dist())
	if err != nil {
		return nil, err
	}
	site := &ui.Site{
		Name: siteName, Version: Version(), Operator: o.Config.Site.Operator.Name, BaseURL: o.Config.Site.URL,
		Assets: shellAssets(files), Debug: o.Config.Environment == "demo", Log: o.Log,
	}
	mux := http.NewServeMux()
	mux.Handle("/healthz", observe.NewHealth(o.Log).Live())
	mux.Handle("/assets/", files.Handler())
	mux.Handle("/metrics", o.Metrics.Handler(o.Config.Metrics.Token.Reveal()))
	mux.Handle("/", shell(site)(web.Waiting(web.Options{Production: o.Config.IsProduction()}, ui.Fail)))
	return observe.Access(observe.AccessOptions{
		Log: o.Log, Metrics: o.Metrics, TrustedProxies: o.Config.Server.TrustedProxies, Now: o.Now,
		Route: func(*http.Request) string { return "waiting" },
	})(mux), nil
}
