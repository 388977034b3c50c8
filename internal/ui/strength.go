// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

// JudgedPassword is the field in which <password-strength> sends what is typed.
const JudgedPassword = "password"

// mostStrong is the best score of a password.
const mostStrong = 4

// judgement is what <password-strength> shows.
type judgement struct {
	Score    int    `json:"score"`    // bars, 0 to 4
	Accepted bool   `json:"accepted"` // it would be kept
	Text     string `json:"text"`
}

// TellStrength answers <password-strength> in the words that a refusal would
// have: the meter and the server never disagree.
func TellStrength(w http.ResponseWriter, r *http.Request, s member.Strength) error {
	said := judgement{Score: s.Score, Accepted: s.Err == nil}
	var refused *errs.Error
	switch {
	case errors.As(s.Err, &refused):
		said.Text = i18n.T(r.Context(), refused.Message, refused.Args...)
	case s.Score >= mostStrong:
		said.Text = i18n.T(r.Context(), "password.very_strong")
	default:
		said.Text = i18n.T(r.Context(), "password.strong")
	}
	return web.WriteJSON(w, http.StatusOK, said)
}
