// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

// Stage is one end of the light bar above and below the pages of one content:
// the page before or the page after (spec 04 §7.1).
type Stage struct{ Label, URL string }
