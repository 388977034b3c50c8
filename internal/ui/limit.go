// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
)

// errTooMany says that one client asks more than its share.
var errTooMany = errs.New(errs.TooMany, "web.error.too_many")

// Limit counts a request against the member's allowance, or the network's when
// nobody is signed in. Beyond it, it sets Retry-After and returns an error of
// kind TooMany: pages show it beside what was typed, and any other answer
// returns it.
func Limit(w http.ResponseWriter, r *http.Request, limiter *web.Limiter) error {
	client := web.NetworkOf(web.ClientIP(r))
	if a := Actor(r); !a.IsAnonymous() {
		client = ids.Encode(a.UserID)
	}
	if wait := limiter.Take(client); wait > 0 {
		web.RetryAfter(w, wait)
		return errTooMany
	}
	return nil
}
