// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package newsroom holds what a journalist produces before readers see it. It
// begins with articles; pitches (sujets) and assignments (commandes) join them.
//
// An article is written here and mirrored on the wire when published. The
// mirror is written in the same transaction and never edited by hand.
//
// The package knows nothing of HTTP; its pages are in newsroomweb.
package newsroom
