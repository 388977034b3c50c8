// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package preferencesweb is the pages under /preferences (spec 02 §12), the
// preview of one's profile in JSON, and the personal feed.
package preferencesweb
