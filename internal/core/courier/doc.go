// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package courier is what the mails sent because of domain events have in
// common. Each module has a courier of its own, which knows the events, reads
// again what they are about and writes the letters; it embeds a Post, which
// sends each of them once and gives up those that can never arrive.
package courier
