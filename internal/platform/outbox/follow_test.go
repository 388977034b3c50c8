// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// follow collects the article ids that a follower is given, in order, checking
// that positions have no hole.
func follow(t *testing.T, n node, from int64) <-chan int64 {
	t.Helper()
	seen := make(chan int64, 10_000)
	last := from
	background(t, func(ctx context.Context) error {
		return n.Follow(ctx, from, func(_ context.Context, events []outbox.Envelope) error {
			for _, e := range events {
				if e.Position != last+1 {
					t.Errorf("position %d after %d", e.Position, last)
				}
				last = e.Position
				event, err := outbox.Decode[published](e)
				if err != nil {
					t.Error(err)
				}
				seen <- event.ArticleID
			}
			return nil
		})
	})
	return seen
}

// Writers on several nodes commit in any order; followers miss nothing, agree,
// and see each writer's events in its order.
func TestFollow_missesNothing(t *testing.T) {
	t.Parallel()
	const writers, each = 4, 50
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		first, second := newNode(t, db, 1, false, nil), newNode(t, db, 2, false, nil)
		first.relay(t)
		second.relay(t)
		ours, theirs := follow(t, first, 0), follow(t, second, 0)
		var group sync.WaitGroup
		for w := range writers {
			group.Go(func() {
				for i := range each {
					if err := []node{first, second}[w%2].record(ctx, published{int64(w*1000 + i)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		var a, b []int64
		for range writers * each {
			a, b = append(a, receive(ctx, t, ours)), append(b, receive(ctx, t, theirs))
		}
		if !slices.Equal(a, b) {
			t.Error("followers disagree on the order")
		}
		next := make(map[int64]int64)
		for _, id := range a {
			if id%1000 != next[id/1000] {
				t.Fatalf("writer %d: event %d, want %d", id/1000, id%1000, next[id/1000])
			}
			next[id/1000]++
		}
	})
}

func receive(ctx context.Context, t *testing.T, from <-chan int64) int64 {
	t.Helper()
	select {
	case id := <-from:
		return id
	case <-ctx.Done():
		t.Fatal("no event came")
		return 0
	}
}

// A follower in a process without relay is woken, not left to its poll; a batch
// that fails comes again.
func TestFollow_wokenAndRetried(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		relaying := newNode(t, db, 1, false, nil)
		relaying.relay(t)
		seen := make(chan outbox.Envelope, 10)
		failures := 1
		ready := make(chan struct{})
		reading := outbox.New(db, ids.NewGenerator(2, nil), outbox.NewRegistry(jobs.NewRegistry()),
			outbox.Options{Poll: 200 * time.Millisecond})
		background(t, func(ctx context.Context) error {
			return reading.Follow(ctx, 0, func(_ context.Context, events []outbox.Envelope) error {
				if failures--; failures == 0 {
					close(ready)
					return errors.New("index locked")
				}
				for _, e := range events {
					seen <- e
				}
				return nil
			})
		})
		for i := range int64(3) {
			if err := relaying.record(ctx, published{i}); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				<-ready
			}
			select {
			case e := <-seen:
				if e.Position != i+1 || e.Kind != "article.published" {
					t.Errorf("event = %+v, want position %d", e, i+1)
				}
			case <-ctx.Done():
				t.Fatal("no event came")
			}
		}
	})
}
