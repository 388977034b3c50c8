// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// inquiry answers GET /kyc/answer/{token}: the question of the editorial team,
// for whoever holds the mailed link.
func (h *handler) inquiry(w http.ResponseWriter, r *http.Request) error {
	return h.showInquiry(w, r, form.Values{}, nil)
}

func (h *handler) showInquiry(w http.ResponseWriter, r *http.Request, values form.Values, problem error) error {
	token := chi.URLParam(r, "token")
	q, err := h.desk.Inquiry(r.Context(), token)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	status := http.StatusOK
	if problem != nil {
		status = ui.Status(problem)
	}
	return ui.RenderStatus(w, r, status, inquiryPage(q, answerForm(membership.AnswerPath+token), values, problem, r.URL.Query().Has("sent")))
}

// answer answers POST /kyc/answer/{token} with the same page, which thanks.
func (h *handler) answer(w http.ResponseWriter, r *http.Request) error {
	token := chi.URLParam(r, "token")
	f := answerForm(membership.AnswerPath + token)
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), values); err == nil {
		err = h.desk.Answer(r.Context(), token, values.Text(answerFormID))
	}
	if err != nil && errs.KindOf(err) == errs.Invalid {
		return h.showInquiry(w, r, values, err)
	}
	if err != nil {
		return err
	}
	web.Redirect(w, r, membership.AnswerPath+token+"?sent")
	return nil
}
