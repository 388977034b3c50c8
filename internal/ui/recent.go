// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"net/http"
	"net/url"

	"aipress24.com/aipress24/internal/platform/web"
)

// VerifyPath is where a member proves again who it is (spec 02 §9.1).
const VerifyPath = "/auth/verify"

// SecondFactorPath is where a member shows a second factor; administrators are
// sent there before the administration (architecture §10).
const SecondFactorPath = "/auth/second"

// TermsPath is where a member accepts the terms of use in force, before anything
// else (spec 02 §19.11).
const TermsPath = "/auth/terms"

// ConfirmAddressPath is where a member has a link sent to confirm the own address
// (spec 02 §19.2): the page of the invitations, which need it first.
const ConfirmAddressPath = "/preferences/invitations"

// Proofs knows whether the member of a request has proved lately who it is; the
// sessions do.
type Proofs interface {
	IsProven(r *http.Request) bool
}

// Recent is h for members whose last proof of identity is recent, a day at most;
// others give their password again and come back to page. It guards what is
// sensitive: changing the address, closing the account (spec 02 §9.1).
func Recent(proofs Proofs, page string, h HandlerFunc) HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		if Actor(r).IsAnonymous() || proofs.IsProven(r) {
			return h(w, r)
		}
		w.Header().Set("Cache-Control", "no-store")
		web.Leave(w, r, VerifyPath+"?next="+url.QueryEscape(page))
		return nil
	}
}
