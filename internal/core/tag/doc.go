// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package tag is the words that publications are tagged with (spec 03 §3.4): those
// their author chooses, and those that follow from the lists they are classified
// by.
//
// Rooms keep what an author typed, with the source. Portals keep with each public
// post its effective tags, and in a table of their own which posts have which, for
// their filters. The words themselves are shared: case and accents do not tell two
// tags apart, and the spelling that was published first is shown everywhere.
package tag
