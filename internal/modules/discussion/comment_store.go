// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// CommentPageSize is how many comments a page of them holds.
const CommentPageSize = 20

// Remark is a comment as a reader sees it.
type Remark struct {
	Comment

	Author    member.Byline
	Editable  bool // by the reader, now
	Deletable bool // by the reader
	Reported  bool // by the reader, and the staff has not looked yet
}

// Remarks is one page of what was said under a publication, newest first.
type Remarks struct {
	List  []Remark
	Next  int64 // the comment after which the next page goes on; 0 at the end
	Count int64 // of all that was said
}

// Reportable reports whether the reader may report the comment: those of others.
func (r *Remark) Reportable(by access.Actor) bool { return r.OwnerID != by.UserID && !r.Reported }

// remarkColumns is asked with what the comment stands under as $1, and its
// reader as $2.
const remarkColumns = `
SELECT c.id, coalesce(c.post_id, 0), coalesce(c.event_id, 0), c.owner_id, c.content, c.created_at, c.edited_at,
       ` + member.BylineColumns + `,
       EXISTS (SELECT 1 FROM comment_reports r WHERE r.comment_id = c.id AND r.reporter_id = $2 AND r.status = 'new')
FROM comments c
JOIN members m ON m.id = c.owner_id
LEFT JOIN profiles pr ON pr.member_id = m.id
LEFT JOIN organisations mo ON mo.id = m.organisation_id`

func limit(n int) string { return " LIMIT " + strconv.Itoa(n) }

// Under returns what was said under a publication after a comment, 0 for the
// newest first. One that members do not see has none to show, to anybody.
func (d *Talk) Under(ctx context.Context, by access.Actor, on content.Ref, after int64) (Remarks, error) {
	subject, err := d.open(ctx, d.DB.Reader(), by, on)
	if err != nil {
		return Remarks{}, fmt.Errorf("read the comments of %s: %w", on.Path(), err)
	}
	return d.Of(ctx, by, subject, after)
}

// Of is Under for a publication that was read already, and that members see.
func (d *Talk) Of(ctx context.Context, by access.Actor, on *content.Subject, after int64) (Remarks, error) {
	if by.IsAnonymous() {
		return Remarks{}, errs.ErrNotFound
	}
	if after == 0 {
		after = math.MaxInt64
	}
	list, err := d.remarks(ctx, by, on, venues[on.Portal].remarksUnder, after)
	if err != nil {
		return Remarks{}, fmt.Errorf("read the comments of %s: %w", on.Path(), err)
	}
	page := Remarks{List: list, Count: on.CommentCount}
	if len(list) > CommentPageSize {
		page.List, page.Next = list[:CommentPageSize], list[CommentPageSize-1].ID
	}
	return page, nil
}

// One returns a comment under a publication; one that is hidden, deleted or
// under another is not found.
func (d *Talk) One(ctx context.Context, by access.Actor, on content.Ref, id int64) (*Remark, error) {
	subject, err := d.open(ctx, d.DB.Reader(), by, on)
	if err != nil {
		return nil, fmt.Errorf("read comment %d: %w", id, err)
	}
	list, err := d.remarks(ctx, by, subject, venues[on.Portal].oneRemark, id)
	if err != nil {
		return nil, fmt.Errorf("read comment %d: %w", id, err)
	}
	if len(list) == 0 {
		return nil, errs.ErrNotFound
	}
	return &list[0], nil
}

func (d *Talk) remarks(ctx context.Context, by access.Actor, on *content.Subject, query string, id int64) ([]Remark, error) {
	var list []Remark
	err := d.DB.Prepared(query).Each(ctx, func(row database.Row) error {
		var r Remark
		var edited *time.Time
		into := append([]any{&r.ID, &r.PostID, &r.EventID, &r.OwnerID, &r.Content, &r.CreatedAt, &edited}, r.Author.Fields()...)
		if err := row.Scan(append(into, &r.Reported)...); err != nil {
			return err
		}
		if edited != nil {
			r.EditedAt = *edited
		}
		r.Editable, r.Deletable = r.CanEdit(by, d.Now()) == nil, r.CanDelete(by, on) == nil
		list = append(list, r)
		return nil
	}, on.ID, by.UserID, id)
	return list, err
}

// shownComment reads a comment under a publication; one that is hidden or
// deleted is not found.
func shownComment(ctx context.Context, db bun.IDB, on content.Ref, id int64) (*Comment, error) {
	c := new(Comment)
	err := db.NewSelect().Model(c).Where("c.id = ?", id).
		Where("c.? = ?", bun.Ident(venues[on.Portal].column), on.ID).Where("c.hidden_at IS NULL").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return c, err
}

// echoed returns the comment that c repeats, or nil.
func (d *Talk) echoed(ctx context.Context, db bun.IDB, c *Comment) (*Comment, error) {
	on := c.On()
	var held []Comment
	err := db.NewSelect().Model(&held).Where("c.owner_id = ?", c.OwnerID).Where("c.? = ?", bun.Ident(venues[on.Portal].column), on.ID).
		Where("c.content = ?", c.Content).Where("c.created_at > ?", c.CreatedAt.Add(-echo)).
		Order("c.id DESC").Limit(1).Scan(ctx)
	if err != nil || len(held) == 0 {
		return nil, err
	}
	return &held[0], nil
}
