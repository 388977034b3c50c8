// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billingweb

import (
	"fmt"
	"io"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/billing"
)

type webhookHandler struct {
	service *billing.Service
}

// receive answers POST /webhooks/stripe: 200 to what was handled or does not
// concern us, 400 to what is forged or unreadable, 503 without a provider; any
// other failure makes the provider try again (spec 06 §8).
func (h *webhookHandler) receive(w http.ResponseWriter, r *http.Request) error {
	payload, err := io.ReadAll(r.Body) // as it was signed; the route bounds it
	if err != nil {
		return fmt.Errorf("read the webhook's body: %w", err)
	}
	outcome, err := h.service.Receive(r.Context(), payload, r.Header.Get("Stripe-Signature"))
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if errs.KindOf(err) == errs.Invalid {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, "invalid signature or event\n") // a caller that left needs no answer
		return nil
	}
	if err != nil {
		return err
	}
	_, _ = io.WriteString(w, string(outcome)+"\n") //nolint:gosec // plain text, a word of ours; a caller that left needs no answer
	return nil
}
