// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"net/http"
	"time"

	"github.com/go-chi/httprate"
)

// RateLimit lets each client address make at most n requests per window on
// this node, and refuses more with 429 and Retry-After. An IPv6 client is its
// /64 network. Failed logins are counted in the database instead, shared by
// all nodes (security checklist §3).
func RateLimit(n int, window time.Duration) Middleware {
	return RateLimitBy(n, window, func(r *http.Request) string {
		return httprate.CanonicalizeIP(ClientIP(r))
	})
}

// RateLimitBy is RateLimit with another notion of who is calling; requests
// with the same key share the allowance.
func RateLimitBy(n int, window time.Duration, key func(*http.Request) string) Middleware {
	return httprate.LimitBy(n, window,
		func(r *http.Request) (string, error) { return key(r), nil },
		httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"}),
		httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
			visitOf(r.Context()).refuse(w, r, ErrTooMany)
		}))
}
