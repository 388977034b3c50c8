// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/database"
)

// CommentPageSize is how many comments a page of them holds.
const CommentPageSize = 20

// Remark is a comment as a reader sees it.
type Remark struct {
	Comment

	Author    Author
	Editable  bool // by the reader, now
	Deletable bool // by the reader
	Reported  bool // by the reader, and the staff has not looked yet
}

// Remarks is one page of what was said under a post, newest first.
type Remarks struct {
	List  []Remark
	Next  int64 // the comment after which the next page goes on; 0 at the end
	Count int64 // of all that was said
}

// Reportable reports whether the reader may report the comment: those of others.
func (r *Remark) Reportable(by access.Actor) bool { return r.OwnerID != by.UserID && !r.Reported }

const remarkColumns = `
SELECT c.id, c.post_id, c.owner_id, c.content, c.created_at, c.edited_at,
       m.first_name || ' ' || m.last_name, CASE WHEN pr.display_level = 0 THEN '' ELSE m.photo END,
       coalesce(pr.community, ''), coalesce(nullif(pr.job_title, ''), pr.label, ''),
       coalesce(m.organisation_id, 0), coalesce(nullif(o.wall_name, ''), o.name, ''),
       EXISTS (SELECT 1 FROM comment_reports r WHERE r.comment_id = c.id AND r.reporter_id = $2 AND r.status = 'new')
FROM comments c
JOIN members m ON m.id = c.owner_id
LEFT JOIN profiles pr ON pr.member_id = m.id
LEFT JOIN organisations o ON o.id = m.organisation_id
WHERE c.post_id = $1 AND c.hidden_at IS NULL AND c.deleted_at IS NULL`

var (
	remarksUnder = remarkColumns + ` AND c.id < $3 ORDER BY c.id DESC` + limit(CommentPageSize+1)
	oneRemark    = remarkColumns + ` AND c.id = $3`
)

// Under returns what was said under a post after a comment, 0 for the newest
// first. A post that members do not see has none to show, to anybody.
func (d *Discussion) Under(ctx context.Context, by access.Actor, postID, after int64) (Remarks, error) {
	post, err := d.open(ctx, d.DB.Reader(), by, postID)
	if err != nil {
		return Remarks{}, fmt.Errorf("read the comments of post %d: %w", postID, err)
	}
	return d.Of(ctx, by, post, after)
}

// Of is Under for a post that was read already.
func (d *Discussion) Of(ctx context.Context, by access.Actor, post *content.Post, after int64) (Remarks, error) {
	if by.IsAnonymous() || !post.IsVisible(d.Now()) {
		return Remarks{}, errs.ErrNotFound
	}
	if after == 0 {
		after = math.MaxInt64
	}
	list, err := d.remarks(ctx, by, post, remarksUnder, after)
	if err != nil {
		return Remarks{}, fmt.Errorf("read the comments of post %d: %w", post.ID, err)
	}
	page := Remarks{List: list, Count: post.CommentCount}
	if len(list) > CommentPageSize {
		page.List, page.Next = list[:CommentPageSize], list[CommentPageSize-1].ID
	}
	return page, nil
}

// One returns a comment under a post; one that is hidden, deleted or another
// post's is not found.
func (d *Discussion) One(ctx context.Context, by access.Actor, postID, id int64) (*Remark, error) {
	post, err := d.open(ctx, d.DB.Reader(), by, postID)
	if err != nil {
		return nil, fmt.Errorf("read comment %d: %w", id, err)
	}
	list, err := d.remarks(ctx, by, post, oneRemark, id)
	if err != nil {
		return nil, fmt.Errorf("read comment %d: %w", id, err)
	}
	if len(list) == 0 {
		return nil, errs.ErrNotFound
	}
	return &list[0], nil
}

func (d *Discussion) remarks(ctx context.Context, by access.Actor, post *content.Post, query string, id int64) ([]Remark, error) {
	var list []Remark
	err := d.DB.Prepared(query).Each(ctx, func(row database.Row) error {
		var r Remark
		var edited *time.Time
		a := &r.Author
		err := row.Scan(&r.ID, &r.PostID, &r.OwnerID, &r.Content, &r.CreatedAt, &edited,
			&a.Name, &a.Photo, &a.Community, &a.JobTitle, &a.OrganisationID, &a.Organisation, &r.Reported)
		if err != nil {
			return err
		}
		if edited != nil {
			r.EditedAt = *edited
		}
		a.ID = r.OwnerID
		r.Editable, r.Deletable = r.CanEdit(by, d.Now()) == nil, r.CanDelete(by, post) == nil
		list = append(list, r)
		return nil
	}, post.ID, by.UserID, id)
	return list, err
}

// shownComment reads a comment under a post; one that is hidden or deleted is
// not found.
func shownComment(ctx context.Context, db bun.IDB, postID, id int64) (*Comment, error) {
	c := new(Comment)
	err := db.NewSelect().Model(c).Where("c.id = ?", id).Where("c.post_id = ?", postID).Where("c.hidden_at IS NULL").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return c, err
}

// echoed returns the comment that c repeats, or nil.
func (d *Discussion) echoed(ctx context.Context, db bun.IDB, c *Comment) (*Comment, error) {
	var held []Comment
	err := db.NewSelect().Model(&held).Where("c.owner_id = ?", c.OwnerID).Where("c.post_id = ?", c.PostID).
		Where("c.content = ?", c.Content).Where("c.created_at > ?", c.CreatedAt.Add(-echo)).
		Order("c.id DESC").Limit(1).Scan(ctx)
	if err != nil || len(held) == 0 {
		return nil, err
	}
	return &held[0], nil
}
