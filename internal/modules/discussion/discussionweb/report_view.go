// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussionweb

import (
	"context"

	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// casesView is the staff's list of reported comments.
type casesView struct {
	Tabs  []ui.TabItem
	List  []caseView
	More  ui.LoadMoreData
	Empty ui.EmptyData
	Open  bool // they wait for a decision
}

// caseView is one reported comment.
type caseView struct {
	ID        string // DOM id
	Author    string
	AuthorURL string
	Title     string // of the publication
	URL       string // likewise
	At        string
	DateTime  string
	Text      []richtext.Piece
	Hidden    bool
	Count     string
	Reports   []caseReportView
	Action    string
}

type caseReportView struct {
	Reason   string
	Words    string
	By       string
	At       string
	DateTime string
	Decided  string // by whom and when, or ""
}

func casesURL(status discussion.ReportStatus) string { return casesPath + "?status=" + string(status) }

func newCases(ctx context.Context, status discussion.ReportStatus, list []discussion.Case, next int64) casesView {
	v := casesView{
		Open:  status == discussion.ReportNew,
		Empty: ui.EmptyData{Icon: "flag", Title: i18n.T(ctx, "discussion.cases.none"), Text: i18n.T(ctx, "discussion.cases.none_text")},
	}
	for _, s := range discussion.ReportStatuses() {
		v.Tabs = append(v.Tabs, ui.TabItem{Label: i18n.T(ctx, "discussion.cases.status."+string(s)), URL: casesURL(s), Current: s == status})
	}
	for i := range list {
		v.List = append(v.List, newCase(ctx, &list[i]))
	}
	if next != 0 {
		v.More = ui.LoadMoreData{URL: casesURL(status) + "&after=" + ids.Encode(next), Label: i18n.T(ctx, "discussion.cases.more")}
	}
	return v
}

func newCase(ctx context.Context, c *discussion.Case) caseView {
	id := ids.Encode(c.ID)
	v := caseView{
		ID: "case-" + id, Author: c.Author, AuthorURL: "/admin/show_user/" + ids.Encode(c.OwnerID),
		Title: c.Title, URL: c.On().Path(), At: i18n.DateTime(ctx, c.CreatedAt), DateTime: i18n.ISO(c.CreatedAt),
		Text: richtext.Linked(c.Content), Hidden: !c.HiddenAt.IsZero() && c.DeletedAt.IsZero(),
		Count: i18n.N(ctx, "discussion.cases.count", len(c.Reports)), Action: casesPath + "/" + id,
	}
	for _, r := range c.Reports {
		report := caseReportView{
			Reason: i18n.T(ctx, "discussion.reason."+string(r.Reason)), Words: r.Words, By: r.Reporter,
			At: i18n.DateTime(ctx, r.CreatedAt), DateTime: i18n.ISO(r.CreatedAt),
		}
		if !r.DecidedAt.IsZero() {
			report.Decided = i18n.T(ctx, "discussion.cases.decided", "Name", r.DecidedBy, "Date", i18n.DateTime(ctx, r.DecidedAt))
		}
		v.Reports = append(v.Reports, report)
	}
	return v
}
