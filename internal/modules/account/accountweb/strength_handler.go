// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/ui"
)

// judgeReset answers POST /auth/reset/{token}/strength: how good the password
// being typed is. It keeps nothing.
func (h *handler) judgeReset(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.judged); err != nil {
		return err
	}
	strength, err := h.security.JudgeReset(r.Context(), chi.URLParam(r, "token"), r.PostFormValue(ui.JudgedPassword))
	if err != nil {
		return err
	}
	return ui.TellStrength(w, r, strength)
}

// judgeChange answers POST /auth/change/strength, for the signed-in member.
func (h *handler) judgeChange(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.judged); err != nil {
		return err
	}
	strength, err := h.security.JudgePassword(r.Context(), ui.Actor(r).UserID, r.PostFormValue(ui.JudgedPassword))
	if err != nil {
		return err
	}
	return ui.TellStrength(w, r, strength)
}
