// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package outbox carries domain events from the transaction that causes them to
// those who listen.
//
// A service calls [Outbox.Record] in its own transaction: the event exists if,
// and only if, the change does. The relay ([Outbox.Relay], run by working
// processes) then dispatches it: in one transaction it gives the event its
// position and inserts one job per subscriber. Killing any process at any line
// loses nothing and dispatches nothing twice.
//
// There are two ways to listen:
//
//   - a subscriber ([On]) is called once per event for the whole installation,
//     as a job: retried if it fails, and so written to be run twice;
//   - a follower ([Outbox.Follow]) reads all events in the order of positions
//     from a cursor of its own, in each process: search indexes and live
//     counters are made of this.
//
// Positions are dense and follow the order of recording, save that an event
// committed late comes after those dispatched before it.
package outbox
