// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// The visitor's cookie. Browsers take the __Secure- prefix over HTTPS only.
const (
	cookieName       = "registration"
	secureCookieName = "__Secure-registration"
)

func (h *handler) cookieName() string {
	if h.options.Production {
		return secureCookieName
	}
	return cookieName
}

// holder is who fills in.
func (h *handler) holder(r *http.Request) registration.Holder {
	holder := registration.Holder{
		Member: ui.Actor(r), Language: string(i18n.LangOf(r.Context())),
		Network: web.NetworkOf(web.ClientIP(r)),
	}
	if cookie, err := r.Cookie(h.cookieName()); err == nil {
		holder.Token = cookie.Value
	}
	return holder
}

// keep gives the visitor the token of the draft; members need none.
func (h *handler) keep(w http.ResponseWriter, holder registration.Holder, token string) {
	if holder.IsMember() || token == "" {
		return
	}
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure in production; a developer has no certificate
		Name: h.cookieName(), Value: token, Path: "/kyc", MaxAge: int(registration.DraftLife.Seconds()),
		HttpOnly: true, Secure: h.options.Production, SameSite: http.SameSiteLaxMode,
	})
}
