// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package wire is the news portal: the wall where members read what the rooms
// of Work publish, the page of each post, likes and readers.
//
// Posts are mirrored here by the module that owns their source, in the
// source's own transaction; nothing on the wire is edited by hand.
package wire
