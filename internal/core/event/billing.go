// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event

// PartnershipChanged is recorded when a partnership with a PR agency enters or
// leaves force: what the agency pays follows the number of its clients (spec 07
// §14.7).
type PartnershipChanged struct {
	AgencyWallID int64 `json:"agency_wall_id,string"`
}

// Kind names the event in the outbox.
func (PartnershipChanged) Kind() string { return "partnership.changed" }

// SubscriptionPastDue is recorded once per episode, when a payment of an active
// subscription has failed (spec 07 §5.2).
type SubscriptionPastDue struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (SubscriptionPastDue) Kind() string { return "subscription.past_due" }

// SubscriptionQuantityChanged is recorded when an agency pays for another
// number of clients than before (spec 06 §7.3).
type SubscriptionQuantityChanged struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (SubscriptionQuantityChanged) Kind() string { return "subscription.quantity_changed" }

// SubscriptionEnded is recorded when a Business Wall is over while the payment
// provider may still charge for it, or let somebody pay.
type SubscriptionEnded struct {
	WallID int64 `json:"wall_id,string"`
}

// Kind names the event in the outbox.
func (SubscriptionEnded) Kind() string { return "subscription.ended" }
