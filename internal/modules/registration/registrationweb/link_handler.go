// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"cmp"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// askLink answers POST /kyc/resume: a link to go on later is sent.
func (h *handler) askLink(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	address := r.PostFormValue("address")
	err := h.service.AskLink(r.Context(), h.holder(r), address)
	if errors.Is(err, registration.ErrNothing) {
		http.Redirect(w, r, profilePath, http.StatusFound)
		return nil
	}
	view := linkAskedView{Address: address}
	if errs.KindOf(err) == errs.Invalid {
		view.Error, err = i18n.T(r.Context(), "registration.error.email"), nil
	}
	if err != nil {
		return err
	}
	return ui.Render(w, r, linkAskedPage(view))
}

// resumeForm answers the link of a mail with a button: opening an address
// changes nothing (architecture §10).
func (h *handler) resumeForm(w http.ResponseWriter, r *http.Request) error {
	host, err := h.service.CanResume(r.Context(), chi.URLParam(r, "token"))
	name := "resume"
	if host != "" {
		name = "invited"
	}
	return h.showLink(w, r, err, linkView{Name: name, Action: r.URL.Path, Host: host})
}

// resume hands the draft over to this browser.
func (h *handler) resume(w http.ResponseWriter, r *http.Request) error {
	token, profile, err := h.service.Resume(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return h.showLink(w, r, err, linkView{Name: "resume"})
	}
	h.keep(w, registration.Holder{}, token)
	to := profilePath
	if profile != "" {
		to = wizardPath + profile
	}
	http.Redirect(w, r, to, http.StatusFound)
	return nil
}

// verifyForm answers the link that confirms an address with a button.
func (h *handler) verifyForm(w http.ResponseWriter, r *http.Request) error {
	view, err := h.verification(r)
	return h.showLink(w, r, err, view)
}

func (h *handler) verification(r *http.Request) (linkView, error) {
	v, err := h.service.VerificationOf(r.Context(), chi.URLParam(r, "token"), ui.Actor(r).UserID)
	return linkView{Name: "verify", Action: r.URL.Path, Address: v.Address, Who: v.Name, AskPassword: v.AskPassword}, err
}

// verify confirms the address.
func (h *handler) verify(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	err := h.service.Verify(r.Context(), chi.URLParam(r, "token"), ui.Actor(r).UserID, r.PostFormValue("password"))
	var refusal *errs.Error
	if errors.As(err, &refusal) && refusal.Kind != errs.NotFound && refusal.Kind != errs.Internal {
		view, gone := h.verification(r)
		view.Status = ui.Status(refusal)
		if refusal.Field == "" {
			view.Problem = i18n.T(r.Context(), refusal.Message)
		} else {
			view.Err = errs.Fields{refusal}
		}
		return h.showLink(w, r, gone, view)
	}
	return h.showLink(w, r, err, linkView{Name: "verify", Done: true, IsMember: !ui.Actor(r).IsAnonymous()})
}

// showLink is the page of a link, or says that it is no good any more.
func (h *handler) showLink(w http.ResponseWriter, r *http.Request, err error, view linkView) error {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address holds a token
	status := cmp.Or(view.Status, http.StatusOK)
	if errors.Is(err, registration.ErrLink) {
		view.Gone, err, status = true, nil, http.StatusNotFound
	}
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, status, linkPage(view))
}
