// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package vocabulary

import (
	"context"
	"fmt"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// list is a vocabulary in display order, with its values at hand.
type list struct {
	entries []Entry
	byValue map[string]int
}

// Store reads vocabularies, keeping each for a while: other processes see an
// edit within a minute, the one that made it at once.
type Store struct {
	db    *database.DB
	cache *otter.Cache[string, *list]
}

const (
	cachedLists = 256
	cachedFor   = time.Minute
)

// NewStore returns a store over the database.
func NewStore(db *database.DB) (*Store, error) {
	cache, err := otter.New(&otter.Options[string, *list]{
		MaximumSize:      cachedLists,
		ExpiryCalculator: otter.ExpiryWriting[string, *list](cachedFor),
	})
	if err != nil {
		return nil, fmt.Errorf("make vocabulary cache: %w", err)
	}
	return &Store{db: db, cache: cache}, nil
}

// Entries returns a vocabulary in display order. An unknown one is empty.
// The slice is shared: do not change it.
func (s *Store) Entries(ctx context.Context, vocabulary string) ([]Entry, error) {
	l, err := s.list(ctx, vocabulary)
	if err != nil {
		return nil, err
	}
	return l.entries, nil
}

// Contains reports whether the vocabulary offers the value.
func (s *Store) Contains(ctx context.Context, vocabulary, value string) (bool, error) {
	l, err := s.list(ctx, vocabulary)
	if err != nil {
		return false, err
	}
	_, found := l.byValue[value]
	return found, nil
}

// Word returns how a stored value is shown to a reader of a language: in
// French when the vocabulary has no English word, as it is stored when the
// vocabulary does not offer it any more or cannot be read.
func (s *Store) Word(ctx context.Context, vocabulary, value, language string) (Word, error) {
	l, err := s.list(ctx, vocabulary)
	if err != nil {
		return asStored(value), err
	}
	if i, found := l.byValue[value]; found {
		return l.entries[i].word(language), nil
	}
	return asStored(value), nil
}

// Forget drops what is remembered of a vocabulary, after an edit.
func (s *Store) Forget(vocabulary string) { s.cache.Invalidate(vocabulary) }

func (s *Store) list(ctx context.Context, vocabulary string) (*list, error) {
	return s.cache.Get(ctx, vocabulary, otter.LoaderFunc[string, *list](s.load))
}

func (s *Store) load(ctx context.Context, vocabulary string) (*list, error) {
	l := &list{}
	err := s.db.Reader().NewSelect().Model(&l.entries).
		Where("ve.vocabulary = ?", vocabulary).
		Order("ve.seq", "ve.value").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read vocabulary %s: %w", vocabulary, err)
	}
	l.byValue = make(map[string]int, len(l.entries))
	for i := range l.entries {
		l.byValue[l.entries[i].Value] = i
	}
	return l, nil
}

// Names returns the vocabularies that have entries, in alphabetical order.
func (s *Store) Names(ctx context.Context) ([]string, error) {
	var names []string
	err := s.db.Reader().NewSelect().Model((*Entry)(nil)).
		ColumnExpr("DISTINCT ve.vocabulary").Order("ve.vocabulary").Scan(ctx, &names)
	if err != nil {
		return nil, fmt.Errorf("list vocabularies: %w", err)
	}
	return names, nil
}

// batch is how many entries one INSERT carries: SQLite takes 32,766 values.
const batch = 500

// Replace makes a vocabulary hold exactly the entries, in one transaction.
// Values in use elsewhere stay displayable without being offered.
func (s *Store) Replace(ctx context.Context, gen *ids.Generator, vocabulary string, entries []Entry) error {
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewDelete().Model((*Entry)(nil)).Where("vocabulary = ?", vocabulary).Exec(ctx)
		if err != nil {
			return err
		}
		for start := 0; start < len(entries); start += batch {
			part := entries[start:min(start+batch, len(entries))]
			for i := range part {
				part[i].ID, part[i].Vocabulary = gen.Next(), vocabulary
				if part[i].Extras == nil {
					part[i].Extras = map[string]string{}
				}
			}
			if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("replace vocabulary %s: %w", vocabulary, err)
	}
	s.Forget(vocabulary)
	return nil
}
