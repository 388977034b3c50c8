// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussionweb

import (
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// comments answers GET {publication}/comments: what was said, from ?after= on, alone
// when htmx adds it to what is shown already.
func (h *handler) comments(w http.ResponseWriter, r *http.Request) error {
	on, err := h.publication(r)
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
	remarks, err := h.talk.Under(ctx, by, on, after)
	if err != nil {
		return err
	}
	if web.IsHTMX(r) && after != 0 {
		return ui.Render(w, r, remarkList(newRemarks(ctx, by, on, remarks)))
	}
	return ui.Render(w, r, commentsPage(newTalk(ctx, by, on, remarks)))
}

// comment answers POST {publication}/comments. htmx gets all that was said anew; a
// refusal keeps what was typed (spec 03 §4.11).
func (h *handler) comment(w http.ResponseWriter, r *http.Request) error {
	on, err := h.publication(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	ctx := r.Context()
	typed := r.PostForm.Get("content")
	made, err := h.talk.Post(ctx, ui.Actor(r), on, typed)
	if problem := shownBeside(err); problem != nil {
		return h.showTalk(w, r, on, refusal{typed, problem})
	}
	if err != nil {
		return err
	}
	if made == nil || !web.IsHTMX(r) {
		if made != nil {
			h.sessions.Flash(ctx, web.OK, "discussion.comment.posted")
		}
		return h.backToTalk(w, r, on)
	}
	web.Trigger(w, "saved", map[string]string{"key": guardKey(on)})
	ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(ctx, "discussion.comment.posted")})
	return h.showTalk(w, r, on, refusal{})
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

// showTalk shows the comments with their form: htmx their section, others a page
// of them.
func (h *handler) showTalk(w http.ResponseWriter, r *http.Request, on content.Ref, back refusal) error {
	status := http.StatusOK
	if back.Err != nil {
		status = ui.Status(back.Err)
	}
	ctx, by := r.Context(), ui.Actor(r)
	remarks, err := h.talk.Under(ctx, by, on, 0)
	if err != nil {
		return err
	}
	view := newTalk(ctx, by, on, remarks).with(ctx, back)
	if !web.IsHTMX(r) {
		return ui.RenderStatus(w, r, status, commentsPage(view))
	}
	return ui.RenderStatus(w, r, status, talkSection(view))
}

// backToTalk leads to the comments of a publication; htmx gets them in place.
func (h *handler) backToTalk(w http.ResponseWriter, r *http.Request, on content.Ref) error {
	if web.IsHTMX(r) {
		return h.showTalk(w, r, on, refusal{})
	}
	web.Redirect(w, r, on.Path()+"#comments-title")
	return nil
}

// remark answers GET {publication}/comments/{comment} with one comment.
func (h *handler) remark(w http.ResponseWriter, r *http.Request) error {
	return h.showRemark(w, r, false, http.StatusOK, refusal{})
}

// editRemark answers GET {publication}/comments/{comment}/edit with its form.
func (h *handler) editRemark(w http.ResponseWriter, r *http.Request) error {
	return h.showRemark(w, r, true, http.StatusOK, refusal{})
}

// showRemark shows one comment, perhaps in its form: in place for htmx, else on a
// page of its own.
func (h *handler) showRemark(w http.ResponseWriter, r *http.Request, edit bool, status int, back refusal) error {
	on, id, err := h.commentOf(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	remark, err := h.talk.One(ctx, by, on, id)
	if err != nil {
		return err
	}
	if edit && back.Err == nil {
		if err := remark.CanEdit(by, ui.SiteOf(ctx).Now()); err != nil {
			return err
		}
		back.Typed = remark.Content
	}
	view := newRemark(ctx, by, on, remark)
	if edit {
		view.Form = newRemarkForm(ctx, back)
	}
	if web.IsHTMX(r) {
		return ui.RenderStatus(w, r, status, remarkItem(view))
	}
	return ui.RenderStatus(w, r, status, remarkPage(view, newTrail(ctx, on)))
}

// saveRemark answers POST {publication}/comments/{comment}.
func (h *handler) saveRemark(w http.ResponseWriter, r *http.Request) error {
	on, id, err := h.commentOf(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	typed := r.PostForm.Get("content")
	err = h.talk.Edit(r.Context(), ui.Actor(r), on, id, typed)
	if problem := shownBeside(err); problem != nil {
		return h.showRemark(w, r, true, ui.Status(problem), refusal{typed, problem})
	}
	if err != nil {
		return err
	}
	if web.IsHTMX(r) {
		return h.remark(w, r)
	}
	h.sessions.Flash(r.Context(), web.OK, "discussion.comment.edited")
	web.Redirect(w, r, on.Path()+"#comment-"+ids.Encode(id))
	return nil
}

// deleteRemark answers POST {publication}/comments/{comment}/delete.
func (h *handler) deleteRemark(w http.ResponseWriter, r *http.Request) error {
	on, id, err := h.commentOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if err := h.talk.Delete(ctx, ui.Actor(r), web.ClientIP(r), on, id); err != nil {
		return err
	}
	if web.IsHTMX(r) {
		ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(ctx, "discussion.comment.deleted")})
	} else {
		h.sessions.Flash(ctx, web.OK, "discussion.comment.deleted")
	}
	return h.backToTalk(w, r, on)
}

// publication reads which publication is meant.
func (h *handler) publication(r *http.Request) (content.Ref, error) {
	id, err := web.PathID(r, "id")
	return content.Ref{Portal: h.portal, ID: id}, err
}

// commentOf reads which comment of which publication is meant.
func (h *handler) commentOf(r *http.Request) (on content.Ref, id int64, err error) {
	if on, err = h.publication(r); err != nil {
		return on, 0, err
	}
	id, err = web.PathID(r, "comment")
	return on, id, err
}
