// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion

import (
	"time"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Comment is what a member says under a publication: plain text of several
// lines (spec 03 §4.11). It stands under a post of the news or under an event.
type Comment struct {
	bun.BaseModel `bun:"table:comments,alias:c"`

	ID        int64 `bun:",pk"`
	PostID    int64 `bun:",nullzero"`
	EventID   int64 `bun:",nullzero"`
	OwnerID   int64
	Content   string
	CreatedAt time.Time
	EditedAt  time.Time `bun:",nullzero"`
	HiddenAt  time.Time `bun:",nullzero"` // reported often, until the staff has looked
	DeletedAt time.Time `bun:",soft_delete,nullzero"`
}

const (
	// MaxComment is the longest comment, in characters.
	MaxComment = 3000

	// editable is how long one may change a comment after writing it.
	editable = 15 * time.Minute

	// echo is within which the same words again are a second click.
	echo = time.Minute
)

// Limits of what one member may write.
var (
	commentsOfMember = attempt.Limit{Name: "comment", Most: 12, Window: 10 * time.Minute}
	reportsOfMember  = attempt.Limit{Name: "comment-report", Most: 20, Window: time.Hour}
)

var (
	errCommentTooLong = &errs.Error{Kind: errs.Invalid, Message: "discussion.comment.too_long", Field: "content", Args: []any{"Most", MaxComment}}
	errCommentBlank   = &errs.Error{Kind: errs.Invalid, Message: "discussion.comment.blank", Field: "content"}
	errCommentOthers  = errs.New(errs.Forbidden, "discussion.comment.not_yours")
	errCommentOld     = errs.New(errs.Conflict, "discussion.comment.too_late")
)

// On is the publication that c stands under.
func (c *Comment) On() content.Ref {
	if c.EventID != 0 {
		return content.Ref{Portal: content.Events, ID: c.EventID}
	}
	return content.Ref{Portal: content.News, ID: c.PostID}
}

// tooMany refuses what was tried too often, and says when to come back.
func tooMany(message string, wait time.Duration) error {
	return &errs.Error{Kind: errs.TooMany, Message: message, Args: []any{"Minutes", int((wait + time.Minute - 1) / time.Minute)}}
}

// commentText cleans what was typed: lines without control characters nor
// blanks around. Markup stays what it is, text.
func commentText(typed string) (string, error) {
	text := richtext.PlainLines(typed)
	if utf8.RuneCountInString(text) > MaxComment {
		return "", errCommentTooLong
	}
	return text, nil
}

// CanEdit reports why by may not change c, or nil: its author may, for fifteen
// minutes (spec 03 §4.11).
func (c *Comment) CanEdit(by access.Actor, now time.Time) error {
	switch {
	case by.IsAnonymous() || c.OwnerID != by.UserID:
		return errCommentOthers
	case now.Sub(c.CreatedAt) >= editable:
		return errCommentOld
	}
	return nil
}

// CanDelete reports why by may not delete c, which stands under the publication,
// or nil: its author may, so may the author of the publication, whoever manages
// the Business Wall of its publisher, and administrators (spec 03 §10).
func (c *Comment) CanDelete(by access.Actor, on *content.Subject) error {
	if !by.IsAnonymous() && (c.OwnerID == by.UserID || on.OwnerID == by.UserID || by.Manages(on.PublisherID) || by.Admin) {
		return nil
	}
	return errCommentOthers
}
