// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package observe tells the operator what the process does: structured logs,
// an access log, metrics, health and readiness, and an optional error tracker.
//
// Traces must not become a second database of persons (security checklist §9):
// a log line holds the request id, actor id, route pattern, status and
// duration, never a path, a query, a body, an e-mail address or a secret. The
// logger removes what slips through all the same, by the names of attributes
// and by the shape of texts; the error tracker gets the same treatment.
//
// Access and Recover are the two middleware: the first outermost, the second
// close to the handlers. Both are cheap enough for thousands of requests per
// second.
package observe
