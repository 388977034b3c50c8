// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package membership is how the editorial team decides who is a member (spec 02
// §6, §8, §19.3 and 08 §5.2–5.6).
//
// Vocabulary: a registration waits until it is approved or refused; a proposal
// is changes of an active member's profile that must be approved, while the old
// profile stays live. The Desk reviews both: its Dossier is all that is known
// of a person, with look-alikes, notes, and letters to and fro. Accounts is
// what the staff does to members afterwards: deactivate, reactivate, take out of
// an organisation, give and take the rights of an administrator.
//
// Each decision is one transaction with its event, its line in the audit trail
// and the letter that tells of it; letters are sent by jobs. Asking the same
// decision twice changes nothing the second time.
//
// Neighbours: the module registration makes what is reviewed and announces it
// by events; core/survey knows the answers, core/organisation who works where.
// The pages are in membershipweb.
package membership
