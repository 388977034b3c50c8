// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

func forgotForm() form.Form {
	return form.Form{
		ID: "forgot", Action: forgotPath, Submit: "account.forgot.submit", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "email", Kind: form.Email, Label: "account.email", Required: true, Autocomplete: "username"},
		}}},
	}
}

// forgot answers GET /auth/reset.
func (h *handler) forgot(w http.ResponseWriter, r *http.Request) error {
	return ui.Render(w, r, forgotPage(formView{Form: forgotForm()}, h.look))
}

// askReset answers POST /auth/reset, alike for known and unknown addresses.
func (h *handler) askReset(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: forgotForm()}
	ok, err := v.read(r)
	if err != nil {
		return err
	}
	if ok {
		err = h.security.AskReset(r.Context(), v.Values.Text("email"), web.NetworkOf(web.ClientIP(r)))
		if err == nil {
			return ui.Render(w, r, askedPage(v.Values.Text("email"), h.look))
		}
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
	}
	return ui.RenderStatus(w, r, statusOf(err), forgotPage(v, h.look))
}

func resetForm(token string) form.Form {
	return form.Form{
		ID: "reset", Action: forgotPath + "/" + token, Submit: "account.reset.submit", FullRefresh: true,
		Groups: []form.Group{{Fields: newPassword("password", "password_confirm", forgotPath+"/"+token+strengthPath)}},
	}
}

// resetForm answers GET /auth/reset/{token}: it changes nothing, for scanners of
// mail open links.
func (h *handler) resetForm(w http.ResponseWriter, r *http.Request) error {
	token := chi.URLParam(r, "token")
	if err := h.security.CanReset(r.Context(), token); err != nil {
		return h.deadLink(w, r, err, forgotPath)
	}
	return ui.Render(w, r, resetPage(formView{Form: resetForm(token)}, h.look))
}

// reset answers POST /auth/reset/{token}; it signs nobody in.
func (h *handler) reset(w http.ResponseWriter, r *http.Request) error {
	token := chi.URLParam(r, "token")
	v := formView{Form: resetForm(token)}
	ok, err := v.read(r)
	if err != nil {
		return err
	}
	if ok {
		err = h.security.Reset(r.Context(), token, v.Values.Text("password"), web.ClientIP(r))
		switch {
		case err == nil:
			if err := h.sessions.SignOut(r.Context()); err != nil {
				return err
			}
			return ui.Render(w, r, resetDonePage(h.look))
		case errors.Is(err, account.ErrLink):
			return h.deadLink(w, r, err, forgotPath)
		}
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
	}
	return ui.RenderStatus(w, r, statusOf(err), resetPage(v, h.look))
}

// deadLink says that a link is no good any more, and where to ask for another.
func (h *handler) deadLink(w http.ResponseWriter, r *http.Request, err error, again string) error {
	if !errors.Is(err, account.ErrLink) {
		return err
	}
	return ui.RenderStatus(w, r, http.StatusNotFound, deadLinkPage(again, h.look))
}

func changeForm() form.Form {
	return form.Form{
		ID: "change", Action: changePath, Submit: "account.change.submit", FullRefresh: true,
		Groups: []form.Group{{Fields: append([]form.Field{currentPassword("account.password.current")},
			newPassword("new_password", "new_password_confirm", changePath+strengthPath)...)}},
	}
}

// changeForm answers GET /auth/change.
func (h *handler) changeForm(w http.ResponseWriter, r *http.Request) error {
	return ui.Render(w, r, changePage(formView{Form: changeForm()}))
}

// change answers POST /auth/change: the other sessions end, this one goes on
// under a new token.
func (h *handler) change(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: changeForm()}
	ok, err := v.read(r)
	if err != nil {
		return err
	}
	if ok {
		by := self(r)
		err = h.security.ChangePassword(r.Context(), by, v.Values.Text("password"), v.Values.Text("new_password"), h.endOthers(by.ID))
		if err == nil {
			h.sessions.NoteProof(r.Context())
			if err := h.sessions.Renew(r.Context()); err != nil {
				return err
			}
			h.flash(r.Context(), "account.flash.password")
			web.Redirect(w, r, changePath)
			return nil
		}
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
	}
	return ui.RenderStatus(w, r, statusOf(err), changePage(v))
}

func verifyForm() form.Form {
	return form.Form{
		ID: "verify", Action: ui.VerifyPath, Submit: "account.verify.submit", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			currentPassword("account.password"),
			{Name: "next", Kind: form.Hidden},
		}}},
	}
}

// verifyForm answers GET /auth/verify.
func (h *handler) verifyForm(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: verifyForm()}
	v.Values.Set("next", web.SafeNext(r.URL.Query().Get("next")))
	return ui.Render(w, r, verifyPage(v, h.look))
}

// verify answers POST /auth/verify: who knows the password goes on where the
// question was asked.
func (h *handler) verify(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: verifyForm()}
	ok, err := v.read(r)
	if err != nil {
		return err
	}
	if ok {
		err = h.security.Prove(r.Context(), self(r), v.Values.Text("password"))
		if err == nil {
			h.sessions.NoteProof(r.Context())
			web.Leave(w, r, web.SafeNext(v.Values.Text("next")))
			return nil
		}
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
	}
	return ui.RenderStatus(w, r, statusOf(err), verifyPage(v, h.look))
}
