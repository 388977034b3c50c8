// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event

// CommentPosted is recorded when a member has commented on a post (spec 03
// §4.11).
type CommentPosted struct {
	CommentID int64 `json:"comment_id,string"`
}

// Kind names the event in the outbox.
func (CommentPosted) Kind() string { return "comment.posted" }

// CommentRemoved is recorded when somebody else than its author has deleted a
// comment.
type CommentRemoved struct {
	CommentID int64 `json:"comment_id,string"`
}

// Kind names the event in the outbox.
func (CommentRemoved) Kind() string { return "comment.removed" }

// CommentReported is recorded when a member has reported a comment to the staff
// (spec 05 §9).
type CommentReported struct {
	ReportID int64 `json:"report_id,string"`
}

// Kind names the event in the outbox.
func (CommentReported) Kind() string { return "comment.reported" }

// CommentReportAnswered is recorded when what was reported has been decided
// about.
type CommentReportAnswered struct {
	ReportID int64 `json:"report_id,string"`
}

// Kind names the event in the outbox.
func (CommentReportAnswered) Kind() string { return "comment_report.answered" }
