// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package access

import "aipress24.com/aipress24/internal/core/errs"

// Guard decides who may open a route. Each route declares one; a test walks
// every route with every kind of actor and compares with the golden matrix.
type Guard struct {
	Name  string // shown in the matrix
	check func(Actor) error
}

// Check returns nil when the actor may pass, errs.ErrUnauthenticated when
// signing in could help, and errs.ErrForbidden otherwise.
func (g Guard) Check(a Actor) error { return g.check(a) }

// Allows reports whether the actor may pass; menus ask it, so that a visible
// entry never answers 403 and a hidden one never 200 (spec 08 §4).
func (g Guard) Allows(a Actor) bool { return g.check(a) == nil }

// The guards of the platform.
var (
	// Anyone may open the page, signed in or not.
	Anyone = Guard{"anyone", func(Actor) error { return nil }}

	// Visitors is for anyone, save members who must first accept the terms in
	// force: pages that speak to visitors, and let members work (registration).
	Visitors = Guard{"visitors", visitors}

	// Account is for any signed-in, active account, even one whose member has not
	// accepted the terms in force: what it takes to accept them, or to leave with
	// one's data (spec 02 §19.11).
	Account = Guard{"account", signedIn}

	// Members only: any signed-in, active account that has accepted the terms in
	// force.
	Members = Guard{"members", only(func(Actor) bool { return true })}

	// Newsroom is for journalists, by their own community and never by
	// delegation (spec 04 §2.3).
	Newsroom = Guard{"newsroom", only(func(a Actor) bool { return a.Community == PressMedia })}

	// Articles is for journalists whose profile and Business Wall let them
	// produce journalistic content; lists and forms check it as the tiles do
	// (spec 04 §2.4, §12.3).
	Articles = Guard{"articles", only(Actor.ProducesJournalism)}

	// Administrators only (spec 08 §4).
	Administrators = Guard{"administrators", only(func(a Actor) bool { return a.Admin })}
)

func visitors(a Actor) error {
	if a.TermsOwed {
		return errs.ErrTermsOwed
	}
	return nil
}

func signedIn(a Actor) error {
	if a.IsAnonymous() {
		return errs.ErrUnauthenticated
	}
	return nil
}

// only is the guard of signed-in members who have accepted the terms in force
// and pass the test.
func only(allowed func(Actor) bool) func(Actor) error {
	return func(a Actor) error {
		switch {
		case a.IsAnonymous():
			return errs.ErrUnauthenticated
		case a.TermsOwed:
			return errs.ErrTermsOwed
		case !allowed(a):
			return errs.ErrForbidden
		}
		return nil
	}
}
