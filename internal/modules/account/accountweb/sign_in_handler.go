// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// busyFor is how long a visitor is asked to wait for a free processor.
const busyFor = time.Minute

// homePath is where members arrive.
const homePath = "/wire"

// form answers GET /auth/login; who is signed in already goes on.
func (h *handler) form(w http.ResponseWriter, r *http.Request) error {
	next := nextOf(r.Context(), r.URL.Query().Get("next"))
	if !ui.Actor(r).IsAnonymous() {
		web.Redirect(w, r, next)
		return nil
	}
	w.Header().Set("Cache-Control", "no-store")
	return h.poster.Render(w, r, signInPage(signInView{Next: next, Look: h.look}))
}

// signIn answers POST /auth/login.
func (h *handler) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	next := nextOf(r.Context(), r.PostFormValue("next"))
	email := r.PostFormValue("email")
	device := h.devices.known(r, email)
	id, err := h.service.SignIn(r.Context(), email, r.PostFormValue("password"), account.Client{
		Network: web.NetworkOf(web.ClientIP(r)), Device: device,
	})
	if err != nil {
		return h.refuse(w, r, signInView{Next: next, Email: email, Look: h.look}, err)
	}
	p := pending{Member: id, Email: email, Device: device, Remember: r.PostFormValue("remember") != "", Next: next}
	more, err := h.security.NeedsSecondFactor(r.Context(), id)
	if err != nil {
		return err
	}
	if more {
		if err := h.keepPending(r, p); err != nil {
			return err
		}
		web.Leave(w, r, secondPath)
		return nil
	}
	if err := h.let(w, r, p); err != nil {
		return err
	}
	web.Leave(w, r, next)
	return nil
}

// refuse shows the form again with the reason and the address as typed.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, view signInView, err error) error {
	var refusal *errs.Error
	if !errors.As(err, &refusal) || refusal.Kind == errs.Internal {
		return err
	}
	var tooMany *account.DelayError
	switch {
	case errors.As(err, &tooMany):
		web.RetryAfter(w, tooMany.Wait)
		view.Error = i18n.N(r.Context(), refusal.Message, tooMany.Minutes())
	case refusal.Kind == errs.Unavailable:
		web.RetryAfter(w, busyFor)
		view.Error = i18n.T(r.Context(), refusal.Message)
	default: // corrected by the person, not by time
		view.Error, view.Wrong = i18n.T(r.Context(), refusal.Message), true
	}
	w.Header().Set("Cache-Control", "no-store")
	return ui.RenderStatus(w, r, ui.Status(err), signInPage(view))
}

// signOut answers POST /auth/logout.
func (h *handler) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := h.sessions.SignOut(r.Context()); err != nil {
		return err
	}
	web.Leave(w, r, ui.LoginPath)
	return nil
}

// nextOf is where to go after signing in: a page of ours that can be opened, not
// this one again.
func nextOf(ctx context.Context, wanted string) string {
	if wanted == "" {
		return homePath
	}
	next := web.SafeNext(wanted)
	u, err := url.Parse(next)
	if err != nil || next == "/" || u.Path == ui.LoginPath || !ui.SiteOf(ctx).Navigation.Opens(u.Path) {
		return homePath
	}
	return next
}
