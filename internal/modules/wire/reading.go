// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// Desk serves single posts: reading, liking, counting readers.
type Desk struct {
	db  *database.DB
	now func() time.Time

	views chan view
}

// NewDesk returns the service of single posts.
func NewDesk(db *database.DB, now func() time.Time) *Desk {
	return &Desk{db: db, now: now, views: make(chan view, viewBacklog)}
}

// Reading is a post opened by a member.
type Reading struct {
	Post        content.Post
	Author      member.Byline
	Publisher   string
	Outlet      string
	Liked       bool
	Followed    bool // the reader follows its author
	Unpublished bool // seen by its author, its publisher's managers and administrators only
	Scheduled   bool // unpublished, and appears at its hour
}

// Read returns a post that by may open; a post hidden from by is not found
// (spec 03 §4.2).
func (d *Desk) Read(ctx context.Context, by access.Actor, id int64) (*Reading, error) {
	r := new(Reading)
	err := d.db.Reader().NewSelect().Model(&r.Post).Where("p.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read post %d: %w", id, err)
	}
	now := d.now()
	if !r.Post.CanRead(by, now) {
		return nil, errs.ErrNotFound
	}
	r.Unpublished = !r.Post.IsVisible(now)
	r.Scheduled = r.Unpublished && r.Post.Status == content.Public && r.Post.PublishedAt.After(now)
	if err := d.surroundings(ctx, by, r); err != nil {
		return nil, fmt.Errorf("read the surroundings of post %d: %w", id, err)
	}
	return r, nil
}

const surroundingsQuery = `
SELECT ` + member.BylineColumns + `,
       coalesce(nullif(po.wall_name, ''), po.name, ''),
       coalesce(nullif(oo.wall_name, ''), oo.name, ''),
       EXISTS (SELECT 1 FROM likes l WHERE l.member_id = $2 AND l.post_id = p.id),
       EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $2 AND f.kind = 'member' AND f.target_id = m.id)
FROM posts p
JOIN members m ON m.id = p.owner_id
LEFT JOIN profiles pr ON pr.member_id = m.id
LEFT JOIN organisations mo ON mo.id = m.organisation_id
LEFT JOIN organisations po ON po.id = p.publisher_id
LEFT JOIN organisations oo ON oo.id = p.outlet_id
WHERE p.id = $1`

// surroundings reads who wrote the post, under what name it appears, and what
// the reader thinks of it, in one query.
func (d *Desk) surroundings(ctx context.Context, by access.Actor, r *Reading) error {
	return d.db.Prepared(surroundingsQuery).One(ctx, []any{r.Post.ID, by.UserID},
		append(r.Author.Fields(), &r.Publisher, &r.Outlet, &r.Liked, &r.Followed)...)
}
