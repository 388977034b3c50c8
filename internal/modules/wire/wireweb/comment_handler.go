// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// comments answers GET /wire/{id}/comments: what was said, from ?after= on, alone
// when htmx adds it to what is shown already.
func (h *handler) comments(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	after := int64(0)
	if text := r.URL.Query().Get("after"); text != "" {
		if after, err = ids.Parse(text); err != nil {
			return web.ErrBadCursor
		}
	}
	ctx, by := r.Context(), ui.Actor(r)
	remarks, err := h.talk.Under(ctx, by, id, after)
	if err != nil {
		return err
	}
	if web.IsHTMX(r) && after != 0 {
		return ui.Render(w, r, remarkList(newRemarks(ctx, by, id, remarks)))
	}
	view := newTalk(ctx, by, id, remarks)
	return ui.Render(w, r, commentsPage(view))
}

// comment answers POST /wire/{id}/comments. htmx gets all that was said anew; a
// refusal keeps what was typed (spec 03 §4.11).
func (h *handler) comment(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	ctx := r.Context()
	typed := r.PostForm.Get("content")
	made, err := h.talk.Post(ctx, ui.Actor(r), id, typed)
	if problem := shownBeside(err); problem != nil {
		return h.showTalk(w, r, id, refusal{typed, problem})
	}
	if err != nil {
		return err
	}
	if made == nil || !web.IsHTMX(r) {
		if made != nil {
			h.sessions.Flash(ctx, web.OK, "wire.comment.posted")
		}
		return h.backToTalk(w, r, id)
	}
	web.Trigger(w, "saved", map[string]string{"key": guardKey(id)})
	ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(ctx, "wire.comment.posted")})
	return h.showTalk(w, r, id, refusal{})
}

// refusal is a form that comes back: what was typed, and what is wrong with it.
type refusal struct {
	Typed string
	Err   *errs.Error
}

// shownBeside is what is said beside a form that stays: what to correct, or when
// to come back. Other errors are nil.
func shownBeside(err error) *errs.Error {
	var e *errs.Error
	if errors.As(err, &e) && (e.Kind == errs.Invalid || e.Kind == errs.TooMany) {
		return e
	}
	return nil
}

// showTalk shows the comments with their form: htmx their section, others the
// whole page of the post.
func (h *handler) showTalk(w http.ResponseWriter, r *http.Request, id int64, back refusal) error {
	status := http.StatusOK
	if back.Err != nil {
		status = ui.Status(back.Err)
	}
	if !web.IsHTMX(r) {
		return h.show(w, r, status, id, back)
	}
	ctx, by := r.Context(), ui.Actor(r)
	remarks, err := h.talk.Under(ctx, by, id, 0)
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, status, talkSection(newTalk(ctx, by, id, remarks).with(ctx, back)))
}

// backToTalk leads to the comments of a post; htmx gets them in place.
func (h *handler) backToTalk(w http.ResponseWriter, r *http.Request, id int64) error {
	if web.IsHTMX(r) {
		return h.showTalk(w, r, id, refusal{})
	}
	web.Redirect(w, r, postURL(id)+"#comments-title")
	return nil
}

// remark answers GET /wire/{id}/comments/{comment} with one comment.
func (h *handler) remark(w http.ResponseWriter, r *http.Request) error {
	return h.showRemark(w, r, false, http.StatusOK, refusal{})
}

// editRemark answers GET /wire/{id}/comments/{comment}/edit with its form.
func (h *handler) editRemark(w http.ResponseWriter, r *http.Request) error {
	return h.showRemark(w, r, true, http.StatusOK, refusal{})
}

// showRemark shows one comment, perhaps in its form: in place for htmx, else on a
// page of its own.
func (h *handler) showRemark(w http.ResponseWriter, r *http.Request, edit bool, status int, back refusal) error {
	id, commentID, err := commentID(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	remark, err := h.talk.One(ctx, by, id, commentID)
	if err != nil {
		return err
	}
	if edit && back.Err == nil {
		if err := remark.CanEdit(by, ui.SiteOf(ctx).Now()); err != nil {
			return err
		}
		back.Typed = remark.Content
	}
	view := newRemark(ctx, by, id, remark)
	if edit {
		view.Form = newRemarkForm(ctx, back)
	}
	if web.IsHTMX(r) {
		return ui.RenderStatus(w, r, status, remarkItem(view))
	}
	return ui.RenderStatus(w, r, status, remarkPage(view, postURL(id)+"#comments-title"))
}

// saveRemark answers POST /wire/{id}/comments/{comment}.
func (h *handler) saveRemark(w http.ResponseWriter, r *http.Request) error {
	id, commentID, err := commentID(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	typed := r.PostForm.Get("content")
	err = h.talk.Edit(r.Context(), ui.Actor(r), id, commentID, typed)
	if problem := shownBeside(err); problem != nil {
		return h.showRemark(w, r, true, ui.Status(problem), refusal{typed, problem})
	}
	if err != nil {
		return err
	}
	if web.IsHTMX(r) {
		return h.remark(w, r)
	}
	h.sessions.Flash(r.Context(), web.OK, "wire.comment.edited")
	web.Redirect(w, r, postURL(id)+"#comment-"+ids.Encode(commentID))
	return nil
}

// deleteRemark answers POST /wire/{id}/comments/{comment}/delete.
func (h *handler) deleteRemark(w http.ResponseWriter, r *http.Request) error {
	id, commentID, err := commentID(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if err := h.talk.Delete(ctx, ui.Actor(r), web.ClientIP(r), id, commentID); err != nil {
		return err
	}
	if web.IsHTMX(r) {
		ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(ctx, "wire.comment.deleted")})
	} else {
		h.sessions.Flash(ctx, web.OK, "wire.comment.deleted")
	}
	return h.backToTalk(w, r, id)
}

// commentID reads which comment of which post is meant.
func commentID(r *http.Request) (postID, id int64, err error) {
	if postID, err = web.PathID(r, "id"); err != nil {
		return 0, 0, err
	}
	id, err = web.PathID(r, "comment")
	return postID, id, err
}

// talkOf is what the page of a post shows of its comments; nil of one that is
// not published: what was said under it waits with it.
func (h *handler) talkOf(ctx context.Context, r *http.Request, reading *wire.Reading, back refusal) (*talkView, error) {
	if reading.Unpublished {
		return nil, nil //nolint:nilnil // no comments, no error
	}
	remarks, err := h.talk.Of(ctx, ui.Actor(r), &reading.Post, 0)
	if err != nil {
		return nil, err
	}
	view := newTalk(ctx, ui.Actor(r), reading.Post.ID, remarks).with(ctx, back)
	return &view, nil
}
