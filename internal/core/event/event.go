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
}

// Kind names the event in the outbox.
func (OrganisationChanged) Kind() string { return "organisation.changed" }

// NotificationPosted is recorded when a bell is added, so that open pages of
// its receiver show it.
type NotificationPosted struct {
	ReceiverID int64 `json:"receiver_id,string"`
}

// Kind names the event in the outbox.
func (NotificationPosted) Kind() string { return "notification.posted" }
