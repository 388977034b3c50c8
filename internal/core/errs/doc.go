// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package errs gives every failure a kind, which decides the HTTP status, and
// a message key, which a member may read in French or English.
//
// Rules return these errors; internal/ui alone turns them into pages. What went
// wrong inside travels in Err, for the logs only.
package errs
