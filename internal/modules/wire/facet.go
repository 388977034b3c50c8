// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
)

// Value is one that a filter offers, with the number of posts that have it.
type Value struct {
	Value string
	Count int64
}

const (
	// facetAge is how old the counts of a filter may be: they weigh every post.
	facetAge = time.Minute

	// mostOffered bounds the choices of a filter; the commonest are kept.
	mostOffered = 200
)

// facetKey is a filter of one kind of post: the four walls of articles offer
// the same.
type facetKey struct {
	kind  content.Kind
	facet Facet
}

// facetCache keeps the counts of the filters for a moment.
type facetCache struct {
	mu   sync.Mutex
	held map[facetKey]facetCount
}

type facetCount struct {
	readAt time.Time
	values []Value
}

// Offered returns the values of a filter among the visible posts of a tab's
// kind, with their counts, the commonest first (spec 03 §4.3). They may be a
// minute old; what the wall itself shows never is.
func (w *Wall) Offered(ctx context.Context, tab Tab, facet Facet) ([]Value, error) {
	now, key := w.now().UTC(), facetKey{tab.Kind(), facet}
	w.facets.mu.Lock()
	defer w.facets.mu.Unlock() // one reader counts, the others wait for the result
	if held, found := w.facets.held[key]; found && now.Sub(held.readAt) < facetAge {
		return held.values, nil
	}
	var values []Value
	column := bun.Ident(facet.column())
	err := w.db.Reader().NewSelect().TableExpr("posts AS p").
		ColumnExpr("p.? AS value", column).ColumnExpr("count(*) AS count").
		Where("p.kind = ?", key.kind).Apply(content.VisibleAt(now)).Where("p.? <> ''", column).
		GroupExpr("p.?", column).OrderExpr("2 DESC, 1").Limit(mostOffered).
		Scan(ctx, &values)
	if err != nil {
		return nil, fmt.Errorf("count the values of %s: %w", facet, err)
	}
	if w.facets.held == nil {
		w.facets.held = map[facetKey]facetCount{}
	}
	w.facets.held[key] = facetCount{now, values}
	return values, nil
}
