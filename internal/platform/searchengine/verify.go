// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"fmt"
	"iter"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// Differences lists what separates the index from its source, in ID order.
type Differences struct {
	Indexed, Source int
	Missing         []string // in the source only
	Stale           []string // in both, with another version
	Extra           []string // in the index only
}

// None reports whether the index and its source agree.
func (d *Differences) None() bool {
	return len(d.Missing)+len(d.Stale)+len(d.Extra) == 0
}

// Verify compares the index with the IDs and versions the source yields.
// Changes committed while it runs may show up as differences: repairing by
// upserting again, or deleting, is harmless.
func (e *Engine) Verify(ctx context.Context, source iter.Seq2[string, int64]) (Differences, error) {
	g, release, err := e.acquire()
	if err != nil {
		return Differences{}, err
	}
	versions, err := g.versions(ctx)
	release() // the source may be slow, and a rebuild must be able to end
	if err != nil {
		return Differences{}, fmt.Errorf("verify search index: %w", err)
	}
	d := Differences{Indexed: len(versions)}
	for id, version := range source {
		if err := ctx.Err(); err != nil {
			return Differences{}, fmt.Errorf("verify search index: %w", err)
		}
		d.Source++
		have, ok := versions[id]
		switch {
		case !ok:
			d.Missing = append(d.Missing, id)
		case have != version:
			d.Stale = append(d.Stale, id)
		}
		delete(versions, id)
	}
	for id := range versions {
		d.Extra = append(d.Extra, id)
	}
	slices.Sort(d.Missing)
	slices.Sort(d.Stale)
	slices.Sort(d.Extra)
	return d, nil
}

// versions reads the version of every document.
func (g *generation) versions(ctx context.Context) (map[string]int64, error) {
	reader, release, err := g.reader()
	if err != nil {
		return nil, err
	}
	defer release()
	ids, err := reader.DocIDReaderAll()
	if err != nil {
		return nil, err
	}
	defer func() { _ = ids.Close() }()
	values, err := reader.DocValueReader([]string{fieldRow})
	if err != nil {
		return nil, err
	}
	versions := map[string]int64{}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		internal, err := ids.Next()
		if err != nil {
			return nil, err
		}
		if internal == nil {
			return versions, nil
		}
		if err := readVersion(reader, values, internal, versions); err != nil {
			return nil, err
		}
	}
}

func readVersion(r index.IndexReader, values index.DocValueReader, internal index.IndexInternalID, into map[string]int64) error {
	id, err := r.ExternalID(internal)
	if err != nil {
		return err
	}
	version := int64(0)
	err = values.VisitDocValues(internal, func(_ string, term []byte) {
		version = versionOf(string(term))
	})
	into[id] = version
	return err
}
