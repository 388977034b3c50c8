// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package attempt counts what may be tried only so often, on all nodes together
// (security checklist §3). A limiter of the web server counts on its own node and
// forgets at a restart: that is enough against a flood, not against guessing.
package attempt
