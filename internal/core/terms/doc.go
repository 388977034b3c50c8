// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package terms says which version of the terms of use (CGU) is in force: the
// one a registration keeps, and the one a member must have accepted.
//
// The text itself is a page of the site that administrators edit; a correction
// of spelling keeps its edition, a change of substance gets a new one, which
// members accept when they next sign in (spec 02 §19.11).
package terms
