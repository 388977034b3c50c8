// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package orgadmin is what the editorial team does about organisations (spec 08
// §5.5–5.7, 07 §12): finding them, seeing all that is known of one, saying who
// works there and who is invited, suspending, verifying and handing over its
// Business Wall, merging and deleting those that are not official.
//
// Vocabulary: an organisation is official while a Business Wall of its own is in
// force; unofficial ones (AUTO) come from the registration form and go when
// nobody works there any more.
//
// Each decision is one transaction with its event and its line in the audit
// trail. Asking the same twice changes nothing the second time.
//
// Neighbours: core/organisation says who works where; what is done to a
// Business Wall is done by module businesswall, behind the interface Walls,
// which internal/app joins. The pages are in orgadminweb.
package orgadmin
