// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"maps"
	"slices"
	"time"

	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// gathering is the least time between two batches: the first event of a while
// is indexed at once, those that follow closely go together. Each batch is a
// file that the index merges with others, which costs far more than writing it.
const gathering = 500 * time.Millisecond

// atOnce is how many changes the engine writes whole or not at all.
const atOnce = 1000

// apply reads again what the events touched and writes it to the index with
// the position reached: what is not to be found any more is taken out. What
// borrows a name that changed goes into the same batch as far as there is room,
// the rest is left to followRenames.
func (x *Index) apply(ctx context.Context, events []outbox.Envelope) error {
	touched, err := changesIn(events)
	if err != nil {
		return err
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	lenders := changes{members: touched.members, organisations: touched.organisations}
	names, err := x.read(ctx, lenders)
	if err != nil {
		return err
	}
	batch := searchengine.Batch{Cursor: events[len(events)-1].Position}
	others := noChanges()
	renamed, err := x.renamedAmong(ctx, touched, names)
	if err == nil && len(renamed) > 0 {
		room := min(pageOfBorrowers, atOnce-2*len(events)) // an event changes two documents at most
		err = x.begin(ctx, renamed, room, others, &batch)
	}
	if err != nil {
		return err
	}
	maps.Copy(others.posts, touched.posts)
	maps.Copy(others.events, touched.events)
	maps.DeleteFunc(others.members, func(id int64, _ bool) bool { return touched.members[id] })
	rest, err := x.read(ctx, others)
	if err != nil {
		return err
	}
	put(&batch, lenders, names)
	put(&batch, others, rest)
	return x.engine.Apply(ctx, batch)
}

// read returns the documents of what there is of c, those that nobody finds
// included: one query for each kind that c has.
func (x *Index) read(ctx context.Context, c changes) ([]searchengine.Document, error) {
	db, now := x.db.Reader(), x.now()
	var documents []searchengine.Document
	for _, of := range []func() ([]searchengine.Document, error){
		func() ([]searchengine.Document, error) { return some(ctx, db, now, posts, c.posts) },
		func() ([]searchengine.Document, error) { return some(ctx, db, now, events, c.events) },
		func() ([]searchengine.Document, error) { return some(ctx, db, now, members, c.members) },
		func() ([]searchengine.Document, error) { return some(ctx, db, now, organisations, c.organisations) },
	} {
		list, err := of()
		if err != nil {
			return nil, err
		}
		documents = append(documents, list...)
	}
	return documents, nil
}

// put adds to a batch what is to be found of c, and takes out what is not.
func put(batch *searchengine.Batch, c changes, documents []searchengine.Document) {
	found := make(map[string]bool, len(documents))
	for i := range documents {
		if d := &documents[i]; len(d.Scopes) > 0 {
			batch.Upserts = append(batch.Upserts, *d)
			found[d.ID] = true
		}
	}
	// Of a post that is not to be found any more, events do not say the kind.
	gone := func(set map[int64]bool, kinds ...string) {
		for id := range set {
			held := slices.ContainsFunc(kinds, func(kind string) bool { return found[docID(kind, id)] })
			for _, kind := range kinds {
				if !held {
					batch.Deletes = append(batch.Deletes, docID(kind, id))
				}
			}
		}
	}
	gone(c.posts, typeArticle, typePressRelease)
	gone(c.events, typeEvent)
	gone(c.members, typeMember)
	gone(c.organisations, typeOrganisation)
}
