// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// Index keeps the engine of this process in step with the database.
type Index struct {
	db     *database.DB
	engine *searchengine.Engine
	outbox *outbox.Outbox
	log    *slog.Logger
	now    func() time.Time
	pause  func(context.Context, time.Duration) bool

	// writing is held from the reading of rows to the writing of their
	// documents, so that nothing older overwrites them.
	writing sync.Mutex
	renamed chan struct{} // wakes who reads borrowers again
}

// NewIndex returns the keeper of the engine.
func NewIndex(db *database.DB, engine *searchengine.Engine, box *outbox.Outbox, log *slog.Logger, now func() time.Time) *Index {
	return &Index{
		db: db, engine: engine, outbox: box, log: log, now: now, pause: pause, renamed: make(chan struct{}, 1),
	}
}

// Follow brings the index up to date and keeps it so until ctx ends. A new or
// damaged index is rebuilt first; one that is too far behind, again. It reads the
// primary server: a replica may not have what an event is about yet.
func (x *Index) Follow(ctx context.Context) error {
	g, ctx := errgroup.WithContext(database.OnPrimary(ctx))
	g.Go(func() error { return x.followEvents(ctx) })
	g.Go(func() error { return x.followRenames(ctx) })
	return g.Wait()
}

func (x *Index) followEvents(ctx context.Context) error {
	for purged := false; ctx.Err() == nil; purged = true {
		if err := x.ensureBuilt(ctx, purged); err != nil {
			return err
		}
		cursor, err := x.engine.Cursor()
		if err != nil {
			return fmt.Errorf("follow events: %w", err)
		}
		err = x.outbox.Follow(ctx, cursor, func(ctx context.Context, events []outbox.Envelope) error {
			if err := x.apply(ctx, events); err != nil {
				return err
			}
			x.pause(ctx, gathering)
			return nil
		})
		if !errors.Is(err, outbox.ErrPurged) {
			return err
		}
	}
	return ctx.Err()
}

// ensureBuilt rebuilds the index, as often as it takes, when it is new, damaged
// or too far behind.
func (x *Index) ensureBuilt(ctx context.Context, behind bool) error {
	for {
		status, err := x.engine.Status(ctx)
		if err != nil {
			return fmt.Errorf("follow events: %w", err)
		}
		if !status.NeedsRebuild && !behind {
			return nil
		}
		if _, err = x.Rebuild(ctx, nil); err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		x.log.ErrorContext(ctx, "search index not rebuilt", "error", err)
		if !x.pause(ctx, time.Second) {
			return ctx.Err()
		}
	}
}

// pause waits, and reports false when ctx ended before.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// Rebuild indexes everything aside and puts the new index in place of the old
// one, which answers in the meantime. progress may be nil.
func (x *Index) Rebuild(ctx context.Context, progress func(done, total int)) (searchengine.Report, error) {
	cursor, err := x.outbox.LastPosition(ctx)
	if err != nil {
		return searchengine.Report{}, fmt.Errorf("rebuild the index: %w", err)
	}
	total, err := x.total(ctx)
	if err != nil {
		return searchengine.Report{}, err
	}
	return x.engine.Rebuild(ctx, searchengine.Source{
		Documents: x.documents(ctx), Total: total, Cursor: cursor, Progress: progress,
	})
}

var errEnough = errors.New("the reader has enough")

// documents walks the database.
func (x *Index) documents(ctx context.Context) iter.Seq2[searchengine.Document, error] {
	return func(yield func(searchengine.Document, error) bool) {
		err := everything(ctx, x.db.Reader(), x.now(), func(batch []searchengine.Document) error {
			for _, d := range batch {
				if !yield(d, nil) {
					return errEnough
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(searchengine.Document{}, err)
		}
	}
}

// total is about how many documents there are, for progress bars.
func (x *Index) total(ctx context.Context) (int, error) {
	var total int
	const query = `SELECT (SELECT count(*) FROM posts WHERE status = 'public' AND deleted_at IS NULL)
     + (SELECT count(*) FROM event_posts WHERE status = 'public' AND deleted_at IS NULL)
     + (SELECT count(*) FROM members WHERE active = TRUE AND deleted_at IS NULL)
     + (SELECT count(*) FROM organisations WHERE active = TRUE AND deleted_at IS NULL)`
	if err := x.db.Prepared(query).One(ctx, nil, &total); err != nil {
		return 0, fmt.Errorf("count what to index: %w", err)
	}
	return total, nil
}

// Verify compares the index with the database.
func (x *Index) Verify(ctx context.Context) (searchengine.Differences, error) {
	var failure error
	differences, err := x.engine.Verify(ctx, func(yield func(string, int64) bool) {
		for d, err := range x.documents(ctx) {
			if err != nil {
				failure = err
				return
			}
			if !yield(d.ID, d.Version) {
				return
			}
		}
	})
	return differences, errors.Join(failure, err)
}

// Reconcile repairs what Verify finds; it runs every hour in each process that
// searches, as the safety net of Follow (spec 03 §7.4).
func (x *Index) Reconcile(ctx context.Context) error {
	differences, err := x.Verify(ctx)
	if err != nil {
		return fmt.Errorf("verify the index: %w", err)
	}
	if differences.None() {
		return nil
	}
	x.log.WarnContext(ctx, "search index repaired", "missing", len(differences.Missing),
		"stale", len(differences.Stale), "extra", len(differences.Extra))
	if _, err := x.Rebuild(ctx, nil); err != nil {
		return fmt.Errorf("repair the index: %w", err)
	}
	return nil
}
