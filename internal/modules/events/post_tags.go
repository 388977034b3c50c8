// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/tag"
)

// PostTag says that an event of the agenda has a tag. The end is the event's
// own, so that those to come are found by an index.
type PostTag struct {
	bun.BaseModel `bun:"table:event_tags,alias:et"`

	PostID int64  `bun:",pk"`
	Key    string `bun:",pk"`
	Auto   bool
	EndsAt time.Time
}

// PostTags are the rows that say which tags p has.
func (p *Post) PostTags() []PostTag {
	rows := make([]PostTag, len(p.Tags))
	for i, t := range p.Tags {
		rows[i] = PostTag{PostID: p.ID, Key: tag.Key(t.Label), Auto: t.Auto, EndsAt: p.EndsAt}
	}
	return rows
}

// saveTags says which tags an event has, in place of those it had.
func saveTags(ctx context.Context, db bun.IDB, post *Post) error {
	if _, err := db.NewDelete().Model((*PostTag)(nil)).Where("post_id = ?", post.ID).Exec(ctx); err != nil {
		return fmt.Errorf("tag event %d: %w", post.SourceID, err)
	}
	rows := post.PostTags()
	if len(rows) == 0 {
		return nil
	}
	if _, err := db.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("tag event %d: %w", post.SourceID, err)
	}
	return nil
}

// mostTagged bounds how many answers to filters by tags are held.
const mostTagged = 64

// tagged returns the ids of the events to come that have one of the tags that
// are asked for, or nil when none is; it is read once for each version of the
// agenda. The lock of the cache is held, and the cache is fresh.
func (a *Agenda) tagged(ctx context.Context, asked []string) (map[int64]bool, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	keys := tag.Keys(asked)
	slices.Sort(keys)
	name := strings.Join(keys, "\n")
	if held := a.cache.tagged[name]; held != nil {
		return held, nil
	}
	found := map[int64]bool{}
	if len(keys) > 0 {
		var ids []int64
		err := a.db.Reader().NewSelect().Model((*PostTag)(nil)).Column("et.post_id").
			Where("et.key IN (?)", bun.List(keys)).Where("et.ends_at >= ?", Today(a.now())).Scan(ctx, &ids)
		if err != nil {
			return nil, fmt.Errorf("read the events of some tags: %w", err)
		}
		for _, id := range ids {
			found[id] = true
		}
	}
	if a.cache.tagged == nil || len(a.cache.tagged) >= mostTagged {
		a.cache.tagged = map[string]map[int64]bool{}
	}
	a.cache.tagged[name] = found
	return found, nil
}

// havingTags keeps the events that have one of the tags asked for.
func havingTags(s *bun.SelectQuery, asked []string) *bun.SelectQuery {
	if len(asked) == 0 {
		return s
	}
	keys := tag.Keys(asked)
	if len(keys) == 0 { // words that no tag can be
		return s.Where("1 = 0")
	}
	return s.Where("EXISTS (SELECT 1 FROM event_tags et WHERE et.post_id = p.id AND et.key IN (?))", bun.List(keys))
}
