// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// talkView is what was said under a post, and the form to say more.
type talkView struct {
	Title   string
	PostURL string
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

func talkURL(postID int64) string { return postURL(postID) + "/comments" }

func guardKey(postID int64) string { return "comment-" + ids.Encode(postID) }

func newTalk(ctx context.Context, by access.Actor, postID int64, r wire.Remarks) talkView {
	title := i18n.T(ctx, "wire.comment.title_none")
	if r.Count > 0 {
		title = i18n.N(ctx, "wire.comment.title", int(r.Count))
	}
	return talkView{
		Title: title, PostURL: postURL(postID), Action: talkURL(postID), Key: guardKey(postID),
		Remarks: newRemarks(ctx, by, postID, r),
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

func newRemarks(ctx context.Context, by access.Actor, postID int64, r wire.Remarks) remarksView {
	v := remarksView{List: make([]remarkView, len(r.List))}
	for i := range r.List {
		v.List[i] = newRemark(ctx, by, postID, &r.List[i])
	}
	if r.Next != 0 {
		v.More = ui.LoadMoreData{URL: talkURL(postID) + "?after=" + ids.Encode(r.Next), Label: i18n.T(ctx, "wire.comment.more")}
	}
	return v
}

func newRemark(ctx context.Context, by access.Actor, postID int64, r *wire.Remark) remarkView {
	id := ids.Encode(r.ID)
	v := remarkView{
		ID: "comment-" + id, URL: talkURL(postID) + "/" + id, Person: person(r.Author),
		At: i18n.DateTime(ctx, r.CreatedAt), DateTime: isoTime(r.CreatedAt),
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
