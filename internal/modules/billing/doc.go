// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package billing is what organisations pay for: the subscription of each
// Business Wall, the provider's catalogue and what it tells us (spec 06 §5, §7,
// §8 and 07 §4.3, §5.1, §5.2, §6.1).
//
// Vocabulary: the Provider takes the money (Stripe, or a sandbox that takes
// none); its products and prices are mirrored here and pages read the mirror
// alone. A checkout is the provider's page on which somebody pays; the portal is
// its page on which they change or end what they pay. A webhook is the provider
// telling us; only that activates anything. The standing of a subscription is
// what follows from everything told of it.
//
// Events arrive twice, late and out of order. Each is kept once, and the
// standing is computed anew from all that is known of a subscription, in the
// order in which it happened: the same events give the same state, however they
// came. An end is final.
//
// Business Walls belong to another module, which implements Walls. The pages of
// the wizard and the dashboard are its business too; billingweb has the webhook
// and the pages of the sandbox.
package billing
