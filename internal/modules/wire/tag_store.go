// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/database"
)

// tags are those that a reader asks for, as post_tags knows them.
type tags struct {
	keys []string
	few  bool // their posts are few enough to be sorted
}

// fewTagged is up to how many posts of some tags are gathered and sorted.
const fewTagged = 1_000

// weighTags finds out which tags are asked for, and where it matters whether
// their posts are few.
func (q *tabQuery) weighTags(ctx context.Context, db bun.IDB) error {
	q.tags.keys = tag.Keys(q.Values[Tagged])
	if len(q.tags.keys) == 0 || q.walksTag() {
		return nil
	}
	var n int
	err := db.NewRaw("SELECT count(*) FROM (SELECT pt.post_id FROM post_tags pt WHERE pt.key IN (?) AND pt.kind = ? LIMIT ?) counted",
		bun.List(q.tags.keys), q.tab.Kind(), fewTagged).Scan(ctx, &n)
	q.tags.few = n < fewTagged
	return err
}

// walksTag reports whether the page is that of one tag, newest first: its own
// index has the posts in that order, however many there are.
func (q *tabQuery) walksTag() bool {
	return len(q.tags.keys) == 1 && len(q.Values) == 1 && q.Sort == ByDate && q.sources == nil
}

// someTagged is some for the posts of one tag: CROSS JOIN keeps SQLite on the
// index of the tag.
func (q *tabQuery) someTagged(ctx context.Context, db bun.IDB, condition string, most int64) ([]int64, error) {
	var found []int64
	s := db.NewSelect().TableExpr("post_tags AS pt").Column("pt.post_id").Join("CROSS JOIN posts AS p").
		Where("pt.key = ?", q.tags.keys[0]).Where("pt.kind = ?", q.tab.Kind()).Where("p.id = pt.post_id").
		Apply(content.VisibleAt(q.now))
	if condition != "" {
		s = s.Where(condition)
	}
	if q.after.ID != 0 {
		s = s.Where("(pt.published_at, pt.post_id) < (?, ?)", q.after.PublishedAt.UTC(), q.after.ID)
	}
	err := s.Order("pt.published_at DESC", "pt.post_id DESC").Limit(most).Scan(ctx, &found)
	return found, err
}

// restrict keeps the posts that have one of the tags asked for: few are
// gathered, and SQLite kept from walking all posts to meet them; common ones are
// met on the way, and SQLite kept from gathering them.
func (q *tabQuery) restrict(s *bun.SelectQuery) *bun.SelectQuery {
	keys := bun.List(q.tags.keys)
	switch {
	case len(q.Values[Tagged]) == 0:
		return s
	case len(q.tags.keys) == 0: // words that no tag can be
		return s.Where("1 = 0")
	case q.tags.few:
		return s.Where("p.id = g.post_id")
	case q.engine == database.SQLite:
		return s.Where("(SELECT 1 FROM post_tags pt WHERE pt.post_id = p.id AND pt.key IN (?) LIMIT 1) IS NOT NULL", keys)
	}
	return s.Where("EXISTS (SELECT 1 FROM post_tags pt WHERE pt.post_id = p.id AND pt.key IN (?))", keys)
}

// from is the tables that posts are taken from: first those of the tags asked
// for, where they are few.
func (q *tabQuery) from(s *bun.SelectQuery) *bun.SelectQuery {
	if !q.tags.few {
		return s.TableExpr(q.table())
	}
	return s.TableExpr("(SELECT DISTINCT pt.post_id FROM post_tags pt WHERE pt.key IN (?) AND pt.kind = ?) AS g", bun.List(q.tags.keys), q.tab.Kind()).
		Join("CROSS JOIN posts AS p")
}
