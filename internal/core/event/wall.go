// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event

// WallActivated is recorded when a Business Wall comes into force for the first time (spec 07 §5.1).
type WallActivated struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (WallActivated) Kind() string { return "wall.activated" }

// WallSuspended is recorded when a Business Wall in force is suspended, for want of
// payment or by the staff.
type WallSuspended struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (WallSuspended) Kind() string { return "wall.suspended" }

// WallReactivated is recorded when a suspended Business Wall is in force again.
type WallReactivated struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (WallReactivated) Kind() string { return "wall.reactivated" }

// WallCancelled is recorded when a Business Wall ends for ever.
type WallCancelled struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (WallCancelled) Kind() string { return "wall.cancelled" }

// WallPaymentFailed is recorded when the first payment of an episode has failed: the
// wall will be suspended unless it is paid (spec 07 §5.2).
type WallPaymentFailed struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (WallPaymentFailed) Kind() string { return "wall.payment_failed" }

// WallSuspensionNear is recorded when the suspension of an unpaid wall is three days or
// one day away (spec 07 §15.9).
type WallSuspensionNear struct {
	WallID   int64 `json:"wall_id,string"`
	Tomorrow bool  `json:"tomorrow"`
}

// Kind names the event in the outbox.
func (WallSuspensionNear) Kind() string { return "wall.suspension_near" }

// WallVerified is recorded when the staff has decided about what a wall says of itself
// (spec 07 §15.1).
type WallVerified struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (WallVerified) Kind() string { return "wall.verified" }

// WallOwnerChanged is recorded when a Business Wall has another owner (spec 07 §15.3).
type WallOwnerChanged struct {
	WallID   int64 `json:"wall_id,string"`
	FormerID int64 `json:"former_id,string"`
}

// Kind names the event in the outbox.
func (WallOwnerChanged) Kind() string { return "wall.owner_changed" }

// WallRoleInvited is recorded when somebody is offered a role on a Business Wall, or
// reminded of it (spec 07 §11).
type WallRoleInvited struct {
	RoleID int64 `json:"role_id,string"`
}

// Kind names the event in the outbox.
func (WallRoleInvited) Kind() string { return "wall_role.invited" }

// WallRoleAnswered is recorded when a role was accepted or refused.
type WallRoleAnswered struct {
	RoleID   int64 `json:"role_id,string"`
	Accepted bool  `json:"accepted"`
}

// Kind names the event in the outbox.
func (WallRoleAnswered) Kind() string { return "wall_role.answered" }

// WallRoleAppointed is recorded when an agency has appointed one of its own on the wall of
// a client (spec 07 §14.2).
type WallRoleAppointed struct {
	RoleID int64 `json:"role_id,string"`
}

// Kind names the event in the outbox.
func (WallRoleAppointed) Kind() string { return "wall_role.appointed" }

// WallRoleRemoved is recorded when a member has lost a role on a Business Wall,
// with the partnership whose end took it, or 0.
type WallRoleRemoved struct {
	PartnershipID int64 `json:"partnership_id,string"`
	WallID        int64 `json:"wall_id,string"`
	MemberID      int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (WallRoleRemoved) Kind() string { return "wall_role.removed" }

// WallRoleRequested is recorded when a member of an organisation asks the managers of its
// Business Wall for a role (spec 07 §14.19).
type WallRoleRequested struct {
	WallID   int64 `json:"wall_id,string"`
	MemberID int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (WallRoleRequested) Kind() string { return "wall_role.requested" }

// PartnershipInvited is recorded when a client asks a PR agency to represent it.
type PartnershipInvited struct {
	PartnershipID int64 `json:"partnership_id,string"`
}

// Kind names the event in the outbox.
func (PartnershipInvited) Kind() string { return "partnership.invited" }

// PartnershipAnswered is recorded when an agency has accepted or refused a client.
type PartnershipAnswered struct {
	PartnershipID int64 `json:"partnership_id,string"`
	ByID          int64 `json:"by_id,string"` // who answered
	Accepted      bool  `json:"accepted"`
}

// Kind names the event in the outbox.
func (PartnershipAnswered) Kind() string { return "partnership.answered" }

// PartnershipEnded is recorded when a partnership is revoked by the client, its contract
// is over, or the wall of one side has ended.
type PartnershipEnded struct {
	PartnershipID int64 `json:"partnership_id,string"`
	ByID          int64 `json:"by_id,string"` // who ended it; 0 for nobody
	ByClient      bool  `json:"by_client"`    // the client's side did, and knows it
}

// Kind names the event in the outbox.
func (PartnershipEnded) Kind() string { return "partnership.ended" }

// PartnershipEnding is recorded when the contract of a partnership ends within a month
// (spec 07 §15.6).
type PartnershipEnding struct {
	PartnershipID int64 `json:"partnership_id,string"`
}

// Kind names the event in the outbox.
func (PartnershipEnding) Kind() string { return "partnership.ending" }

// OrganisationInvited is recorded when an address is invited to join an organisation.
type OrganisationInvited struct {
	InvitationID int64 `json:"invitation_id,string"`
}

// Kind names the event in the outbox.
func (OrganisationInvited) Kind() string { return "organisation.invited" }

// OrganisationMemberRemoved is recorded when the managers of a Business Wall have taken a
// member out of its organisation.
type OrganisationMemberRemoved struct {
	OrganisationID int64 `json:"organisation_id,string"`
	MemberID       int64 `json:"member_id,string"`
}

// Kind names the event in the outbox.
func (OrganisationMemberRemoved) Kind() string { return "organisation.member_removed" }

// PublishedForClient is recorded when a member has published for an organisation that is not
// the employer: its owner is told by mail (spec 07 §8, §11).
type PublishedForClient struct {
	AuthorID       int64 `json:"author_id,string"`
	OrganisationID int64 `json:"organisation_id,string"`
	PostID         int64 `json:"post_id,string"`
}

// Kind names the event in the outbox.
func (PublishedForClient) Kind() string { return "publication.for_client" }
