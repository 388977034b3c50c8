// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/platform/database"
)

// Counts returns the number of jobs in each state, for administrators and
// metrics. States without jobs are absent.
func (c *Client) Counts(ctx context.Context) (map[rivertype.JobState]int64, error) {
	counts := make(map[rivertype.JobState]int64)
	err := c.db.Prepared("SELECT CAST(state AS TEXT), COUNT(*) FROM river_job GROUP BY state").
		Each(ctx, func(row database.Row) error {
			var state string
			var n int64
			if err := row.Scan(&state, &n); err != nil {
				return err
			}
			counts[rivertype.JobState(state)] = n
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	return counts, nil
}

// idleRecheck is how often WaitIdle looks when no job of this process ended:
// jobs may be another process's.
const idleRecheck = 20 * time.Millisecond

// WaitIdle returns once no job is due or running. Jobs scheduled for later,
// retries among them, do not count. It is for tests and for commands that must
// leave nothing behind; the error is that of ctx, or of the database.
func (c *Client) WaitIdle(ctx context.Context) error {
	var ended <-chan *river.Event
	if c.work {
		events, unsubscribe := c.river.subscribe()
		defer unsubscribe()
		ended = events
	}
	tick := time.NewTicker(idleRecheck)
	defer tick.Stop()
	for {
		due, err := c.due(ctx)
		if err != nil || due == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for %d jobs: %w", due, ctx.Err())
		case <-ended:
		case <-tick.C:
		}
	}
}

// due returns the number of jobs that are running or could be. River writes
// instants of jobs as text on SQLite, hence the parameter's form.
func (c *Client) due(ctx context.Context) (int64, error) {
	var now any = time.Now().UTC()
	if c.db.Engine() == database.SQLite {
		now = time.Now().UTC().Format("2006-01-02 15:04:05.000")
	}
	var due int64
	err := c.db.Prepared("SELECT COUNT(*) FROM river_job WHERE state IN ('available', 'running', 'pending') "+
		"OR (state IN ('scheduled', 'retryable') AND scheduled_at <= $1)").One(ctx, []any{now}, &due)
	if err != nil {
		return 0, fmt.Errorf("count due jobs: %w", err)
	}
	return due, nil
}
