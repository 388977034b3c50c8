// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package newsroomweb is the pages of the Newsroom: the way into Work, the
// room's tiles, and an author's articles with their pictures (spec 04 §7).
//
// A sheet is an article with what its pages show; a form is declared with the
// kit of ui/form; rows, forms and picture lists are also the answers to htmx.
// Rules are in package newsroom.
package newsroomweb
