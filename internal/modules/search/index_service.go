// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"aipress24.com/aipress24/internal/core/event"
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
}

// NewIndex returns the keeper of the engine.
func NewIndex(db *database.DB, engine *searchengine.Engine, box *outbox.Outbox, log *slog.Logger, now func() time.Time) *Index {
	return &Index{db: db, engine: engine, outbox: box, log: log, now: now}
}

// Follow brings the index up to date and keeps it so until ctx ends. A new or
// damaged index is rebuilt first; one that is too far behind, again.
func (x *Index) Follow(ctx context.Context) error {
	for ctx.Err() == nil {
		status, err := x.engine.Status(ctx)
		if err != nil {
			return fmt.Errorf("follow events: %w", err)
		}
		if status.NeedsRebuild {
			if _, err := x.Rebuild(ctx, nil); err != nil {
				x.log.ErrorContext(ctx, "search index not rebuilt", "error", err)
				if !pause(ctx, time.Second) {
					return ctx.Err()
				}
				continue
			}
		}
		cursor, err := x.engine.Cursor()
		if err != nil {
			return fmt.Errorf("follow events: %w", err)
		}
		err = x.outbox.Follow(ctx, cursor, x.apply)
		if errors.Is(err, outbox.ErrPurged) {
			if _, err := x.Rebuild(ctx, nil); err != nil {
				x.log.ErrorContext(ctx, "search index not rebuilt", "error", err)
			}
			continue
		}
		return err
	}
	return ctx.Err()
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

// changes is what a batch of events touches, each object once.
type changes struct{ posts, events, members, organisations map[int64]bool }

func changesIn(events []outbox.Envelope) (changes, error) {
	c := changes{map[int64]bool{}, map[int64]bool{}, map[int64]bool{}, map[int64]bool{}}
	for _, e := range events {
		if err := c.add(e); err != nil {
			return c, fmt.Errorf("event %d: %w", e.EventID, err)
		}
	}
	return c, nil
}

func (c changes) add(e outbox.Envelope) error {
	switch e.Kind {
	case event.ArticlePublished{}.Kind():
		return touch(e, c.posts, func(e event.ArticlePublished) int64 { return e.PostID })
	case event.ArticleUpdated{}.Kind():
		return touch(e, c.posts, func(e event.ArticleUpdated) int64 { return e.PostID })
	case event.ArticleUnpublished{}.Kind():
		return touch(e, c.posts, func(e event.ArticleUnpublished) int64 { return e.PostID })
	case event.PressReleasePublished{}.Kind():
		return touch(e, c.posts, func(e event.PressReleasePublished) int64 { return e.PostID })
	case event.PressReleaseUpdated{}.Kind():
		return touch(e, c.posts, func(e event.PressReleaseUpdated) int64 { return e.PostID })
	case event.PressReleaseUnpublished{}.Kind():
		return touch(e, c.posts, func(e event.PressReleaseUnpublished) int64 { return e.PostID })
	case event.EventPublished{}.Kind():
		return touch(e, c.events, func(e event.EventPublished) int64 { return e.PostID })
	case event.EventUpdated{}.Kind():
		return touch(e, c.events, func(e event.EventUpdated) int64 { return e.PostID })
	case event.EventWithdrawn{}.Kind():
		return touch(e, c.events, func(e event.EventWithdrawn) int64 { return e.PostID })
	case event.MemberChanged{}.Kind():
		return touch(e, c.members, func(e event.MemberChanged) int64 { return e.MemberID })
	case event.OrganisationChanged{}.Kind():
		return touch(e, c.organisations, func(e event.OrganisationChanged) int64 { return e.OrganisationID })
	}
	return nil // of no interest to the index
}

func touch[E outbox.Event](e outbox.Envelope, set map[int64]bool, id func(E) int64) error {
	decoded, err := outbox.Decode[E](e)
	if err != nil {
		return err
	}
	set[id(decoded)] = true
	return nil
}

// gathering is the least time between two batches: the first event of a while
// is indexed at once, those that follow closely go together. Each batch is a
// file that the index merges with others, which costs far more than writing it.
const gathering = 500 * time.Millisecond

// apply reads again what the events touched and writes it to the index with
// the position reached: what is not to be found any more is taken out.
func (x *Index) apply(ctx context.Context, events []outbox.Envelope) error {
	touched, err := changesIn(events)
	if err != nil {
		return err
	}
	batch := searchengine.Batch{Cursor: events[len(events)-1].Position}
	if err := x.collect(ctx, touched, &batch); err != nil {
		return err
	}
	if err := x.engine.Apply(ctx, batch); err != nil {
		return err
	}
	pause(ctx, gathering)
	return nil
}

func (x *Index) collect(ctx context.Context, touched changes, batch *searchengine.Batch) error {
	db := x.db.Writer() // a replica may not have it yet
	found := map[string]bool{}
	add := func(d searchengine.Document) {
		batch.Upserts = append(batch.Upserts, d)
		found[d.ID] = true
	}
	if list := keys(touched.posts); len(list) > 0 {
		rows, err := posts(ctx, db, 0, list)
		if err != nil {
			return err
		}
		for _, row := range rows {
			add(row.document(x.now()))
		}
	}
	if list := keys(touched.events); len(list) > 0 {
		rows, err := events(ctx, db, 0, list)
		if err != nil {
			return err
		}
		for _, row := range rows {
			add(row.document(x.now()))
		}
	}
	if list := keys(touched.members); len(list) > 0 {
		rows, err := members(ctx, db, 0, list)
		if err != nil {
			return err
		}
		for _, row := range rows {
			add(row.document())
		}
	}
	if list := keys(touched.organisations); len(list) > 0 {
		rows, err := organisations(ctx, db, 0, list)
		if err != nil {
			return err
		}
		for _, row := range rows {
			add(row.document())
		}
	}
	gone := func(kind string, set map[int64]bool) {
		for id := range set {
			if !found[docID(kind, id)] {
				batch.Deletes = append(batch.Deletes, docID(kind, id))
			}
		}
	}
	// Of a post that is not to be found any more, events do not say the kind.
	gone(typeArticle, touched.posts)
	gone(typePressRelease, touched.posts)
	gone(typeEvent, touched.events)
	gone(typeMember, touched.members)
	gone(typeOrganisation, touched.organisations)
	return nil
}

func keys(set map[int64]bool) []int64 {
	list := make([]int64, 0, len(set))
	for id := range set {
		list = append(list, id)
	}
	return list
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
