// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/listing"
)

// newAssignmentList is the list of assignments.
func (h *stories) newAssignmentList(ctx context.Context, by access.Actor, q listing.Query, page newsroom.AssignmentPage) storyListView {
	rows := make([]ui.TableRow, len(page.Rows))
	for i := range page.Rows {
		rows[i] = h.assignmentRow(ctx, by, &page.Rows[i])
	}
	return newStoryList(ctx, q, storyTable{
		kind: assignmentKind, rows: rows, mayCreate: by.CanCommission(), hasScopes: by.IsEditorInChief(by.OrganisationID),
		page: listing.Page{First: page.First, Rows: len(rows), Total: page.Total, Previous: web.Cursor(page.Previous), Next: web.Cursor(page.Next)},
		columns: []ui.TableColumn{
			q.Heading(ctx, string(newsroom.StoryByTitle), "newsroom.column.title", ui.CellMain),
			listing.Column(ctx, "newsroom.column.outlet", ui.CellMedia),
			q.Heading(ctx, string(newsroom.StoryByStatus), "newsroom.column.status", ui.CellStatus),
			q.Heading(ctx, string(newsroom.StoryByDate), "story.column.copy_deadline", ui.CellDate),
			listing.Column(ctx, "story.column.created", ui.CellDate),
		},
	})
}

func (h *stories) assignmentRow(ctx context.Context, by access.Actor, a *newsroom.AssignmentRow) ui.TableRow {
	s := assignmentState(ctx, &a.Assignment)
	meta := i18n.T(ctx, "story.assignment.ordered_by", "Name", a.Commissioner)
	switch {
	case a.OwnerID == a.CommissionerID:
		meta = ""
	case a.CommissionerID == by.UserID:
		meta = i18n.T(ctx, "story.assignment.written_by", "Name", a.Journalist)
	}
	if a.IsLate(ui.SiteOf(ctx).Now()) {
		meta = ui.Joined(i18n.T(ctx, "story.assignment.late"), meta)
	}
	title := titleOf(ctx, a.Title)
	return ui.TableRow{
		ID: "assignment-" + ids.Encode(a.ID), Label: title, Menu: assignmentMenu(ctx, by, a),
		Cells: []ui.TableCell{
			{Text: title, URL: assignmentURL(a.ID), Meta: meta}, {Text: a.Outlet}, {Text: s.label, Tone: s.tone},
			{Text: i18n.DateTime(ctx, a.CopyDeadline)}, {Text: i18n.Date(ctx, a.CreatedAt)},
		},
	}
}

// assignmentMenu offers what the member may do now, and nothing else (spec 04
// §12.33).
func assignmentMenu(ctx context.Context, by access.Actor, a *newsroom.AssignmentRow) []ui.MenuItem {
	url := assignmentURL(a.ID)
	items := []ui.MenuItem{{Label: i18n.T(ctx, "newsroom.action.show"), Icon: "eye", URL: url}}
	if a.CanEdit(by) == nil {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "newsroom.action.edit"), Icon: "pencil", URL: url + "/edit"})
	}
	if err := a.CanConfirm(by); err == nil || errs.KindOf(err) == errs.Invalid {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "story.assignment.action.confirm"), Icon: "check", Post: url + "/confirm"})
	}
	if a.CanAgree(by) == nil {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "story.assignment.action.agree"), Icon: "check", Post: url + "/accept"})
	}
	if a.ArticleID == 0 && a.CanWrite(by) == nil && by.ProducesJournalism() {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "story.assignment.action.write"), Icon: "square-pen", Post: url + "/article"})
	}
	if a.CanCancel(by) == nil {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "story.assignment.action.cancel"), Icon: "x", URL: url + "#end"})
	}
	if a.CanDelete(by) == nil {
		items = append(items, ui.Deletion(i18n.T(ctx, "newsroom.action.delete"), url, i18n.T(ctx, "story.assignment.confirm_delete", "Title", titleOf(ctx, a.Title))))
	}
	return items
}

// assignmentView is the page of an assignment, with what the member may do.
type assignmentView struct {
	Title   string
	Outlet  string
	State   state
	Brief   []string
	People  []partyView
	Meta    []ui.MetaItem
	Dates   []ui.MetaItem
	Steps   []ui.TimelineItem
	Late    string // flag, or ""
	Next    string // what is to be done now, or ""
	Missing string // why it cannot be confirmed yet, or ""
	Reason  []string
	Back    ui.Stage

	EditURL, ConfirmURL, AgreeURL, WriteURL, ArticleURL, DeleteURL string // "" when not on offer

	Refusal      answerForm // by the journalist, when on offer
	Cancellation answerForm // by the commissioner, when on offer
}

// partyView is one party of an assignment.
type partyView struct {
	Label  string
	Person ui.PersonData
}

func assignmentRefusalForm(id int64) form.Form {
	return reasonForm("refuse-form", assignmentURL(id)+"/refuse", "story.assignment.action.decline")
}

func assignmentCancelForm(id int64) form.Form {
	return reasonForm("cancel-form", assignmentURL(id)+"/cancel", "story.assignment.action.cancel")
}

func (h *stories) newAssignmentView(ctx context.Context, by access.Actor, sheet *newsroom.AssignmentSheet) assignmentView {
	a := sheet.Assignment
	v := assignmentView{
		Title: titleOf(ctx, a.Title), Outlet: sheet.Outlet, State: assignmentState(ctx, a), Brief: lines(a.Brief),
		Meta: h.storyMetadata(ctx, a.Input()), Steps: timeline(ctx, sheet.Steps), Reason: lines(a.CloseReason),
		Back: ui.Stage{Label: i18n.T(ctx, "story.assignment.back"), URL: assignmentsPath},
		People: []partyView{
			{i18n.T(ctx, "story.field.journalist"), ui.Person(sheet.Journalist.Byline)},
			{i18n.T(ctx, "story.field.commissioner"), ui.Person(sheet.Commissioner.Byline)},
		},
		Dates: []ui.MetaItem{
			{Label: i18n.T(ctx, "newsroom.field.outlet"), Text: sheet.Outlet},
			{Label: i18n.T(ctx, "story.field.copy_deadline"), Text: i18n.DateTime(ctx, a.CopyDeadline)},
			{Label: i18n.T(ctx, "newsroom.field.issue_at"), Text: i18n.DateTime(ctx, a.IssueAt)},
			{Label: i18n.T(ctx, "story.field.valid_until"), Text: i18n.DateTime(ctx, a.ValidUntil)},
			{Label: i18n.T(ctx, "story.field.pay_at"), Text: i18n.DateTime(ctx, a.PayAt)},
			{Label: i18n.T(ctx, "story.field.fee"), Text: fee(ctx, a.Fee)},
		},
	}
	if a.IsLate(ui.SiteOf(ctx).Now()) {
		v.Late = i18n.T(ctx, "story.assignment.late_text", "Date", i18n.DateTime(ctx, a.CopyDeadline))
	}
	v.commands(ctx, by, sheet)
	return v
}

// commands offers what the rules allow now, and says what comes next.
func (v *assignmentView) commands(ctx context.Context, by access.Actor, sheet *newsroom.AssignmentSheet) {
	a, url := sheet.Assignment, assignmentURL(sheet.Assignment.ID)
	if a.CanEdit(by) == nil {
		v.EditURL = url + "/edit"
	}
	switch err := a.CanConfirm(by); {
	case err == nil:
		v.ConfirmURL = url + "/confirm"
	case errs.KindOf(err) == errs.Invalid:
		v.Missing = i18n.T(ctx, errs.MessageOf(err))
	}
	if a.CanAgree(by) == nil {
		v.AgreeURL, v.Refusal = url+"/accept", answerForm{Form: assignmentRefusalForm(a.ID)}
	}
	if a.CanWrite(by) == nil && by.ProducesJournalism() && sheet.ArticleID == 0 {
		v.WriteURL = url + "/article"
	}
	if sheet.ArticleID != 0 && a.OwnerID == by.UserID {
		v.ArticleURL = articleURL(sheet.ArticleID)
	}
	if a.CanCancel(by) == nil {
		v.Cancellation = answerForm{Form: assignmentCancelForm(a.ID)}
	}
	if a.CanDelete(by) == nil {
		v.DeleteURL = url + "/delete"
	}
	v.Next = nextOf(ctx, by, a)
}

// nextOf says what is awaited, and of whom.
func nextOf(ctx context.Context, by access.Actor, a *newsroom.Assignment) string {
	who := "other"
	switch a.State() {
	case newsroom.AssignmentDraft:
		if a.CommissionerID == by.UserID {
			who = "you"
		}
	case newsroom.AssignmentProposed, newsroom.AssignmentConfirmed:
		if a.OwnerID == by.UserID {
			who = "you"
		}
	case newsroom.AssignmentDelivered, newsroom.AssignmentCancelled, newsroom.AssignmentDeclined:
		return ""
	}
	return i18n.T(ctx, "story.assignment.next."+string(a.State())+"_"+who)
}
