// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package profile shows the answers of the registration survey: what a member's
// page tells a reader, and what the member's preferences preview, by the same
// means.
//
// What may be shown is decided by core/survey; here codes become labels, lists
// are joined, and words that exist in French only are marked as French.
package profile
