// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"net/http"
	"sync/atomic"
)

// Swappable is a handler that can be replaced while serving: the waiting page
// first, the application once its database answers. Create it with
// NewSwappable.
type Swappable struct{ current atomic.Pointer[http.Handler] }

// NewSwappable returns a handler that answers with first until Swap.
func NewSwappable(first http.Handler) *Swappable {
	s := &Swappable{}
	s.Swap(first)
	return s
}

// Swap makes next answer from the next request on.
func (s *Swappable) Swap(next http.Handler) { s.current.Store(&next) }

// ServeHTTP answers with the current handler.
func (s *Swappable) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*s.current.Load()).ServeHTTP(w, r)
}

// Waiting answers 503 and Retry-After to everything while the application
// cannot serve. Page renders ErrNotReady in the reader's language, without
// session nor database; plain text if nil. A browser asks again by itself.
func Waiting(o Options, page Refuse) http.Handler {
	if page == nil {
		page = plainRefusal
	}
	return securityHeaders(o)(startVisit(page)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "2")
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			w.Header().Set("Refresh", "3")
		}
		w.Header().Set("Cache-Control", "no-store")
		page(w, r, ErrNotReady)
	})))
}
