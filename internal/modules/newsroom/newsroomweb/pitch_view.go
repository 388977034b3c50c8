// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/listing"
)

// newPitchList is the list of pitches.
func (h *stories) newPitchList(ctx context.Context, by access.Actor, q listing.Query, page newsroom.PitchPage) storyListView {
	rows := make([]ui.TableRow, len(page.Rows))
	for i := range page.Rows {
		rows[i] = h.pitchRow(ctx, by, &page.Rows[i])
	}
	return newStoryList(ctx, q, storyTable{
		kind: pitchKind, rows: rows, mayCreate: by.CanPitch(), hasScopes: by.IsEditorInChief(by.OrganisationID) && by.CanPitch(),
		page: listing.Page{First: page.First, Rows: len(rows), Total: page.Total, Previous: web.Cursor(page.Previous), Next: web.Cursor(page.Next)},
		columns: []ui.TableColumn{
			q.Heading(ctx, string(newsroom.StoryByTitle), "newsroom.column.title", ui.CellMain),
			listing.Column(ctx, "story.column.author", ui.CellMedia),
			listing.Column(ctx, "newsroom.column.outlet", ui.CellMedia),
			q.Heading(ctx, string(newsroom.StoryByStatus), "newsroom.column.status", ui.CellStatus),
			q.Heading(ctx, string(newsroom.StoryByDate), "story.column.created", ui.CellDate),
		},
	})
}

func (h *stories) pitchRow(ctx context.Context, by access.Actor, p *newsroom.PitchRow) ui.TableRow {
	s := pitchState(ctx, &p.Pitch, p.Countered)
	meta := ui.Joined(h.label(ctx, genres, p.Genre), i18n.T(ctx, "story.pitch.issue", "Date", i18n.Date(ctx, p.IssueAt)))
	if p.IsExpired(ui.SiteOf(ctx).Now()) {
		meta = ui.Joined(i18n.T(ctx, "story.pitch.expired"), meta)
	}
	title := titleOf(ctx, p.Title)
	return ui.TableRow{
		ID: "pitch-" + ids.Encode(p.ID), Label: title, Menu: pitchMenu(ctx, by, &p.Pitch),
		Cells: []ui.TableCell{
			{Text: title, URL: pitchURL(p.ID), Meta: meta}, {Text: p.Author}, {Text: p.Outlet},
			{Text: s.label, Tone: s.tone}, {Text: i18n.Date(ctx, p.CreatedAt)},
		},
	}
}

// pitchMenu offers what the member may do now, and nothing else (spec 04
// §12.33). An answer is given on the page, which shows what is answered.
func pitchMenu(ctx context.Context, by access.Actor, p *newsroom.Pitch) []ui.MenuItem {
	url := pitchURL(p.ID)
	items := []ui.MenuItem{{Label: i18n.T(ctx, "newsroom.action.show"), Icon: "eye", URL: url}}
	if p.CanEdit(by) == nil {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "newsroom.action.edit"), Icon: "pencil", URL: url + "/edit"})
	}
	if p.OwnerID == by.UserID && p.Status == content.Draft {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "newsroom.action.publish"), Icon: "send", Post: url + "/publish"})
	}
	if p.CanWithdraw(by) == nil {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "newsroom.action.unpublish"), Icon: "eye-off", Post: url + "/unpublish"})
	}
	if p.CanAnswer(by) == nil {
		items = append(items,
			ui.MenuItem{Label: i18n.T(ctx, "story.pitch.action.accept"), Icon: "check", Post: url + "/accept", Confirm: i18n.T(ctx, "story.pitch.confirm_accept", "Title", p.Title)},
			ui.MenuItem{Label: i18n.T(ctx, "story.pitch.action.decline"), Icon: "x", URL: url + "#answer"},
		)
	}
	if p.CanDelete(by) == nil {
		items = append(items, ui.Deletion(i18n.T(ctx, "newsroom.action.delete"), url, i18n.T(ctx, "story.pitch.confirm_delete", "Title", titleOf(ctx, p.Title))))
	}
	return items
}

// pitchView is the page of a pitch, with what the member may do.
type pitchView struct {
	Title   string
	Outlet  string
	For     string // organisation it is proposed for
	State   state
	Brief   []string
	Author  *authorView
	Meta    []ui.MetaItem
	Dates   []ui.MetaItem
	Steps   []ui.TimelineItem
	Expired string // flag, or ""
	Missing string // why it cannot be sent yet, or ""
	Reason  []string
	Back    ui.Stage

	EditURL, SubmitURL, WithdrawURL, DeleteURL, AcceptURL string // "" when not on offer
	AssignmentURL                                         string

	Counter answerForm // other terms, when the member may answer
	Refusal answerForm
	Offer   *offerView // other terms that wait for the author
}

// offerView is a counter-offer.
type offerView struct {
	Editor    string
	Terms     []ui.MetaItem
	Message   []string
	AcceptURL string // "" when it is not the member's to answer
	RefuseURL string
}

func pitchRefusalForm(id int64) form.Form {
	return reasonForm("refuse-form", pitchURL(id)+"/refuse", "story.pitch.action.decline")
}

func (h *stories) newPitchView(ctx context.Context, by access.Actor, sheet *newsroom.PitchSheet) pitchView {
	p := sheet.Pitch
	v := pitchView{
		Title: titleOf(ctx, p.Title), Outlet: sheet.Outlet, For: sheet.Publisher, State: pitchState(ctx, p, sheet.Offer != nil),
		Brief: lines(p.Brief), Meta: h.storyMetadata(ctx, p.Input()), Steps: timeline(ctx, sheet.Steps), Reason: lines(p.AnswerReason),
		Back: ui.Stage{Label: i18n.T(ctx, "story.pitch.back"), URL: PitchesPath},
		Dates: []ui.MetaItem{
			{Label: i18n.T(ctx, "story.field.recipient"), Text: sheet.Outlet},
			{Label: i18n.T(ctx, "newsroom.field.issue_at"), Text: i18n.DateTime(ctx, p.IssueAt)},
			{Label: i18n.T(ctx, "story.field.valid_until"), Text: i18n.DateTime(ctx, p.ValidUntil)},
		},
	}
	if p.OwnerID != by.UserID {
		v.Author = newAuthorView(sheet.Author)
	}
	if p.IsExpired(ui.SiteOf(ctx).Now()) {
		v.Expired = i18n.T(ctx, "story.pitch.expired_text", "Date", i18n.Date(ctx, p.ValidUntil))
	}
	if sheet.Assignment != 0 && p.OwnerID == by.UserID {
		v.AssignmentURL = assignmentURL(sheet.Assignment)
	}
	v.offer(ctx, by, sheet)
	v.commands(ctx, by, p)
	return v
}

// commands offers what the rules allow now.
func (v *pitchView) commands(ctx context.Context, by access.Actor, p *newsroom.Pitch) {
	url := pitchURL(p.ID)
	if p.CanEdit(by) == nil {
		v.EditURL = url + "/edit"
	}
	switch err := p.CanSubmit(by); {
	case err == nil:
		v.SubmitURL = url + "/publish"
	case errs.KindOf(err) == errs.Invalid:
		v.Missing = i18n.T(ctx, errs.MessageOf(err))
	}
	if p.CanWithdraw(by) == nil {
		v.WithdrawURL = url + "/unpublish"
	}
	if p.CanDelete(by) == nil {
		v.DeleteURL = url + "/delete"
	}
	if p.CanAnswer(by) == nil {
		v.AcceptURL = url + "/accept"
		v.Counter, v.Refusal = answerForm{Form: offerForm(p.ID)}, answerForm{Form: pitchRefusalForm(p.ID)}
	}
}

func (v *pitchView) offer(ctx context.Context, by access.Actor, sheet *newsroom.PitchSheet) {
	o := sheet.Offer
	if o == nil {
		return
	}
	v.Offer = &offerView{Editor: sheet.Editor, Message: lines(o.Message)}
	add := func(key, text string) {
		if text != "" {
			v.Offer.Terms = append(v.Offer.Terms, ui.MetaItem{Label: i18n.T(ctx, key), Text: text})
		}
	}
	if !o.CopyDeadline.IsZero() {
		add("story.field.copy_deadline", i18n.DateTime(ctx, o.CopyDeadline))
	}
	if !o.IssueAt.IsZero() {
		add("newsroom.field.issue_at", i18n.DateTime(ctx, o.IssueAt))
	}
	add("story.field.fee", fee(ctx, o.Fee))
	if sheet.Pitch.CanAnswerOffer(by, o) == nil {
		url := pitchURL(sheet.Pitch.ID) + "/offer/"
		v.Offer.AcceptURL, v.Offer.RefuseURL = url+"accept", url+"refuse"
	}
}
