// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion

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

// Needs is what a Talk is made from.
type Needs struct {
	DB     *database.DB
	IDs    *ids.Generator
	Outbox *outbox.Outbox
	Now    func() time.Time
}

// Talk is what members say under publications, and what the staff does about it.
type Talk struct {
	Needs

	attempts attempt.Counter
	trail    audit.Trail
}

// New returns the service of comments.
func New(n Needs) *Talk {
	return &Talk{
		Needs: n, attempts: attempt.Counter{DB: n.DB, IDs: n.IDs, Now: n.Now}, trail: audit.Trail{IDs: n.IDs, Now: n.Now},
	}
}

// Post adds a comment of by under a publication that members see. Blank words make
// none, and are no error (spec 03 §4.11); the same words again within a minute
// are a second click on the same button.
func (d *Talk) Post(ctx context.Context, by access.Actor, on content.Ref, typed string) (*Comment, error) {
	text, err := commentText(typed)
	if err != nil || text == "" {
		return nil, err
	}
	now := d.Now().UTC()
	c := &Comment{ID: d.IDs.Next(), OwnerID: by.UserID, Content: text, CreatedAt: now}
	if c.PostID = on.ID; on.Portal == content.Events {
		c.PostID, c.EventID = 0, on.ID
	}
	err = d.change(ctx, on, func(ctx context.Context, tx bun.Tx) error {
		if _, err := d.open(ctx, tx, by, on); err != nil {
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
			return tooMany("discussion.comment.too_many", wait)
		}
		if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
			return err
		}
		return d.Outbox.Record(ctx, tx, event.CommentPosted{CommentID: c.ID})
	})
	if err != nil {
		return nil, fmt.Errorf("comment on %s: %w", on.Path(), err)
	}
	return c, nil
}

// Edit changes the words of a comment of the actor's, within its fifteen
// minutes.
func (d *Talk) Edit(ctx context.Context, by access.Actor, on content.Ref, id int64, typed string) error {
	text, err := commentText(typed)
	if err != nil {
		return err
	}
	if text == "" {
		return errCommentBlank
	}
	err = d.change(ctx, on, func(ctx context.Context, tx bun.Tx) error {
		if _, err := d.open(ctx, tx, by, on); err != nil {
			return err
		}
		c, err := shownComment(ctx, tx, on, id)
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
func (d *Talk) Delete(ctx context.Context, by access.Actor, ip string, on content.Ref, id int64) error {
	err := d.change(ctx, on, func(ctx context.Context, tx bun.Tx) error {
		subject, err := d.open(ctx, tx, by, on)
		if err != nil {
			return err
		}
		c, err := shownComment(ctx, tx, on, id)
		if errors.Is(err, errs.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := c.CanDelete(by, subject); err != nil {
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
func (d *Talk) remove(ctx context.Context, tx bun.Tx, by access.Actor, ip string, c *Comment) error {
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
func (d *Talk) note(ctx context.Context, tx bun.Tx, by access.Actor, ip, action string, c *Comment) error {
	details := map[string]string{"post": ids.Encode(c.PostID), "author": ids.Encode(c.OwnerID)}
	if c.EventID != 0 {
		delete(details, "post")
		details["event"] = ids.Encode(c.EventID)
	}
	return d.trail.Note(ctx, tx, audit.Entry{
		ActorID: by.UserID, Action: action, ObjectKind: "comment", ObjectID: c.ID, IP: ip, Details: details,
	})
}

// change runs a change of the comments under a publication, alone: the count
// made after it would miss what others do meanwhile.
func (d *Talk) change(ctx context.Context, on content.Ref, do func(context.Context, bun.Tx) error) error {
	v, known := venues[on.Portal]
	if !known {
		return errs.ErrNotFound
	}
	return d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := d.DB.Lock(ctx, tx, "comments:"+strconv.FormatInt(on.ID, 10)); err != nil {
			return err
		}
		if err := do(ctx, tx); err != nil {
			return err
		}
		_, err := tx.NewRaw(`UPDATE ?1 SET comment_count = n.n FROM
(SELECT count(*) AS n FROM comments WHERE ?2 = ?0 AND hidden_at IS NULL AND deleted_at IS NULL) n
WHERE id = ?0 AND comment_count <> n.n`, on.ID, bun.Ident(v.table), bun.Ident(v.column)).Exec(ctx)
		return err
	})
}
