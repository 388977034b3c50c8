// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/platform/outbox"
)

// PageOfBorrowers is how many are read again at once.
const PageOfBorrowers = pageOfBorrowers

// Apply indexes what events touched.
func (x *Index) Apply(ctx context.Context, events []outbox.Envelope) error {
	return x.apply(ctx, events)
}

// Resume reads a page more of what bears changed names.
func (x *Index) Resume(ctx context.Context) (int, error) { return x.resume(ctx) }

// PauseBy replaces the waiting of the index.
func (x *Index) PauseBy(pause func(context.Context, time.Duration) bool) { x.pause = pause }
