// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event

// AccountClosed is recorded when an account has been closed: it is to be
// anonymised in 30 days (spec 02 §13).
type AccountClosed struct {
	MemberID int64 `json:"member_id,string"`
	Staff    bool  `json:"staff,omitempty"`    // by an administrator
	Inactive bool  `json:"inactive,omitempty"` // by nobody: for not having come
}

// Kind names the event in the outbox.
func (AccountClosed) Kind() string { return "account.closed" }

// AccountReopened is recorded when a member has come back within the 30 days.
type AccountReopened struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (AccountReopened) Kind() string { return "account.reopened" }

// AnonymisationAsked is recorded when a closed account is to be anonymised
// without waiting.
type AnonymisationAsked struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (AnonymisationAsked) Kind() string { return "anonymisation.asked" }

// ArchiveAsked is recorded when a member wants a copy of the own data.
type ArchiveAsked struct {
	ArchiveID int64 `json:"archive_id,string"`
}

// Kind names the event in the outbox.
func (ArchiveAsked) Kind() string { return "archive.asked" }

// ArchiveFinished is recorded when such a copy can be fetched.
type ArchiveFinished struct {
	ArchiveID int64 `json:"archive_id,string"`
}

// Kind names the event in the outbox.
func (ArchiveFinished) Kind() string { return "archive.finished" }

// InactivityNoticed is recorded when a member has not come for 24 months and is
// to be told that the account will be closed.
type InactivityNoticed struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (InactivityNoticed) Kind() string { return "inactivity.noticed" }
