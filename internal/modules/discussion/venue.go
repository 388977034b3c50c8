// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// venue is where the comments of a portal stand.
type venue struct {
	table  string // of its posts
	column string // of comments, which names the post

	remarksUnder, oneRemark string // prepared queries
}

func newVenue(table, column string) *venue {
	remarks := remarkColumns + "\nWHERE c." + column + ` = $1 AND c.hidden_at IS NULL AND c.deleted_at IS NULL`
	return &venue{
		table: table, column: column,
		remarksUnder: remarks + ` AND c.id < $3 ORDER BY c.id DESC` + limit(CommentPageSize+1),
		oneRemark:    remarks + ` AND c.id = $3`,
	}
}

// venues are where members may speak.
var venues = map[content.Portal]*venue{
	content.News:   newVenue("posts", "post_id"),
	content.Events: newVenue("event_posts", "event_id"),
}

// open returns the publication if members may comment on it now; one that is a
// draft, under embargo, expired or deleted is not found, whoever asks: what was
// said under it waits with it (spec 03 §4.2).
func (d *Talk) open(ctx context.Context, db bun.IDB, by access.Actor, on content.Ref) (*content.Subject, error) {
	v, known := venues[on.Portal]
	if !known || by.IsAnonymous() {
		return nil, errs.ErrNotFound
	}
	subject := content.Subject{Ref: on}
	err := db.NewSelect().TableExpr("? AS p", bun.Ident(v.table)).
		ColumnExpr("p.owner_id, coalesce(p.publisher_id, 0), p.comment_count").
		Where("p.id = ?", on.ID).Apply(content.VisibleAt(d.Now())).
		Scan(ctx, &subject.OwnerID, &subject.PublisherID, &subject.CommentCount)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return &subject, err
}
