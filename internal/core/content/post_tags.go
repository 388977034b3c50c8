// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import (
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/tag"
)

// PostTag says that a post has a tag: what the filters of the wall look in. The
// date is the post's own, so that an index walks the posts of a tag as the wall
// shows them.
type PostTag struct {
	bun.BaseModel `bun:"table:post_tags,alias:pt"`

	PostID      int64  `bun:",pk"`
	Key         string `bun:",pk"`
	Kind        Kind   // of the post
	Auto        bool
	PublishedAt time.Time `bun:",nullzero"`
}

// Tagged is p with its effective tags: what its author chose, its genre, its
// section, its topic and its sector (spec 03 §12.3).
func (p Post) Tagged(chosen []string) Post {
	p.Tags = tag.Effective(chosen, p.Genre, p.Section, p.Topic, p.Sector)
	return p
}

// PostTags are the rows that say which tags p has.
func (p *Post) PostTags() []PostTag {
	rows := make([]PostTag, len(p.Tags))
	for i, t := range p.Tags {
		rows[i] = PostTag{PostID: p.ID, Key: tag.Key(t.Label), Kind: p.Kind, Auto: t.Auto, PublishedAt: p.PublishedAt}
	}
	return rows
}
