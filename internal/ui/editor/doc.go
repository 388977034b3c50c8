// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package editor is the pages on which a member writes a content that has a life
// cycle: its form is opened, saved, and shown again with what was typed when
// something is refused; commands change its state and tell (spec 04 §5, §7).
//
// Articles, press releases and events share it. A room declares its Pages: where
// they are, what they say and the methods of its service, which alone decides
// who may do what.
//
// Neighbours: ui/form draws and reads the form, ui/versions keeps what was
// written in it, ui/pictures are the pictures of the same contents.
package editor
