// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closingweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

const (
	closePath  = closing.PagePath + "/close"
	closedPath = "/auth/account/closed"
	copyPath   = closing.PagePath + "/archive"
)

// Sessions is what the pages ask of the sessions.
type Sessions interface {
	ui.Proofs
	SignOut(ctx context.Context) error
	Flash(ctx context.Context, kind web.ToastKind, key string, args ...any)
}

// Routes returns every URL of the module, open to members who refuse new terms
// too: who does not agree takes the data and leaves. What gives the data away or
// closes the account asks for a recent proof of who it is.
func Routes(service *closing.Service, sessions Sessions) ui.Routes {
	h := &handler{service: service, sessions: sessions}
	recent := func(page string, f ui.HandlerFunc) ui.HandlerFunc { return secret(ui.Recent(sessions, page, f)) }
	return ui.Routes{
		ui.Get(closing.PagePath, access.Account, secret(h.page)),
		ui.Post(copyPath, access.Account, recent(closing.PagePath, h.askCopy)),
		ui.Get(closing.ArchivePath+"{id}", access.Account, secret(h.copy)),
		ui.Get(closePath, access.Account, recent(closePath, h.closeForm)),
		ui.Post(closePath, access.Account, recent(closePath, h.close)),

		ui.Get(closedPath, access.Anyone, h.closed),
		ui.Get(closing.ReopenPath+"{token}", access.Anyone, secret(h.reopenForm)),
		ui.Post(closing.ReopenPath+"{token}", access.Anyone, secret(h.reopen)),
	}
}

// secret keeps pages that hold tokens out of caches, and their addresses out of
// referrers (security checklist §3).
func secret(next ui.HandlerFunc) ui.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		return next(w, r)
	}
}

type handler struct {
	service  *closing.Service
	sessions Sessions
}

// self is the member who acts on the own account.
func self(r *http.Request) closing.By {
	return closing.By{ID: ui.Actor(r).UserID, IP: web.ClientIP(r)}
}
