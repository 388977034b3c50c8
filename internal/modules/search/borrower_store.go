// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/uptrace/bun"
)

// borrower is one of the ways in which documents come to bear the name of
// somebody else.
type borrower struct {
	// query reads the page of ?3 ones of ?0 that come after (?1, ?2), newest
	// first: along an index, whatever their number. It says of each whether
	// the stage before has read it.
	query string
	set   func(changes) map[int64]bool
}

const (
	postsOf = `
SELECT p.id, p.published_at AS at, FALSE AS known FROM posts AS p
WHERE p.owner_id = ?0 AND p.deleted_at IS NULL AND (p.published_at, p.id) < (?1, ?2)
ORDER BY p.published_at DESC, p.id DESC LIMIT ?3`
	postsUnder = `
SELECT p.id, p.published_at AS at, FALSE AS known FROM posts AS p
WHERE p.publisher_id = ?0 AND p.deleted_at IS NULL AND (p.published_at, p.id) < (?1, ?2)
ORDER BY p.published_at DESC, p.id DESC LIMIT ?3`
	postsFor = `
SELECT p.id, p.published_at AS at, coalesce(p.publisher_id = ?0, FALSE) AS known FROM posts AS p
WHERE p.outlet_id = ?0 AND p.deleted_at IS NULL AND (p.published_at, p.id) < (?1, ?2)
ORDER BY p.published_at DESC, p.id DESC LIMIT ?3`
	eventsOf = `
SELECT p.id, p.starts_at AS at, FALSE AS known FROM event_posts AS p
WHERE p.owner_id = ?0 AND p.deleted_at IS NULL AND (p.starts_at, p.id) < (?1, ?2)
ORDER BY p.starts_at DESC, p.id DESC LIMIT ?3`
	eventsUnder = `
SELECT p.id, p.starts_at AS at, FALSE AS known FROM event_posts AS p
WHERE p.publisher_id = ?0 AND p.deleted_at IS NULL AND (p.starts_at, p.id) < (?1, ?2)
ORDER BY p.starts_at DESC, p.id DESC LIMIT ?3`
	staffOf = `
SELECT m.id, m.created_at AS at, FALSE AS known FROM members AS m
WHERE m.organisation_id = ?0 AND m.deleted_at IS NULL AND m.id < ?2
ORDER BY m.id DESC LIMIT ?3`
)

func ofPosts(c changes) map[int64]bool   { return c.posts }
func ofEvents(c changes) map[int64]bool  { return c.events }
func ofMembers(c changes) map[int64]bool { return c.members }

// borrowers are the stages of a renaming.
var borrowers = map[string][]borrower{
	typeMember:       {{postsOf, ofPosts}, {eventsOf, ofEvents}},
	typeOrganisation: {{postsUnder, ofPosts}, {postsFor, ofPosts}, {eventsUnder, ofEvents}, {staffOf, ofMembers}},
}

// last is after every instant that a publication may bear.
var last = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

// borrowersOf adds to page what comes next in the renamings, about as many as there
// is room for, and returns what is left of them. A query counts for one,
// so that a page ends although nothing borrows the names.
func borrowersOf(ctx context.Context, db bun.IDB, renamings []renaming, room int, page changes) ([]renaming, error) {
	for i, w := range renamings {
		for w.Stage < len(borrowers[w.Of]) {
			if room <= 0 {
				return append([]renaming{w}, renamings[i+1:]...), nil
			}
			read, err := w.advance(ctx, db, room, page)
			if err != nil {
				return nil, err
			}
			room -= 1 + read
		}
	}
	return nil, nil
}

// advance reads one page of the present stage and returns how many it added.
func (w *renaming) advance(ctx context.Context, db bun.IDB, limit int, page changes) (int, error) {
	stage := borrowers[w.Of][w.Stage]
	at, after := w.At, w.After
	if after == 0 {
		at, after = last, math.MaxInt64
	}
	var rows []struct {
		ID    int64
		At    time.Time
		Known bool
	}
	if err := db.NewRaw(stage.query, w.ID, at, after, limit).Scan(ctx, &rows); err != nil {
		return 0, fmt.Errorf("read what bears the name of %s %d: %w", w.Of, w.ID, err)
	}
	set, read := stage.set(page), 0
	for _, r := range rows {
		w.At, w.After = r.At.UTC(), r.ID
		if !r.Known {
			set[r.ID] = true
			read++
		}
	}
	if len(rows) < limit {
		w.Stage, w.At, w.After = w.Stage+1, time.Time{}, 0
	}
	return read, nil
}
