// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event

// PressReleasePublished is recorded each time a press release becomes public:
// by hand, or by itself at the minute it was scheduled for.
type PressReleasePublished struct {
	ReleaseID int64 `json:"release_id,string"`
	PostID    int64 `json:"post_id,string"`
	First     bool  `json:"first"`     // the first publication, not a later one
	Scheduled bool  `json:"scheduled"` // it appeared by itself, nobody being there
}

// Kind names the event in the outbox.
func (PressReleasePublished) Kind() string { return "press_release.published" }

// PressReleaseUpdated is recorded when a press release that has a mirror is
// saved.
type PressReleaseUpdated struct {
	ReleaseID int64 `json:"release_id,string"`
	PostID    int64 `json:"post_id,string"`
}

// Kind names the event in the outbox.
func (PressReleaseUpdated) Kind() string { return "press_release.updated" }

// PressReleaseUnpublished is recorded when a press release leaves the wire,
// because it was withdrawn, deleted or has expired.
type PressReleaseUnpublished struct {
	ReleaseID int64 `json:"release_id,string"`
	PostID    int64 `json:"post_id,string"`
}

// Kind names the event in the outbox.
func (PressReleaseUnpublished) Kind() string { return "press_release.unpublished" }

// PressReleaseHeld is recorded when a scheduled press release could not appear:
// the right to publish for its organisation was lost meanwhile, or something
// is missing. It is a draft again, and whoever scheduled it must be told.
type PressReleaseHeld struct {
	ReleaseID int64 `json:"release_id,string"`
	MemberID  int64 `json:"member_id,string"` // who scheduled it
}

// Kind names the event in the outbox.
func (PressReleaseHeld) Kind() string { return "press_release.held" }
