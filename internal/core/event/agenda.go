// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event

// EventPublished is recorded each time an event of the agenda becomes public.
type EventPublished struct {
	EventID  int64 `json:"event_id,string"`
	PostID   int64 `json:"post_id,string"`
	AuthorID int64 `json:"author_id,string"` // who pressed the button
	First    bool  `json:"first"`            // the first publication, not a later one
}

// Kind names the event in the outbox.
func (EventPublished) Kind() string { return "event.published" }

// EventUpdated is recorded when an event that members see is saved.
type EventUpdated struct {
	EventID int64 `json:"event_id,string"`
	PostID  int64 `json:"post_id,string"`
}

// Kind names the event in the outbox.
func (EventUpdated) Kind() string { return "event.updated" }

// EventWithdrawn is recorded when an event leaves the agenda: withdrawn,
// deleted or expired.
type EventWithdrawn struct {
	EventID int64 `json:"event_id,string"`
	PostID  int64 `json:"post_id,string"`
}

// Kind names the event in the outbox.
func (EventWithdrawn) Kind() string { return "event.withdrawn" }

// ParticipationAffected is recorded for each who takes part in an event that
// has moved, was called off, or begins within a day (spec 03 §6).
type ParticipationAffected struct {
	ParticipationID int64 `json:"participation_id,string"`
	Moved           bool  `json:"moved"` // other dates, another place
	CalledOff       bool  `json:"called_off"`
	Near            bool  `json:"near"`
}

// Kind names the event in the outbox.
func (ParticipationAffected) Kind() string { return "participation.affected" }

// ParticipationAsked is recorded when a member asks to take part in an event
// that its organiser decides about (spec 03 §13 E1).
type ParticipationAsked struct {
	ParticipationID int64 `json:"participation_id,string"`
}

// Kind names the event in the outbox.
func (ParticipationAsked) Kind() string { return "participation.asked" }

// ParticipationDecided is recorded when a member has got a seat, a refusal or
// a place in the waiting list. Listeners tell it if it is still so.
type ParticipationDecided struct {
	ParticipationID int64 `json:"participation_id,string"`
	Approved        bool  `json:"approved"`
	Refused         bool  `json:"refused"` // neither: in the waiting list
}

// Kind names the event in the outbox.
func (ParticipationDecided) Kind() string { return "participation.decided" }
