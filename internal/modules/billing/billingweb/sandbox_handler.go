// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billingweb

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

type sandboxHandler struct {
	provider *sandbox.Provider
	flash    Flash
}

// bill answers GET /sandbox/pay/{session} with the page of payment.
func (h *sandboxHandler) bill(w http.ResponseWriter, r *http.Request) error {
	bill, err := h.provider.Bill(r.Context(), chi.URLParam(r, "session"))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return ui.Render(w, r, billPage(newBillView(r.Context(), bill, sandbox.Payer{}, false)))
}

// pay answers POST /sandbox/pay/{session}: the card decides. A refused one
// shows the page again with what was typed.
func (h *sandboxHandler) pay(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	id := chi.URLParam(r, "session")
	payer := sandbox.Payer{
		Email: typed(r, "email"), VATNumber: typed(r, "vat_number"), Line1: typed(r, "line1"),
		PostalCode: typed(r, "postal_code"), City: typed(r, "city"),
	}
	session, err := h.provider.Pay(r.Context(), id, sandbox.Card(r.PostFormValue("card")), payer)
	switch {
	case errors.Is(err, sandbox.ErrDeclined):
		bill, err := h.provider.Bill(r.Context(), id)
		if err != nil {
			return err
		}
		w.Header().Set("Cache-Control", "no-store")
		return ui.RenderStatus(w, r, http.StatusPaymentRequired, billPage(newBillView(r.Context(), bill, payer, true)))
	case err != nil:
		return err
	}
	web.Leave(w, r, session.Checkout.SuccessURL)
	return nil
}

func typed(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

// portal answers GET /sandbox/portal/{portal}.
func (h *sandboxHandler) portal(w http.ResponseWriter, r *http.Request) error {
	account, err := h.provider.Account(r.Context(), chi.URLParam(r, "portal"))
	if err != nil {
		return err
	}
	view, err := newPortalView(r.Context(), h.provider, account)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return ui.Render(w, r, portalPage(view))
}

// act answers POST /sandbox/portal/{portal}: something happens to one of the
// customer's subscriptions.
func (h *sandboxHandler) act(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	id := chi.URLParam(r, "portal")
	if err := h.provider.Act(r.Context(), id, r.PostFormValue("subscription"), sandbox.Action(r.PostFormValue("action"))); err != nil {
		return err
	}
	h.flash(r.Context(), web.OK, "billing.sandbox.done")
	web.Leave(w, r, sandbox.PortalPath+id)
	return nil
}
