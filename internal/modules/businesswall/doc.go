// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package businesswall holds the official, subscribed presence of an
// organisation (Business Wall, BW): its types and how one comes into force, its
// content, its people and their roles, the PR agencies that represent it, and
// what they may publish in its name (spec 07).
//
// A wall belongs to one organisation, whose wall_* columns always mirror it;
// one at most is in force. Its status is not moved from state to state: it
// follows from facts (activated, in good standing, blocked, cancelled), so that
// the payment provider's messages may come twice or in any order.
//
// Rights to publish are read by core/mandate at the moment of publishing, never
// remembered. Payment is behind the interface Subscriptions, which module
// billing implements and internal/app joins; billing drives Lifecycle. Mails
// and bells follow from events (core/event): mails in Courier, bells in module
// notifications. The pages are in businesswallweb.
package businesswall
