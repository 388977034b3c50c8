// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"slices"
	"sync"

	"github.com/uptrace/bun"
)

// Counter collects the queries made with a context, for tests that refuse one
// query per row (N+1).
type Counter struct {
	mu      sync.Mutex
	queries []string
}

type counterKey struct{}

// CountQueries returns a context whose queries, through bun or a [Statement],
// are counted. BEGIN, COMMIT and their like are not queries.
func CountQueries(ctx context.Context) (context.Context, *Counter) {
	c := &Counter{}
	return context.WithValue(ctx, counterKey{}, c), c
}

// N returns the number of queries so far.
func (c *Counter) N() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.queries)
}

// Queries returns the SQL of the queries so far, to show in a failing test.
func (c *Counter) Queries() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.queries)
}

// count adds a query to the context's counter, if it has one.
func count(ctx context.Context, query string) {
	c, ok := ctx.Value(counterKey{}).(*Counter)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.queries = append(c.queries, query)
}

type countingHook struct{}

// BeforeQuery implements bun.QueryHook.
func (countingHook) BeforeQuery(ctx context.Context, event *bun.QueryEvent) context.Context {
	switch event.Operation() {
	case "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE":
	default:
		count(ctx, event.Query)
	}
	return ctx
}

// AfterQuery implements bun.QueryHook.
func (countingHook) AfterQuery(context.Context, *bun.QueryEvent) {}
