// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/tag"
)

// tags are those that a reader asks for, as post_tags knows them.
type tags struct {
	keys []string
	few  bool // their posts are few enough to be sorted
}

// fewTagged is up to how many posts of some tags are gathered and sorted.
const fewTagged = 2_000

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
// gathered, common ones are met on the way.
func (t tags) restrict(s *bun.SelectQuery, asked []string) *bun.SelectQuery {
	switch {
	case len(asked) == 0:
		return s
	case len(t.keys) == 0: // words that no tag can be
		return s.Where("1 = 0")
	case t.few:
		return s.Where("p.id IN (SELECT pt.post_id FROM post_tags pt WHERE pt.key IN (?))", bun.List(t.keys))
	}
	return s.Where("EXISTS (SELECT 1 FROM post_tags pt WHERE pt.post_id = p.id AND pt.key IN (?))", bun.List(t.keys))
}
