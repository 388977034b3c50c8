// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package newsroom holds what a journalist produces before readers see it:
// pitches (sujets) proposed to a media, the assignments (commandes) they become
// or that an editor orders, and articles.
//
// The three make one story. An editor-in-chief accepts a pitch, which makes an
// assignment; its journalist begins the article from it; publishing the article
// delivers the assignment, in the same transaction.
//
// An article is written here and mirrored on the wire when published. The
// mirror is written in the same transaction and never edited by hand.
//
// The package knows nothing of HTTP; its pages are in newsroomweb.
package newsroom
