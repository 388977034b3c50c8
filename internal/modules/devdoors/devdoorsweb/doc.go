// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package devdoorsweb is the developers' pages: /dev/mail, the mails kept
// instead of sent, and /dev/ui, the gallery of components. Anyone may open them
// where they are mounted; see devdoors for where that is.
//
// A mail is shown in a sandboxed frame under a policy of its own, so that
// whatever it holds can neither run nor reach the site's pages.
package devdoorsweb
