// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package reference

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/typeahead"
)

// MaxNames is how many names one search gives.
const MaxNames = 50

// namesKept is how long the names are used before they are read again; spec 02
// §4.3 allows an hour.
const namesKept = 5 * time.Minute

// nameLists are the lists of names by what they are called in addresses: the
// vocabulary of well-known names and the types of Business Wall that are among
// them. Unofficial organisations are in all (spec 02 §4.3).
var nameLists = []struct {
	name, seeds string
	walls       []string
}{
	{"media", "orga_newsrooms", []string{"media", "news_agency"}},
	{"pr", "agence_rp", []string{"pr"}},
	{"other", "groupes_cotes", []string{"micro", "corporate_media", "union", "academics", "leaders_experts", "transformers"}},
}

// Names suggests the names of organisations. A hundred thousand of them are
// read at once and searched in memory: as one types, in any word, without
// accents, on each of both engines alike.
type Names struct {
	db           *database.DB
	vocabularies *vocabulary.Store
	now          func() time.Time

	reading sync.Mutex
	held    atomic.Pointer[names]
}

// names is what was read at a moment.
type names struct {
	at    time.Time
	list  []string // sorted, each once
	in    []uint8  // which lists the name is in: a bit for each of nameLists
	index *typeahead.Index
}

// NewNames returns the suggestions over the database.
func NewNames(db *database.DB, vocabularies *vocabulary.Store, now func() time.Time) *Names {
	return &Names{db: db, vocabularies: vocabularies, now: now}
}

// Search returns up to MaxNames names of a list, "media", "pr" or "other", that
// query names by the beginnings of their words: those that begin with it
// first, then in alphabetical order. An empty query finds nothing; an unknown
// list is errs.NotFound.
func (n *Names) Search(ctx context.Context, list, query string) ([]string, error) {
	bit := listBit(list)
	if bit == 0 {
		return nil, errs.ErrNotFound
	}
	all, err := n.current(ctx)
	if err != nil {
		return nil, err
	}
	found := all.index.FindAmong(query, MaxNames, func(i int) bool { return all.in[i]&bit != 0 })
	answers := make([]string, len(found))
	for i, at := range found {
		answers[i] = all.list[at]
	}
	return answers, nil
}

// listBit is the bit of a list, 0 for an unknown one.
func listBit(name string) uint8 {
	for i, l := range nameLists {
		if l.name == name {
			return 1 << i
		}
	}
	return 0
}

// current returns the names. When they are old, one reader reads them again
// and the others go on with what there is.
func (n *Names) current(ctx context.Context) (*names, error) {
	held := n.held.Load()
	switch {
	case held == nil:
		n.reading.Lock()
	case n.now().Sub(held.at) < namesKept || !n.reading.TryLock():
		return held, nil
	}
	defer n.reading.Unlock()
	if again := n.held.Load(); again != held {
		return again, nil // read while we waited
	}
	// The names are for all: a reader who leaves must not leave them unread.
	fresh, err := n.read(context.WithoutCancel(ctx))
	if err != nil {
		return nil, err
	}
	n.held.Store(fresh)
	return fresh, nil
}

// read puts the names together.
func (n *Names) read(ctx context.Context) (*names, error) {
	lists := map[string]uint8{}
	for i, l := range nameLists {
		entries, err := n.vocabularies.Entries(ctx, l.seeds)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			lists[seedName(e)] |= 1 << i
		}
	}
	if err := n.readOrganisations(ctx, lists); err != nil {
		return nil, err
	}
	delete(lists, "")
	all := &names{at: n.now(), list: make([]string, 0, len(lists))}
	type line struct{ name, key string }
	lines := make([]line, 0, len(lists))
	for name := range lists {
		lines = append(lines, line{name, typeahead.Fold(name)})
	}
	slices.SortFunc(lines, func(a, b line) int {
		if order := strings.Compare(a.key, b.key); order != 0 {
			return order
		}
		return strings.Compare(a.name, b.name)
	})
	for _, l := range lines {
		all.list, all.in = append(all.list, l.name), append(all.in, lists[l.name])
	}
	all.index = typeahead.New(all.list)
	return all, nil
}

// seedName is the name of a well-known organisation: the vocabulary of
// newsrooms adds the type of media, which is no part of it.
func seedName(e vocabulary.Entry) string {
	if name := e.Extras["media_name"]; name != "" {
		return name
	}
	return strings.TrimSpace(e.Label)
}

// readOrganisations adds the organisations of the database: the unofficial ones
// to all lists, the others by their Business Wall.
func (n *Names) readOrganisations(ctx context.Context, lists map[string]uint8) (err error) {
	rows, err := n.db.Reader().QueryContext(ctx, "SELECT name, wall_id IS NULL, wall_type FROM organisations WHERE deleted_at IS NULL")
	if err != nil {
		return fmt.Errorf("read the names of organisations: %w", err)
	}
	defer func() {
		if closing := rows.Close(); err == nil && closing != nil {
			err = fmt.Errorf("read the names of organisations: %w", closing)
		}
	}()
	for rows.Next() {
		var name, wall string
		var unofficial bool
		if err := rows.Scan(&name, &unofficial, &wall); err != nil {
			return fmt.Errorf("read the name of an organisation: %w", err)
		}
		for i, l := range nameLists {
			if unofficial || slices.Contains(l.walls, wall) {
				lists[strings.TrimSpace(name)] |= 1 << i
			}
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the names of organisations: %w", err)
	}
	return nil
}
