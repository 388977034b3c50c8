// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package tag

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"
)

// word is a tag as it was first published.
type word struct {
	bun.BaseModel `bun:"table:tags,alias:t"`

	Key       string `bun:",pk"`
	Label     string
	CreatedAt time.Time
}

// Spell keeps the words of tags that are being published, and writes each as it
// was published first, whoever did (spec 03 §3.4).
func Spell(ctx context.Context, db bun.IDB, tags []Tag, now time.Time) error {
	if len(tags) == 0 {
		return nil
	}
	words := make([]word, len(tags))
	for i, t := range tags {
		words[i] = word{Key: Key(t.Label), Label: t.Label, CreatedAt: now.UTC()}
	}
	// In one order, so that two publications never wait for each other.
	slices.SortFunc(words, func(a, b word) int { return strings.Compare(a.Key, b.Key) })
	spelling, err := spelt(ctx, db, words)
	if err != nil {
		return err
	}
	words = slices.DeleteFunc(words, func(w word) bool { return spelling[w.Key] != "" })
	if len(words) > 0 { // most publications bring no new word
		if _, err := db.NewInsert().Model(&words).On("CONFLICT (key) DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("keep the words of tags: %w", err)
		}
		added, err := spelt(ctx, db, words) // by another publication, meanwhile
		if err != nil {
			return err
		}
		maps.Copy(spelling, added)
	}
	for i := range tags {
		if first := spelling[Key(tags[i].Label)]; first != "" {
			tags[i].Label = first
		}
	}
	return nil
}

// spelt returns how those of the words that are known are spelt, by key.
func spelt(ctx context.Context, db bun.IDB, words []word) (map[string]string, error) {
	keys := make([]string, len(words))
	for i := range words {
		keys[i] = words[i].Key
	}
	var known []word
	if err := db.NewSelect().Model(&known).Where("t.key IN (?)", bun.List(keys)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read how tags are spelt: %w", err)
	}
	spelling := make(map[string]string, len(known))
	for _, w := range known {
		spelling[w.Key] = w.Label
	}
	return spelling, nil
}
