// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// emailView is the two addresses of a member, each with its form.
type emailView struct {
	Current  string
	Unproven bool // nobody has confirmed it
	Email    formView
	Recovery formView
	Waiting  string // the new address that has not been confirmed yet, in words, or ""
	Sent     string // where a link has just been sent
	// RecoverySent is where one has just been sent for the recovery address.
	RecoverySent string
}

func emailForm() form.Form {
	return form.Form{
		ID: "email-form", Action: emailPath, Submit: "account.email.submit", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "email", Kind: form.Email, Label: "account.email.new", Hint: "account.email.hint", Required: true, Autocomplete: "email"},
		}}},
	}
}

func recoveryForm() form.Form {
	return form.Form{
		ID: "recovery-form", Action: emailPath + "/recovery", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "recovery_email", Kind: form.Email, Label: "account.email.recovery", Hint: "account.email.recovery_hint"},
		}}},
	}
}

// emails is the page as it is now.
func (h *handler) emails(r *http.Request) (emailView, error) {
	now, err := h.security.Addresses(r.Context(), self(r))
	if err != nil {
		return emailView{}, err
	}
	v := emailView{Current: now.Email, Unproven: !now.Proven, Email: formView{Form: emailForm()}, Recovery: formView{Form: recoveryForm()}}
	v.Recovery.Values.Set("recovery_email", now.Recovery)
	if now.Pending != "" {
		v.Waiting = i18n.T(r.Context(), "account.change_email.waiting", "Email", now.Pending, "Date", i18n.DateTime(r.Context(), now.PendingUntil))
	}
	return v, nil
}

// emailForm answers GET /auth/change-email.
func (h *handler) emailForm(w http.ResponseWriter, r *http.Request) error {
	v, err := h.emails(r)
	if err != nil {
		return err
	}
	return ui.Render(w, r, emailPage(v))
}

// askEmail answers POST /auth/change-email: nothing changes before the new
// address answers.
func (h *handler) askEmail(w http.ResponseWriter, r *http.Request) error {
	v, err := h.emails(r)
	if err != nil {
		return err
	}
	ok, err := v.Email.read(r)
	if err != nil {
		return err
	}
	if ok {
		err = h.security.AskAddress(r.Context(), self(r), v.Email.Values.Text("email"))
		if err == nil {
			v.Sent = v.Email.Values.Text("email")
			return ui.Render(w, r, emailPage(v))
		}
		if failure := v.Email.refused(r.Context(), w, err); failure != nil {
			return failure
		}
	}
	return ui.RenderStatus(w, r, statusOf(err), emailPage(v))
}

// setRecovery answers POST /auth/change-email/recovery: a new address is not kept
// before it answers.
func (h *handler) setRecovery(w http.ResponseWriter, r *http.Request) error {
	v, err := h.emails(r)
	if err != nil {
		return err
	}
	ok, err := v.Recovery.read(r)
	if err != nil {
		return err
	}
	if ok {
		var sent bool
		sent, err = h.security.AskRecovery(r.Context(), self(r), v.Recovery.Values.Text("recovery_email"))
		switch {
		case sent:
			v.RecoverySent = v.Recovery.Values.Text("recovery_email")
			return ui.Render(w, r, emailPage(v))
		case err == nil:
			h.flash(r.Context(), "account.flash.recovery")
			web.Redirect(w, r, emailPath)
			return nil
		}
		if failure := v.Recovery.refused(r.Context(), w, err); failure != nil {
			return failure
		}
	}
	return ui.RenderStatus(w, r, statusOf(err), emailPage(v))
}

// confirmForm answers GET /auth/change-email/{token}: a page with a button, for
// scanners of mail open links (architecture §10).
func (h *handler) confirmForm(w http.ResponseWriter, r *http.Request) error {
	token := chi.URLParam(r, "token")
	what, err := h.security.CanConfirm(r.Context(), token)
	if err != nil {
		return h.deadLink(w, r, err, emailPath)
	}
	return ui.Render(w, r, confirmPage(emailPath+"/"+token, what, "", h.look))
}

// confirm answers POST /auth/change-email/{token}.
func (h *handler) confirm(w http.ResponseWriter, r *http.Request) error {
	token := chi.URLParam(r, "token")
	what, err := h.security.CanConfirm(r.Context(), token)
	if err == nil {
		err = h.security.Confirm(r.Context(), token, web.ClientIP(r), func(ctx context.Context, id int64) error {
			return h.endOthers(id)(ctx)
		})
	}
	if errors.Is(err, account.ErrLink) {
		return h.deadLink(w, r, err, emailPath)
	}
	if err != nil {
		var v formView
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
		return ui.RenderStatus(w, r, statusOf(err), confirmPage("", what, v.first(r.Context()), h.look))
	}
	return h.confirmed(w, r, what)
}

// confirmed goes on from an address that is kept now.
func (h *handler) confirmed(w http.ResponseWriter, r *http.Request, what account.Confirmation) error {
	message, next := "account.flash.email", "/preferences/profile"
	if what.Recovery {
		message, next = "account.flash.recovery", emailPath
	}
	h.flash(r.Context(), message)
	if ui.Actor(r).IsAnonymous() {
		web.Redirect(w, r, ui.LoginPath)
		return nil
	}
	if !what.Recovery {
		if err := h.sessions.Renew(r.Context()); err != nil {
			return err
		}
	}
	web.Redirect(w, r, next)
	return nil
}

// endOthers ends a member's sessions but this one, if it is one of them.
func (h *handler) endOthers(id int64) func(context.Context) error {
	return func(ctx context.Context) error {
		return h.sessions.RevokeMember(ctx, id, h.sessions.MemberID(ctx) == id)
	}
}
