// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"aipress24.com/aipress24/internal/platform/database"
)

// reconcileEvery is how often a process checks its index against the database.
const reconcileEvery = time.Hour

// Background does the work of the process besides answering requests, until
// ctx ends: it follows events, counts readers, and runs jobs when asked to. All
// of it reads the primary server: an event is followed once, and a late replica
// may lack its rows.
func (a *App) Background(ctx context.Context) error {
	g, ctx := errgroup.WithContext(database.OnPrimary(ctx))
	if a.Index != nil {
		g.Go(func() error { return quiet(a.Index.Follow(ctx)) })
		g.Go(func() error { return a.reconcile(ctx) })
		g.Go(func() error { return quiet(a.LiveBells.Run(ctx, a.Bells)) })
		g.Go(func() error {
			a.Desk.CountViews(ctx, func(err error) { a.Log.ErrorContext(ctx, "views not counted", "error", err) })
			return nil
		})
	}
	if a.options.Work {
		g.Go(func() error { return quiet(a.Outbox.Relay(ctx, a.Jobs)) })
		g.Go(func() error { return a.work(ctx) })
	}
	return g.Wait()
}

// work runs jobs until ctx ends, then lets the running ones finish.
func (a *App) work(ctx context.Context) error {
	if err := a.Jobs.Start(ctx); err != nil {
		return err
	}
	<-ctx.Done()
	return quiet(a.Jobs.Stop(context.WithoutCancel(ctx)))
}

func (a *App) reconcile(ctx context.Context) error {
	ticker := time.NewTicker(reconcileEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := a.Index.Reconcile(ctx); err != nil && ctx.Err() == nil {
				a.Log.ErrorContext(ctx, "search index not reconciled", "error", err)
			}
		}
	}
}

// quiet drops the error of an asked-for stop.
func quiet(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
