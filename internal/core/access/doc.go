// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package access answers one question everywhere: may this actor do this?
//
// An Actor is who asks, loaded once per request. A Guard decides on a route, a
// policy (Can…) on an object, and the SQL twin of a policy (Visible…) on a
// list; pages, search, feeds and menus use the same ones, so that they cannot
// disagree (security checklist §2). Nothing here is cached beyond a request.
package access
