// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/web"
)

// SecretAddress is an address of a member's own that opens without a session,
// for programs that follow a feed or a calendar.
type SecretAddress struct {
	Open  func(ctx context.Context, by access.Actor) (secret string, err error) // a new one; the one before closes
	Close func(ctx context.Context, by access.Actor) error
	Show  func(secret string) error // answers with the new address
	Gone  func() error              // answers when it has been closed
}

// Change answers the form that opens or closes such an address. A new one is
// shown by this answer and never again: it is not kept.
func (a SecretAddress) Change(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	switch r.PostForm.Get("action") {
	case "open":
		secret, err := a.Open(r.Context(), Actor(r))
		if err != nil {
			return err
		}
		w.Header().Set("Cache-Control", "no-store")
		return a.Show(secret)
	case "close":
		if err := a.Close(r.Context(), Actor(r)); err != nil {
			return err
		}
		return a.Gone()
	}
	return web.ErrMalformed
}

// BySecret begins the answer to such an address: nothing on the way may keep it
// or tell it, and who asks is counted (Limit).
func BySecret(w http.ResponseWriter, r *http.Request, limiter *web.Limiter) error {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Robots-Tag", "noindex")
	return Limit(w, r, limiter)
}
