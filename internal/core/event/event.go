// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package event declares what happens on the platform, in the past tense, so
// that one module may react to another without importing it.
//
// An event is recorded in the transaction of the change it tells of and
// carries ids only: listeners read the objects again, as they are by then.
package event

// ArticlePublished is recorded each time an article becomes public.
type ArticlePublished struct {
	ArticleID int64 `json:"article_id,string"`
	PostID    int64 `json:"post_id,string"`
	First     bool  `json:"first"` // the first publication, not a later one
}

// Kind names the event in the outbox.
func (ArticlePublished) Kind() string { return "article.published" }

// ArticleUpdated is recorded when an article that has a mirror is saved.
type ArticleUpdated struct {
	ArticleID int64 `json:"article_id,string"`
	PostID    int64 `json:"post_id,string"`
}

// Kind names the event in the outbox.
func (ArticleUpdated) Kind() string { return "article.updated" }

// ArticleUnpublished is recorded when an article leaves the wire, because its
// author withdrew it or deleted it.
type ArticleUnpublished struct {
	ArticleID int64 `json:"article_id,string"`
	PostID    int64 `json:"post_id,string"`
}

// Kind names the event in the outbox.
func (ArticleUnpublished) Kind() string { return "article.unpublished" }

// MemberChanged is recorded when what others see of a member changes:
// activation, deactivation, profile.
type MemberChanged struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (MemberChanged) Kind() string { return "member.changed" }

// OrganisationChanged is recorded when what others see of an organisation
// changes: name, Business Wall, activation.
type OrganisationChanged struct {
	OrganisationID int64 `json:"organisation_id,string"`
	Enlarged       bool  `json:"enlarged,omitempty"` // it was given the publications of another
}

// Kind names the event in the outbox.
func (OrganisationChanged) Kind() string { return "organisation.changed" }

// RegistrationSubmitted is recorded when somebody has asked to become a member
// (spec 02 §5).
type RegistrationSubmitted struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (RegistrationSubmitted) Kind() string { return "registration.submitted" }

// RegistrationAnswered is recorded when an applicant has answered a question of
// the editorial team (spec 02 §19.3).
type RegistrationAnswered struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (RegistrationAnswered) Kind() string { return "registration.answered" }

// RegistrationResumeAsked is recorded when somebody wants a link by mail to go
// on with a registration later (spec 02 §19.1).
type RegistrationResumeAsked struct {
	DraftID int64 `json:"draft_id,string"`
}

// Kind names the event in the outbox.
func (RegistrationResumeAsked) Kind() string { return "registration.resume_asked" }

// VerificationAsked is recorded when a member wants a link by mail to confirm
// the own address (spec 02 §19.2).
type VerificationAsked struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (VerificationAsked) Kind() string { return "member.verification_asked" }

// RegistrationInvited is recorded when an organisation pre-registers somebody, or
// reminds the person of it (spec 02 U14).
type RegistrationInvited struct {
	DraftID int64 `json:"draft_id,string"`
}

// Kind names the event in the outbox.
func (RegistrationInvited) Kind() string { return "registration.invited" }

// ProposalSubmitted is recorded when a member proposes changes that must be
// approved (spec 02 §6.1).
type ProposalSubmitted struct {
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (ProposalSubmitted) Kind() string { return "proposal.submitted" }

// ReviewLetterWritten is recorded when the editorial team has decided about
// somebody, or asks something: the letter that says so waits to be sent.
type ReviewLetterWritten struct {
	LetterID int64 `json:"letter_id,string"`
}

// Kind names the event in the outbox.
func (ReviewLetterWritten) Kind() string { return "review_letter.written" }

// AccountLetterWritten is recorded when a security mail waits to be sent (spec
// 02 §16).
type AccountLetterWritten struct {
	LetterID int64 `json:"letter_id,string"`
}

// Kind names the event in the outbox.
func (AccountLetterWritten) Kind() string { return "account_letter.written" }

// NotificationPosted is recorded when a bell is added, so that open pages of
// its receiver show it.
type NotificationPosted struct {
	ReceiverID int64 `json:"receiver_id,string"`
}

// Kind names the event in the outbox.
func (NotificationPosted) Kind() string { return "notification.posted" }
