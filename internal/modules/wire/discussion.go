// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// DiscussionNeeds is what a Discussion is made from.
type DiscussionNeeds struct {
	DB     *database.DB
	IDs    *ids.Generator
	Outbox *outbox.Outbox
	Now    func() time.Time
}

// Discussion is what members say under posts, and what the staff does about it.
type Discussion struct {
	DiscussionNeeds

	attempts attempt.Counter
	trail    audit.Trail
}

// NewDiscussion returns the service of comments.
func NewDiscussion(n DiscussionNeeds) *Discussion {
	return &Discussion{
		DiscussionNeeds: n, attempts: attempt.Counter{DB: n.DB, IDs: n.IDs, Now: n.Now}, trail: audit.Trail{IDs: n.IDs, Now: n.Now},
	}
}

// Post adds a comment of by under a post that members see. Blank words make
// none, and are no error (spec 03 §4.11); the same words again within a minute
// are a second click on the same button.
func (d *Discussion) Post(ctx context.Context, by access.Actor, postID int64, typed string) (*Comment, error) {
	text, err := commentText(typed)
	if err != nil || text == "" {
		return nil, err
	}
	now := d.Now().UTC()
	c := &Comment{ID: d.IDs.Next(), PostID: postID, OwnerID: by.UserID, Content: text, CreatedAt: now}
	err = d.change(ctx, postID, func(ctx context.Context, tx bun.Tx) error {
		if _, err := d.open(ctx, tx, by, postID); err != nil {
			return err
		}
		if held, err := d.echoed(ctx, tx, c); err != nil || held != nil {
			c = held
			return err
		}
		wait, err := d.attempts.Take(ctx, tx, commentsOfMember, strconv.FormatInt(by.UserID, 10))
		if err != nil {
			return err
		}
		if wait > 0 {
			return tooMany("wire.comment.too_many", wait)
		}
		if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
			return err
		}
		return d.Outbox.Record(ctx, tx, event.CommentPosted{CommentID: c.ID})
	})
	if err != nil {
		return nil, fmt.Errorf("comment on post %d: %w", postID, err)
	}
	return c, nil
}

// Edit changes the words of a comment of the actor's, within its fifteen
// minutes.
func (d *Discussion) Edit(ctx context.Context, by access.Actor, postID, id int64, typed string) error {
	text, err := commentText(typed)
	if err != nil {
		return err
	}
	if text == "" {
		return errCommentBlank
	}
	err = d.change(ctx, postID, func(ctx context.Context, tx bun.Tx) error {
		if _, err := d.open(ctx, tx, by, postID); err != nil {
			return err
		}
		c, err := shownComment(ctx, tx, postID, id)
		if err != nil {
			return err
		}
		if err := c.CanEdit(by, d.Now()); err != nil {
			return err
		}
		if c.Content == text {
			return nil
		}
		c.Content, c.EditedAt = text, d.Now().UTC()
		_, err = tx.NewUpdate().Model(c).Column("content", "edited_at").WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("edit comment %d: %w", id, err)
	}
	return nil
}

// Delete takes a comment away for good; deleting it again changes nothing. What
// somebody else deletes is in the trace, and its author is told.
func (d *Discussion) Delete(ctx context.Context, by access.Actor, ip string, postID, id int64) error {
	err := d.change(ctx, postID, func(ctx context.Context, tx bun.Tx) error {
		post, err := d.open(ctx, tx, by, postID)
		if err != nil {
			return err
		}
		c, err := shownComment(ctx, tx, postID, id)
		if errors.Is(err, errs.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := c.CanDelete(by, post); err != nil {
			return err
		}
		return d.remove(ctx, tx, by, ip, c)
	})
	if err != nil {
		return fmt.Errorf("delete comment %d: %w", id, err)
	}
	return nil
}

// remove deletes a comment and upholds what was reported of it.
func (d *Discussion) remove(ctx context.Context, tx bun.Tx, by access.Actor, ip string, c *Comment) error {
	now := d.Now().UTC()
	_, err := tx.NewUpdate().Model((*Comment)(nil)).Set("deleted_at = ?", now).Where("c.id = ?", c.ID).Exec(ctx)
	if err != nil {
		return err
	}
	if err := d.answer(ctx, tx, by, c.ID, ReportUpheld); err != nil {
		return err
	}
	if c.OwnerID == by.UserID {
		return nil
	}
	if err := d.note(ctx, tx, by, ip, "comment.removed", c); err != nil {
		return err
	}
	return d.Outbox.Record(ctx, tx, event.CommentRemoved{CommentID: c.ID})
}

// note adds to the trace what was done to somebody's comment; not its words.
func (d *Discussion) note(ctx context.Context, tx bun.Tx, by access.Actor, ip, action string, c *Comment) error {
	return d.trail.Note(ctx, tx, audit.Entry{
		ActorID: by.UserID, Action: action, ObjectKind: "comment", ObjectID: c.ID, IP: ip,
		Details: map[string]string{"post": ids.Encode(c.PostID), "author": ids.Encode(c.OwnerID)},
	})
}

// change runs a change of the comments under a post, alone: the count made
// after it would miss what others do meanwhile.
func (d *Discussion) change(ctx context.Context, postID int64, do func(context.Context, bun.Tx) error) error {
	return d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := d.DB.Lock(ctx, tx, "comments:"+strconv.FormatInt(postID, 10)); err != nil {
			return err
		}
		if err := do(ctx, tx); err != nil {
			return err
		}
		_, err := tx.NewRaw(`UPDATE posts SET comment_count = n.n FROM
(SELECT count(*) AS n FROM comments WHERE post_id = ?0 AND hidden_at IS NULL AND deleted_at IS NULL) n
WHERE id = ?0 AND comment_count <> n.n`, postID).Exec(ctx)
		return err
	})
}

// open returns the post if members may comment on it now; one that is a draft,
// under embargo, expired or deleted is not found, whoever asks: what was said
// under it waits with it (spec 03 §4.2).
func (d *Discussion) open(ctx context.Context, db bun.IDB, by access.Actor, postID int64) (*content.Post, error) {
	return visible(ctx, db, by, postID, d.Now())
}
