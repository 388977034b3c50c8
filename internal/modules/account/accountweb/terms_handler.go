// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"context"
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Where the page of the terms leads besides: the text, and the way out.
const (
	termsTextPath = "/page/cgu"
	leavePath     = "/preferences/account"
)

// termsView is the page of the terms in force.
type termsView struct {
	Title, Lead string
	Since       string // date of the last acceptance, or ""
	Changes     []string
	Edition     string
	Next        string
	Problem     string
}

// terms answers GET /auth/terms. Who has accepted them goes on.
func (h *handler) terms(w http.ResponseWriter, r *http.Request) error {
	next := nextOf(r.Context(), r.URL.Query().Get("next"))
	offer, err := h.security.Terms(r.Context(), self(r), string(i18n.LangOf(r.Context())))
	if err != nil {
		return err
	}
	if !offer.Owed {
		web.Redirect(w, r, next)
		return nil
	}
	return ui.Render(w, r, termsPage(newTermsView(r.Context(), offer, next), h.look))
}

// acceptTerms answers POST /auth/terms, and leads where the member was going.
func (h *handler) acceptTerms(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	ctx := r.Context()
	next := nextOf(ctx, r.PostFormValue("next"))
	err := h.security.AcceptTerms(ctx, self(r), r.PostFormValue("edition"))
	if err == nil {
		web.Leave(w, r, next)
		return nil
	}
	if !errors.Is(err, account.ErrOtherTerms) {
		return err
	}
	offer, failure := h.security.Terms(ctx, self(r), string(i18n.LangOf(ctx)))
	if failure != nil {
		return failure
	}
	view := newTermsView(ctx, offer, next)
	view.Problem = i18n.T(ctx, account.ErrOtherTerms.Message)
	return ui.RenderStatus(w, r, ui.Status(err), termsPage(view, h.look))
}

func newTermsView(ctx context.Context, o *account.TermsOffer, next string) termsView {
	v := termsView{
		Title: i18n.T(ctx, "account.terms.title"), Lead: i18n.T(ctx, "account.terms.lead"),
		Changes: o.Changes, Edition: o.Edition, Next: next,
	}
	if o.IsFirst() {
		v.Title, v.Lead = i18n.T(ctx, "account.terms.first_title"), i18n.T(ctx, "account.terms.first_lead")
		return v
	}
	v.Since = i18n.Date(ctx, o.AcceptedAt)
	return v
}
