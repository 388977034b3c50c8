// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox_test

import (
	"context"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// BenchmarkDelivery is the time from the start of a transaction that records
// an event to the follower that receives it.
func BenchmarkDelivery(b *testing.B) {
	for _, engine := range dbtest.Engines() {
		b.Run(string(engine), func(b *testing.B) {
			db := dbtest.Open(b, engine)
			registry := jobs.NewRegistry()
			client, err := jobs.New(db, registry, jobs.Options{})
			if err != nil {
				b.Fatal(err)
			}
			o := outbox.New(db, ids.NewGenerator(1, nil), outbox.NewRegistry(registry), outbox.Options{})
			ctx, cancel := context.WithTimeout(b.Context(), 5*time.Minute)
			seen := make(chan int64, 1)
			done := make(chan error, 2)
			go func() { done <- o.Relay(ctx, client) }()
			go func() {
				done <- o.Follow(ctx, 0, func(_ context.Context, events []outbox.Envelope) error {
					seen <- events[len(events)-1].Position
					return nil
				})
			}()
			for b.Loop() {
				err := db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
					return o.Record(ctx, tx, published{1})
				})
				if err != nil {
					b.Fatal(err)
				}
				<-seen
			}
			cancel()
			<-done
			<-done
		})
	}
}
