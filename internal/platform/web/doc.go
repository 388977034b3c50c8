// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package web is everything between the network and a handler: the server, the
// middleware every response goes through, sessions, and the small helpers a
// handler needs to read a request and answer it.
//
// Vocabulary: a refusal is an answer given before a handler is reached (too
// large, another site, overload); it is rendered by the callback of Options so
// that the page is ours. A session is a signed-in member or an anonymous
// visitor with something to remember; visitors without one cost nothing.
//
// Neighbours: database keeps the sessions, i18n the language, ids the
// identifiers of addresses, observe the logs and metrics. Guards, pages and
// error pages belong to internal/ui. The package knows nothing of the press.
package web
