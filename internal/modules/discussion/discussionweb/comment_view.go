// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussionweb

import (
	"context"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// talkView is what was said under a publication, and the form to say more.
type talkView struct {
	Title   string
	Trail   trail
	Action  string
	Key     string // of the local draft
	Typed   string // what came back
	Problem string // what is wrong with it, or ""
	Remarks remarksView
}

// remarksView is one batch of comments.
type remarksView struct {
	List []remarkView
	More ui.LoadMoreData
}

// remarkView is one comment.
type remarkView struct {
	ID        string // DOM id
	URL       string
	Person    ui.PersonData
	At        string
	DateTime  string
	Edited    bool
	Text      []richtext.Piece
	EditURL   string // "" when not on offer
	DeleteURL string
	ReportURL string
	Reported  bool
	Form      *remarkForm // while it is being changed
}

// remarkForm is a comment being changed.
type remarkForm struct {
	Typed   string
	Problem string
}

func talkURL(on content.Ref) string { return on.Path() + "/comments" }

func guardKey(on content.Ref) string { return "comment-" + ids.Encode(on.ID) }

// trail is where a page about comments stands among the pages.
type trail struct {
	Section string // of the header
	Crumbs  []ui.Crumb
	Back    string // to the comments of the publication
}

func newTrail(ctx context.Context, on content.Ref) trail {
	t := trail{Section: "news", Back: on.Path() + "#comments-title"}
	if on.Portal == content.Events {
		t.Section = "events"
	}
	t.Crumbs = []ui.Crumb{
		{Label: i18n.T(ctx, "ui.portal."+t.Section), URL: "/" + string(on.Portal)},
		{Label: i18n.T(ctx, "discussion.publication."+string(on.Portal)), URL: on.Path()},
	}
	return t
}

// to is the way to a page after the publication.
func (t trail) to(label string) []ui.Crumb { return append(t.Crumbs[:2:2], ui.Crumb{Label: label}) }

func newTalk(ctx context.Context, by access.Actor, on content.Ref, r discussion.Remarks) talkView {
	title := i18n.T(ctx, "discussion.comment.title_none")
	if r.Count > 0 {
		title = i18n.N(ctx, "discussion.comment.title", int(r.Count))
	}
	return talkView{
		Title: title, Trail: newTrail(ctx, on), Action: talkURL(on), Key: guardKey(on),
		Remarks: newRemarks(ctx, by, on, r),
	}
}

// with is the view with a form that came back.
func (v talkView) with(ctx context.Context, back refusal) talkView {
	v.Typed, v.Problem = back.Typed, problemOf(ctx, back)
	return v
}

func problemOf(ctx context.Context, back refusal) string {
	if back.Err == nil {
		return ""
	}
	return i18n.T(ctx, back.Err.Message, back.Err.Args...)
}

func newRemarks(ctx context.Context, by access.Actor, on content.Ref, r discussion.Remarks) remarksView {
	v := remarksView{List: make([]remarkView, len(r.List))}
	for i := range r.List {
		v.List[i] = newRemark(ctx, by, on, &r.List[i])
	}
	if r.Next != 0 {
		v.More = ui.LoadMoreData{URL: talkURL(on) + "?after=" + ids.Encode(r.Next), Label: i18n.T(ctx, "discussion.comment.more")}
	}
	return v
}

func newRemark(ctx context.Context, by access.Actor, on content.Ref, r *discussion.Remark) remarkView {
	id := ids.Encode(r.ID)
	v := remarkView{
		ID: "comment-" + id, URL: talkURL(on) + "/" + id, Person: ui.Person(r.Author),
		At: i18n.DateTime(ctx, r.CreatedAt), DateTime: i18n.ISO(r.CreatedAt),
		Edited: !r.EditedAt.IsZero(), Text: richtext.Linked(r.Content), Reported: r.Reported,
	}
	if r.Editable {
		v.EditURL = v.URL + "/edit"
	}
	if r.Deletable {
		v.DeleteURL = v.URL + "/delete"
	}
	if r.Reportable(by) {
		v.ReportURL = v.URL + "/report"
	}
	return v
}

func newRemarkForm(ctx context.Context, back refusal) *remarkForm {
	return &remarkForm{Typed: strings.TrimRight(back.Typed, "\r\n"), Problem: problemOf(ctx, back)}
}
