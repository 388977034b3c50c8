// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// published is an event of this test.
type published struct {
	ArticleID int64 `json:"article_id,string"`
}

func (published) Kind() string { return "article.published" }

// withdrawn is another.
type withdrawn struct {
	ArticleID int64 `json:"article_id,string"`
}

func (withdrawn) Kind() string { return "article.withdrawn" }

// node is a process of the platform, as far as events go.
type node struct {
	*outbox.Outbox

	db     *database.DB
	client *jobs.Client
}

// newNode builds a process whose subscribers are added by subscribe.
func newNode(t *testing.T, db *database.DB, number int, work bool, subscribe func(r *outbox.Registry)) node {
	t.Helper()
	registry := jobs.NewRegistry()
	r := outbox.NewRegistry(registry)
	if subscribe != nil {
		subscribe(r)
	}
	client, err := jobs.New(db, registry, jobs.Options{Work: work, Testing: true})
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
	return node{outbox.New(db, ids.NewGenerator(number, nil), r, outbox.Options{}), db, client}
}

// relay runs the node's relay until the test ends.
func (n node) relay(t *testing.T) {
	t.Helper()
	background(t, func(ctx context.Context) error { return n.Relay(ctx, n.client) })
}

// background runs work, whose end is the test's end.
func background(t *testing.T, work func(ctx context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- work(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("background work ended with %v", err)
		}
	})
}

func (n node) record(ctx context.Context, events ...outbox.Event) error {
	return n.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		return n.Record(ctx, tx, events...)
	})
}

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// tally counts what handlers were told.
type tally struct {
	mu   sync.Mutex
	told map[string]int
}

func (c *tally) add(format string, args ...any) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.told == nil {
		c.told = make(map[string]int)
	}
	key := fmt.Sprintf(format, args...)
	c.told[key]++
	return c.told[key]
}

func (c *tally) get(format string, args ...any) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.told[fmt.Sprintf(format, args...)]
}

func (c *tally) len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.told)
}

// Two relays and two working processes: each subscriber hears of each event
// once.
func TestOn_eachSubscriberOncePerEvent(t *testing.T) {
	t.Parallel()
	const events = 60
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		var heard tally
		subscribe := func(r *outbox.Registry) {
			outbox.On(r, "mailer", func(_ context.Context, e published, m outbox.Meta) error {
				heard.add("mailer %d", e.ArticleID)
				if m.ActorID != 42 || m.EventID == 0 || time.Since(m.At) > time.Minute {
					t.Errorf("meta = %+v", m)
				}
				return nil
			})
			outbox.On(r, "search", func(_ context.Context, e published, _ outbox.Meta) error {
				heard.add("search %d", e.ArticleID)
				return nil
			}, outbox.Timeout(time.Second), outbox.MaxAttempts(3), outbox.Priority(2))
			outbox.On(r, "search", func(_ context.Context, e withdrawn, _ outbox.Meta) error {
				heard.add("withdrawn %d", e.ArticleID)
				return nil
			})
		}
		first, second := newNode(t, db, 1, true, subscribe), newNode(t, db, 2, true, subscribe)
		first.relay(t)
		second.relay(t)
		var writers sync.WaitGroup
		for w := range 4 {
			writers.Go(func() {
				for i := range events / 4 {
					id := int64(w*events/4 + i)
					err := []node{first, second}[w%2].record(outbox.WithActor(ctx, 42), published{id}, withdrawn{id})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		writers.Wait()
		if err := first.WaitIdle(ctx, first.client); err != nil {
			t.Fatal(err)
		}
		for id := range events {
			for _, name := range []string{"mailer", "search", "withdrawn"} {
				if got := heard.get("%s %d", name, id); got != 1 {
					t.Errorf("%s heard of %d %d times, want once", name, id, got)
				}
			}
		}
	})
}

func TestRecord_rolledBackLeavesNothing(t *testing.T) {
	t.Parallel()
	errRefused := errors.New("refused")
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		n := newNode(t, db, 1, false, nil)
		err := db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
			if err := n.Record(ctx, tx, published{1}); err != nil {
				return err
			}
			return errRefused
		})
		if !errors.Is(err, errRefused) {
			t.Fatal(err)
		}
		if err := n.record(t.Context()); err != nil {
			t.Errorf("Record() of nothing = %v", err)
		}
		backlog, err := n.Backlog(t.Context())
		dispatched, dispatchErr := n.Dispatch(t.Context(), n.client)
		if backlog != 0 || dispatched != 0 || err != nil || dispatchErr != nil {
			t.Errorf("backlog %d, dispatched %d, %v, %v, want nothing", backlog, dispatched, err, dispatchErr)
		}
	})
}

// A handler that panics, then fails, then runs is told again of the same
// event; the other subscriber is not.
func TestOn_retriesTheSubscriberThatFails(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		var heard tally
		done := make(chan int64, 1)
		n := newNode(t, db, 1, true, func(r *outbox.Registry) {
			outbox.On(r, "fragile", func(_ context.Context, e published, m outbox.Meta) error {
				switch heard.add("fragile %d", m.EventID) {
				case 1:
					panic("bug")
				case 2:
					return errors.New("neighbour away")
				}
				done <- e.ArticleID
				return nil
			})
			outbox.On(r, "solid", func(context.Context, published, outbox.Meta) error {
				heard.add("solid")
				return nil
			})
		})
		n.relay(t)
		if err := n.record(ctx, published{7}); err != nil {
			t.Fatal(err)
		}
		hurry(ctx, t, db, done, 7)
		if heard.len() != 2 || heard.get("solid") != 1 {
			t.Errorf("heard %v", heard.told)
		}
	})
}

// hurry brings retries forward until done gives want.
func hurry(ctx context.Context, t *testing.T, db *database.DB, done <-chan int64, want int64) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case got := <-done:
			if got != want {
				t.Errorf("article = %d, want %d", got, want)
			}
			return
		case <-tick.C:
			_, err := db.Writer().ExecContext(ctx,
				"UPDATE river_job SET state = 'available', scheduled_at = created_at WHERE state = 'retryable'")
			if err != nil {
				t.Fatal(err)
			}
		case <-ctx.Done():
			t.Fatal("the event was not handled")
		}
	}
}

// A dispatch that dies before its commit, wherever, leaves the events to the
// next one, which gives them the same positions.
func TestDispatch_interrupted(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		n := newNode(t, db, 1, false, func(r *outbox.Registry) {
			outbox.On(r, "mailer", func(context.Context, published, outbox.Meta) error { return nil })
		})
		if err := n.record(ctx, published{1}, published{2}, published{3}); err != nil {
			t.Fatal(err)
		}
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := n.Dispatch(gone, n.client); err == nil {
			t.Error("a cancelled dispatch succeeded")
		}
		// The job queue refuses: positions must not be kept.
		if _, err := db.Writer().ExecContext(ctx, "ALTER TABLE river_job RENAME TO river_job_away"); err != nil {
			t.Fatal(err)
		}
		if _, err := n.Dispatch(ctx, n.client); err == nil {
			t.Error("a dispatch without job queue succeeded")
		}
		if _, err := db.Writer().ExecContext(ctx, "ALTER TABLE river_job_away RENAME TO river_job"); err != nil {
			t.Fatal(err)
		}
		if last, err := n.LastPosition(ctx); last != 0 || err != nil {
			t.Errorf("LastPosition() = %d, %v, want 0", last, err)
		}
		if got, err := n.Dispatch(ctx, n.client); got != 3 || err != nil {
			t.Errorf("Dispatch() = %d, %v, want 3", got, err)
		}
		counts, err := n.client.Counts(ctx)
		if err != nil || counts["available"] != 3 {
			t.Errorf("jobs = %v, %v, want 3", counts, err)
		}
		events, err := n.Events(ctx, 0, 10)
		if err != nil || len(events) != 3 || events[0].Position != 1 || events[2].Position != 3 {
			t.Errorf("Events() = %v, %v", events, err)
		}
	})
}

// A job that River would insert twice for an event and a subscriber is one.
func TestDispatch_jobsAreUnique(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		n := newNode(t, db, 1, false, func(r *outbox.Registry) {
			outbox.On(r, "mailer", func(context.Context, published, outbox.Meta) error { return nil })
		})
		if err := n.record(ctx, published{1}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := n.Dispatch(ctx, n.client); err != nil {
				t.Fatal(err)
			}
			// As if an operator had restored half of the tables.
			_, err := db.Writer().ExecContext(ctx, "UPDATE outbox_events SET position = NULL, dispatched_at = NULL")
			if err != nil {
				t.Fatal(err)
			}
		}
		if counts, err := n.client.Counts(ctx); err != nil || counts["available"] != 1 {
			t.Errorf("jobs = %v, %v, want 1", counts, err)
		}
	})
}

func TestPurge(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		n := newNode(t, db, 1, false, nil)
		if err := n.record(ctx, published{1}, published{2}); err != nil {
			t.Fatal(err)
		}
		if _, err := n.Dispatch(ctx, n.client); err != nil {
			t.Fatal(err)
		}
		if err := n.record(ctx, published{3}); err != nil {
			t.Fatal(err)
		}
		if purged, err := n.Purge(ctx, time.Hour); purged != 0 || err != nil {
			t.Errorf("Purge(1 h) = %d, %v, want 0", purged, err)
		}
		if purged, err := n.Purge(ctx, -time.Minute); purged != 2 || err != nil {
			t.Errorf("Purge() = %d, %v, want the 2 dispatched", purged, err)
		}
		if _, err := n.Events(ctx, 0, 10); !errors.Is(err, outbox.ErrPurged) {
			t.Errorf("Events() of all purged = %v, want ErrPurged", err)
		}
		if _, err := n.Dispatch(ctx, n.client); err != nil {
			t.Fatal(err)
		}
		err := n.Follow(ctx, 1, func(context.Context, []outbox.Envelope) error { return nil })
		if !errors.Is(err, outbox.ErrPurged) {
			t.Errorf("Follow() from what was purged = %v, want ErrPurged", err)
		}
		events, err := n.Events(ctx, 2, 10)
		if err != nil || len(events) != 1 || events[0].Position != 3 {
			t.Errorf("Events() = %v, %v, want the third", events, err)
		}
		if last, err := n.LastPosition(ctx); last != 3 || err != nil {
			t.Errorf("LastPosition() = %d, %v, want 3", last, err)
		}
		if _, err := outbox.Decode[withdrawn](events[0]); err == nil {
			t.Error("Decode() as another kind gave no error")
		}
	})
}

// The same name twice for a kind is a mistake that jobs.New reports.
func TestOn_nameTaken(t *testing.T) {
	t.Parallel()
	work := jobs.NewRegistry()
	r := outbox.NewRegistry(work)
	for range 2 {
		outbox.On(r, "mailer", func(context.Context, published, outbox.Meta) error { return nil })
	}
	if _, err := jobs.New(dbtest.Open(t, database.SQLite), work, jobs.Options{}); err == nil {
		t.Error("no error")
	}
}
