// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event

// PitchSubmitted is recorded when an author sends a pitch to its media
// (spec 04 §5.2).
type PitchSubmitted struct {
	PitchID int64 `json:"pitch_id,string"`
}

// Kind names the event in the outbox.
func (PitchSubmitted) Kind() string { return "pitch.submitted" }

// PitchAccepted is recorded when an editor-in-chief accepts a pitch as it is.
type PitchAccepted struct {
	PitchID      int64 `json:"pitch_id,string"`
	AssignmentID int64 `json:"assignment_id,string"`
}

// Kind names the event in the outbox.
func (PitchAccepted) Kind() string { return "pitch.accepted" }

// PitchDeclined is recorded when an editor-in-chief refuses a pitch.
type PitchDeclined struct {
	PitchID int64 `json:"pitch_id,string"`
}

// Kind names the event in the outbox.
func (PitchDeclined) Kind() string { return "pitch.declined" }

// PitchCountered is recorded when an editor-in-chief proposes other terms for a
// pitch (spec 04 §13.8).
type PitchCountered struct {
	OfferID int64 `json:"offer_id,string"`
}

// Kind names the event in the outbox.
func (PitchCountered) Kind() string { return "pitch.countered" }

// PitchOfferAnswered is recorded when an author accepts or declines other terms;
// accepting has made an assignment.
type PitchOfferAnswered struct {
	OfferID      int64 `json:"offer_id,string"`
	AssignmentID int64 `json:"assignment_id,string"`
	Accepted     bool  `json:"accepted"`
}

// Kind names the event in the outbox.
func (PitchOfferAnswered) Kind() string { return "pitch_offer.answered" }

// AssignmentConfirmed is recorded when a commissioner confirms an assignment,
// which proposes it to a journalist who has not agreed yet (spec 04 §5.3).
type AssignmentConfirmed struct {
	AssignmentID int64 `json:"assignment_id,string"`
}

// Kind names the event in the outbox.
func (AssignmentConfirmed) Kind() string { return "assignment.confirmed" }

// AssignmentAnswered is recorded when a journalist agrees to write an
// assignment, or declines to.
type AssignmentAnswered struct {
	AssignmentID int64 `json:"assignment_id,string"`
	Agreed       bool  `json:"agreed"`
}

// Kind names the event in the outbox.
func (AssignmentAnswered) Kind() string { return "assignment.answered" }

// AssignmentChanged is recorded when one party has changed the terms of a
// confirmed assignment.
type AssignmentChanged struct {
	AssignmentID int64 `json:"assignment_id,string"`
	MemberID     int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (AssignmentChanged) Kind() string { return "assignment.changed" }

// AssignmentCancelled is recorded when a commissioner cancels an assignment.
type AssignmentCancelled struct {
	AssignmentID int64 `json:"assignment_id,string"`
}

// Kind names the event in the outbox.
func (AssignmentCancelled) Kind() string { return "assignment.cancelled" }

// AssignmentDelivered is recorded when the article of an assignment is published
// for the first time.
type AssignmentDelivered struct {
	AssignmentID int64 `json:"assignment_id,string"`
	ArticleID    int64 `json:"article_id,string"`
}

// Kind names the event in the outbox.
func (AssignmentDelivered) Kind() string { return "assignment.delivered" }
