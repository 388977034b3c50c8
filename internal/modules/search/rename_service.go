// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"aipress24.com/aipress24/internal/platform/searchengine"
)

// pageOfBorrowers is how many publications and members are read again at once
// after a change of name: other changes wait no longer than for that.
const pageOfBorrowers = 250

// renaming is how far what borrows the name of a member or an organisation was read
// again. The index keeps it beside its documents, in the same batch, so that a
// process that dies goes on from there.
type renaming struct {
	Of    string    `json:"of"` // typeMember or typeOrganisation
	ID    int64     `json:"id,string"`
	Stage int       `json:"stage"` // place in borrowers[Of]
	At    time.Time `json:"at"`    // with After the last one read; both zero at the start of a stage
	After int64     `json:"after,string"`
}

// renamedAmong begins a renaming for each of those touched whose name is not the
// one the index holds: most changes are not of the name. Of those that it does
// not hold it cannot know; a newcomer has lent the name to nothing yet.
func (x *Index) renamedAmong(ctx context.Context, touched changes, names []searchengine.Document) ([]renaming, error) {
	if len(names) == 0 {
		return nil, nil
	}
	retitled, err := x.engine.Retitled(ctx, names)
	if err != nil {
		return nil, err
	}
	changed := make(map[string]bool, len(retitled))
	for _, id := range retitled {
		changed[id] = true
	}
	var renamings []renaming
	for _, id := range slices.Sorted(maps.Keys(touched.members)) {
		if changed[docID(typeMember, id)] {
			renamings = append(renamings, renaming{Of: typeMember, ID: id})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(touched.organisations)) {
		if touched.enlarged[id] || changed[docID(typeOrganisation, id)] {
			renamings = append(renamings, renaming{Of: typeOrganisation, ID: id})
		}
	}
	return renamings, nil
}

// begin adds to others what borrows the names of renamed, as far as there is
// room, and to the batch the note of what is left. One that was under way
// for one of them begins again.
func (x *Index) begin(ctx context.Context, renamed []renaming, room int, others changes, batch *searchengine.Batch) error {
	left, err := x.unfinished(ctx)
	if err != nil {
		return err
	}
	left = slices.DeleteFunc(left, func(w renaming) bool {
		return slices.ContainsFunc(renamed, func(r renaming) bool { return r.Of == w.Of && r.ID == w.ID })
	})
	rest, err := borrowersOf(ctx, x.db.Reader(), renamed, room, others)
	if err != nil {
		return err
	}
	if left = append(left, rest...); len(left) > 0 {
		wake(x.renamed)
	}
	batch.Note, err = noteOf(left)
	return err
}

// followRenames reads again, page by page, what is left to read of the
// borrowers of changed names, until ctx ends.
func (x *Index) followRenames(ctx context.Context) error {
	for ctx.Err() == nil {
		left, err := x.resume(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			x.log.ErrorContext(ctx, "renamed ones not indexed", "error", err)
			x.pause(ctx, time.Second)
		case left == 0:
			select {
			case <-ctx.Done():
			case <-x.renamed:
			}
		}
	}
	return ctx.Err()
}

// resume reads a page more and returns how many names are left to follow.
func (x *Index) resume(ctx context.Context) (int, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	renamings, err := x.unfinished(ctx)
	if err != nil || len(renamings) == 0 {
		return 0, err
	}
	page := noChanges()
	left, err := borrowersOf(ctx, x.db.Reader(), renamings, pageOfBorrowers, page)
	if err != nil {
		return 0, err
	}
	documents, err := x.read(ctx, page)
	if err != nil {
		return 0, err
	}
	var batch searchengine.Batch
	put(&batch, page, documents)
	if batch.Note, err = noteOf(left); err != nil {
		return 0, err
	}
	return len(left), x.engine.Apply(ctx, batch)
}

// Renaming returns how many members and organisations have changed their names
// while some of what borrows them is still to be read again.
func (x *Index) Renaming(ctx context.Context) (int, error) {
	renamings, err := x.unfinished(ctx)
	return len(renamings), err
}

// unfinished are the renamings under way. A note that another version wrote
// otherwise is dropped: the hourly check finds what it was about.
func (x *Index) unfinished(ctx context.Context) ([]renaming, error) {
	note, err := x.engine.Note()
	if err != nil || note == "" {
		return nil, err
	}
	var renamings []renaming
	if err := json.Unmarshal([]byte(note), &renamings); err != nil {
		x.log.WarnContext(ctx, "note of renamed ones not understood", "error", err)
		return nil, nil
	}
	return renamings, nil
}

func noteOf(renamings []renaming) (*string, error) {
	note := ""
	if len(renamings) > 0 {
		raw, err := json.Marshal(renamings)
		if err != nil {
			return nil, fmt.Errorf("note renamed ones: %w", err)
		}
		note = string(raw)
	}
	return &note, nil
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // awake already
	}
}
