// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Courier sends the mails about comments (spec 03 §6). A job that runs twice sends
// the same mail under the same name.
type Courier struct {
	courier.Post

	DB *database.DB
}

// Subscribe says which events make which mails.
func (c *Courier) Subscribe(r *outbox.Registry) { outbox.On(r, "discussion", c.commented) }

// commentBatch is how long further comments on the same publication make no mail.
const commentBatch = 24 * time.Hour

// quoted is how much of a comment a mail shows, in characters.
const quoted = 300

// commentMail is whom a mail about a comment goes to, and what it says.
type commentMail struct {
	courier.Receiver

	PostID    int64
	EventID   int64
	Title     string
	Content   string
	CreatedAt time.Time
}

// on is the publication.
func (r *commentMail) on() content.Ref {
	return (&Comment{PostID: r.PostID, EventID: r.EventID}).On()
}

// commented tells who published of the first comment in a day, unless it was
// taken away meanwhile, or is their own.
func (c *Courier) commented(ctx context.Context, e event.CommentPosted, m outbox.Meta) error {
	r, err := courier.One[commentMail](ctx, c.DB.Writer(), `SELECT m.id AS member_id, m.first_name, m.email, m.language, c.post_id, c.event_id, coalesce(p.title, e.title) AS title,
  trim(b.first_name || ' ' || b.last_name) AS by, c.content, c.created_at
FROM comments c
LEFT JOIN posts p ON p.id = c.post_id AND p.status = 'public' AND p.deleted_at IS NULL
LEFT JOIN event_posts e ON e.id = c.event_id AND e.status = 'public' AND e.deleted_at IS NULL
JOIN members m ON m.id = coalesce(p.owner_id, e.owner_id) AND m.active AND m.deleted_at IS NULL AND m.id <> c.owner_id
JOIN members b ON b.id = c.owner_id
WHERE c.id = ? AND c.hidden_at IS NULL AND c.deleted_at IS NULL`, e.CommentID)
	if err != nil || r == nil {
		return err
	}
	if first, err := c.isFirst(ctx, r, e.CommentID); err != nil || !first {
		return err
	}
	if willing, err := notice.Willing(ctx, c.DB.Reader(), notice.CommentPosted, notice.Mail, []int64{r.MemberID}); err != nil || len(willing) == 0 {
		return err
	}
	return c.send(r.In(ctx), r, m.EventID)
}

// isFirst reports whether nobody else has commented on the publication in
// the day before.
func (c *Courier) isFirst(ctx context.Context, r *commentMail, commentID int64) (bool, error) {
	on, earlier := r.on(), false
	err := c.DB.Reader().NewRaw(`SELECT EXISTS (SELECT 1 FROM comments WHERE ? = ? AND owner_id <> ? AND id < ? AND created_at > ?)`,
		bun.Ident(venues[on.Portal].column), on.ID, r.MemberID, commentID, r.CreatedAt.Add(-commentBatch).UTC()).Scan(ctx, &earlier)
	if err != nil {
		return false, fmt.Errorf("look for earlier comments on %s: %w", on.Path(), err)
	}
	return !earlier, nil
}

func (c *Courier) send(ctx context.Context, r *commentMail, eventID int64) error {
	hello := i18n.T(ctx, "discussion.mail.hello_stranger")
	if r.FirstName != "" {
		hello = i18n.T(ctx, "discussion.mail.hello", "Name", r.FirstName)
	}
	subject := i18n.T(ctx, "discussion.mail.commented.subject")
	msg, err := mailer.NewLetter(ctx, subject).Heading(subject).
		Paragraph(hello, i18n.T(ctx, "discussion.mail.commented.text", "Name", r.By, "Title", r.Title)).
		Quote(opening(r.Content), r.By).
		Paragraph(i18n.T(ctx, "discussion.mail.commented.more")).
		Button(i18n.T(ctx, "discussion.mail.commented.button"), c.SiteURL+r.on().Path()+"#comments").
		Message("comment_posted", r.Email)
	if err != nil {
		return err
	}
	return c.SendOnce(ctx, msg, eventID)
}

// opening is the beginning of a comment, on one line.
func opening(text string) string {
	if runes := []rune(richtext.Plain(text)); len(runes) > quoted {
		return string(runes[:quoted]) + "…"
	}
	return richtext.Plain(text)
}
