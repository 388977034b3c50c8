// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package gallery is the pictures that stand beside a content: an article, a
// press release, an event. Their author adds them, describes them, orders and
// removes them; the first one is the cover (spec 04 §3.7, §5.7).
//
// The rules are the same for every kind of content, and are here. A room says
// in a Table where its pictures are kept, and gives an Editor what only it
// knows: who may change a content, and what readers see of it afterwards. The
// pages are in ui/pictures; the files themselves are those of core/media.
package gallery
