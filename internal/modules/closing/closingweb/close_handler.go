// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closingweb

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// closeView is the page that closes the account.
type closeView struct {
	Form      form.Form
	Values    form.Values
	Err       error
	Error     string // of no field
	Obstacles []string
}

func closeForm() form.Form {
	return form.Form{
		ID: "close-form", Action: closePath, CancelURL: closing.PagePath, Submit: "closing.close.submit", Danger: true, FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{{
			Name: "password", Kind: form.Password, Label: "closing.close.password", Required: true, MaxLength: 1024, Autocomplete: "current-password",
		}}}},
	}
}

// closeForm answers GET /preferences/account/close.
func (h *handler) closeForm(w http.ResponseWriter, r *http.Request) error {
	v := closeView{Form: closeForm()}
	var err error
	if v.Obstacles, err = h.obstacles(r.Context(), self(r)); err != nil {
		return err
	}
	return ui.Render(w, r, closePage(v))
}

// close answers POST /preferences/account/close: the account is closed, and so
// is the session.
func (h *handler) close(w http.ResponseWriter, r *http.Request) error {
	v := closeView{Form: closeForm()}
	var err error
	if v.Values, err = v.Form.Decode(r); err != nil {
		return err
	}
	if err = v.Form.Validate(r.Context(), v.Values); err == nil {
		err = h.service.Close(r.Context(), self(r), v.Values.Text("password"))
	}
	if err == nil {
		if err := h.sessions.SignOut(r.Context()); err != nil {
			return err
		}
		web.Leave(w, r, closedPath)
		return nil
	}
	return h.refuse(w, r, v, err)
}

// refuse shows the form again with the reason, beside the field or above.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, v closeView, err error) error {
	status := ui.Status(err)
	if status >= http.StatusInternalServerError {
		return err
	}
	var refusal *errs.Error
	var fields errs.Fields
	switch {
	case errors.As(err, &fields):
		v.Err = err
	case errors.As(err, &refusal) && refusal.Kind == errs.Invalid && refusal.Field != "":
		v.Err = errs.Fields{refusal}
	default:
		v.Error = said(r, err)
	}
	if v.Obstacles, err = h.obstacles(r.Context(), self(r)); err != nil {
		return err
	}
	if len(v.Obstacles) > 0 {
		v.Error = "" // said already
	}
	return ui.RenderStatus(w, r, status, closePage(v))
}

// waits is a refusal after too many tries.
type waits interface{ Minutes() int }

// said is a refusal that belongs to no field.
func said(r *http.Request, err error) string {
	var wait waits
	var refusal *errs.Error
	if errors.As(err, &wait) && errors.As(err, &refusal) {
		return i18n.N(r.Context(), refusal.Message, wait.Minutes())
	}
	return inWords(r.Context(), err)
}

// closed answers GET /auth/account/closed: what happens now.
func (h *handler) closed(w http.ResponseWriter, r *http.Request) error {
	return ui.Render(w, r, closedPage())
}

// reopenForm answers GET /auth/account/reopen/{token}: reading a mail changes
// nothing.
func (h *handler) reopenForm(w http.ResponseWriter, r *http.Request) error {
	token := chi.URLParam(r, "token")
	offer, err := h.service.CanReopen(r.Context(), token)
	if errs.KindOf(err) == errs.NotFound && err != nil {
		return ui.RenderStatus(w, r, http.StatusNotFound, deadLinkPage())
	}
	if err != nil {
		return err
	}
	return ui.Render(w, r, reopenPage(closing.ReopenPath+token, i18n.Date(r.Context(), offer.Until)))
}

// reopen answers POST /auth/account/reopen/{token}.
func (h *handler) reopen(w http.ResponseWriter, r *http.Request) error {
	err := h.service.Reopen(r.Context(), chi.URLParam(r, "token"), web.ClientIP(r))
	if errs.KindOf(err) == errs.NotFound && err != nil {
		return ui.RenderStatus(w, r, http.StatusNotFound, deadLinkPage())
	}
	if err != nil {
		return err
	}
	h.sessions.Flash(r.Context(), web.OK, "closing.flash.reopened")
	web.Redirect(w, r, ui.LoginPath)
	return nil
}
