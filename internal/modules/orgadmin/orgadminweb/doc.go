// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package orgadminweb is the staff's pages on organisations: the list, all that
// is known of one and what may be done about it, and the queue of Business Walls
// to verify (spec 08 §5.5).
package orgadminweb
