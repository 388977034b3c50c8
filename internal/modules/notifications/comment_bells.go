// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// subscribeComments rings what is said under publications (spec 03 §4.11, 05
// §9).
func (b *Bells) subscribeComments(r *outbox.Registry) {
	const name = "notifications"
	outbox.On(r, name, b.commentPosted)
	outbox.On(r, name, b.commentRemoved)
	outbox.On(r, name, b.commentReported)
	outbox.On(r, name, b.commentReportAnswered)
}

// commentWords is what bells say of a comment.
type commentWords struct {
	CommentID  int64
	PostID     int64
	EventID    int64 // set instead of PostID when it is under an event
	OwnerID    int64 // of the publication
	AuthorID   int64 // of the comment
	ReporterID int64
	Author     string
	Title      string
	Gone       bool   // the comment shows no more
	Status     string // of the report
}

func (w *commentWords) args() map[string]string {
	return map[string]string{"Name": w.Author, "Title": w.Title}
}

func (w *commentWords) url() string {
	on := content.Ref{Portal: content.News, ID: w.PostID}
	if w.EventID != 0 {
		on = content.Ref{Portal: content.Events, ID: w.EventID}
	}
	return on.Path() + "#comments"
}

// comment reads what bells say; what is gone is nil.
func (b *Bells) comment(ctx context.Context, columns, condition string, id int64) (*commentWords, error) {
	w := new(commentWords)
	err := b.db.Reader().NewRaw(`SELECT c.id AS comment_id, c.post_id, c.event_id, coalesce(p.owner_id, e.owner_id) AS owner_id, c.owner_id AS author_id, trim(m.first_name || ' ' || m.last_name) AS author,
  coalesce(p.title, e.title) AS title, (c.deleted_at IS NOT NULL OR c.hidden_at IS NOT NULL) AS gone`+columns+`
FROM comments c
LEFT JOIN posts p ON p.id = c.post_id AND p.deleted_at IS NULL
LEFT JOIN event_posts e ON e.id = c.event_id AND e.deleted_at IS NULL
JOIN members m ON m.id = c.owner_id `+condition, id).Scan(ctx, w)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // deleted meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("read the words of a bell about a comment: %w", err)
	}
	return w, nil
}

const (
	ofComment = `WHERE coalesce(p.id, e.id) IS NOT NULL AND c.id = ?`
	ofReport  = `JOIN comment_reports r ON r.comment_id = c.id WHERE coalesce(p.id, e.id) IS NOT NULL AND r.id = ?`

	reportColumns = `, r.reporter_id, r.status`
)

// commentPosted tells who published of the first comment of a batch: until the
// bell is read, further comments on the same publication add none.
func (b *Bells) commentPosted(ctx context.Context, e event.CommentPosted, m outbox.Meta) error {
	const message = "notifications.comment_posted"
	w, err := b.comment(ctx, "", ofComment, e.CommentID)
	if err != nil || w == nil || w.Gone || w.OwnerID == w.AuthorID {
		return err
	}
	told, err := b.db.Reader().NewSelect().Model((*Notification)(nil)).
		Where("n.receiver_id = ?", w.OwnerID).Where("n.read = ?", false).
		Where("n.message = ?", message).Where("n.url = ?", w.url()).Exists(ctx)
	if err != nil {
		return fmt.Errorf("look for a bell at %s: %w", w.url(), err)
	}
	if told {
		return nil
	}
	return b.post(ctx, m.EventID, []int64{w.OwnerID}, message, w.args(), w.url())
}

// commentRemoved tells the author of a comment that it was taken away.
func (b *Bells) commentRemoved(ctx context.Context, e event.CommentRemoved, m outbox.Meta) error {
	w, err := b.comment(ctx, "", ofComment, e.CommentID)
	if err != nil || w == nil {
		return err
	}
	return b.post(ctx, m.EventID, []int64{w.AuthorID}, "notifications.comment_removed", w.args(), w.url())
}

// commentReported tells the administrators of a report to decide about.
func (b *Bells) commentReported(ctx context.Context, e event.CommentReported, m outbox.Meta) error {
	w, err := b.comment(ctx, reportColumns, ofReport, e.ReportID)
	if err != nil || w == nil || w.Status != "new" {
		return err
	}
	var staff []int64
	err = b.db.Reader().NewRaw(`SELECT m.id FROM member_roles r JOIN members m ON m.id = r.member_id AND m.active AND m.deleted_at IS NULL
WHERE r.role = ? ORDER BY m.id`, member.RoleAdmin).Scan(ctx, &staff)
	if err != nil {
		return fmt.Errorf("list the administrators: %w", err)
	}
	return b.post(ctx, m.EventID, staff, "notifications.comment_reported", w.args(), "/admin/reports")
}

// commentReportAnswered tells who reported what was decided.
func (b *Bells) commentReportAnswered(ctx context.Context, e event.CommentReportAnswered, m outbox.Meta) error {
	w, err := b.comment(ctx, reportColumns, ofReport, e.ReportID)
	if err != nil || w == nil {
		return err
	}
	message := "notifications.report_dismissed"
	if w.Status == "upheld" {
		message = "notifications.report_upheld"
	}
	return b.post(ctx, m.EventID, []int64{w.ReporterID}, message, w.args(), w.url())
}
