// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package live makes small pieces of a page answer clicks without a page of
// their own: follow buttons, like and comment boxes, filter bars, membership
// tables. It is the counterpart of the original's PyWire components.
//
// A component is a Go struct: its exported fields are its state, its actions
// are functions, its view is a templ component. The state travels in the page,
// signed for one component, one member and one day; it can be read by whoever
// holds the page, so it keeps identifiers and choices, never a secret or a
// right. Each action is one POST that checks the signature, asks the guard
// again, runs, and answers the fragment drawn anew. Without JavaScript the
// same form posts and comes back to the page.
//
// A view puts its forms and its state together:
//
//	templ (c *FollowButton) View() {
//		@live.Root(c) {
//			<form { live.Form(c, "toggle")... }>
//				@live.State(c)
//				<button>…</button>
//			</form>
//		}
//	}
//
// Neighbours: web reads the request; who is signed in, guards and pages come
// through the callbacks of Options. The package knows nothing of the press.
package live
