// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package versions

import "aipress24.com/aipress24/internal/core/revision"

// listView is the versions of a content.
type listView struct {
	Title   string
	EditURL string
	Lines   []lineView
	Most    int // how many are kept
}

type lineView struct {
	At      string
	Instant string // RFC 3339
	By      string // "" for somebody gone
	URL     string
	Current bool
}

// versionView is what changed in a version.
type versionView struct {
	Title   string
	At      string
	First   bool // nothing was kept before it
	Current bool // the content is as this version
	ListURL string
	TakeURL string
	Changes []change
}

// change is a field before and after.
type change struct {
	Label  string
	Pieces []revision.Piece
}
