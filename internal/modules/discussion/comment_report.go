// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion

import (
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// Reason is why a comment is reported (spec 05 §9).
type Reason string

// The reasons, by the names that forms give them.
const (
	Spam           Reason = "spam"
	Hate           Reason = "hate"           // contenu haineux ou injurieux
	Disinformation Reason = "disinformation" // désinformation, hypertrucage
	Rights         Reason = "rights"         // atteinte aux droits
	OffTopic       Reason = "off_topic"      // hors sujet
	Other          Reason = "other"
)

// Reasons lists them in the order of the form.
func Reasons() []Reason { return []Reason{Spam, Hate, Disinformation, Rights, OffTopic, Other} }

// ReportStatus is what became of a report.
type ReportStatus string

// The statuses of a report.
const (
	ReportNew       ReportStatus = "new"
	ReportUpheld    ReportStatus = "upheld"    // the comment was removed
	ReportDismissed ReportStatus = "dismissed" // it stays
)

// ReportStatuses lists them in the order of the staff's tabs.
func ReportStatuses() []ReportStatus {
	return []ReportStatus{ReportNew, ReportUpheld, ReportDismissed}
}

// Report is one member's word to the staff about a comment (signalement).
type Report struct {
	bun.BaseModel `bun:"table:comment_reports,alias:cr"`

	ID         int64 `bun:",pk"`
	CommentID  int64
	ReporterID int64
	Reason     Reason
	Words      string
	Status     ReportStatus
	DecidedAt  time.Time `bun:",nullzero"`
	DecidedBy  int64     `bun:",nullzero"`
	CreatedAt  time.Time
}

const (
	// HideAfter is how many members must report a comment for it to be hidden
	// until the staff has looked (spec 05 §9).
	HideAfter = 3

	// MaxReportWords is the longest explanation of a report, in characters.
	MaxReportWords = 1000
)

var (
	errReportReason = &errs.Error{Kind: errs.Invalid, Message: "discussion.report.reason_missing", Field: "reason"}
	errReportWords  = &errs.Error{Kind: errs.Invalid, Message: "discussion.report.words_missing", Field: "words"}
	errReportOwn    = errs.New(errs.Forbidden, "discussion.report.own")
)

// checkReport says what is missing in a report; another reason needs words.
func checkReport(reason Reason, words string) error {
	switch {
	case !slices.Contains(Reasons(), reason):
		return errReportReason
	case reason == Other && words == "":
		return errReportWords
	}
	return nil
}
