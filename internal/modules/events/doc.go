// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package events is the agenda of the press: the Event'room of Work, where
// organisers write events, and the portal where members read them, ask to take
// part, and take their dates home.
//
// An Event is the source, as its organiser sees it. Its Post is what members
// see: it is written in the transaction of the source's change of state and
// never edited by hand. A Participation is a member's accreditation to a post:
// seats are counted under a lock, so that they never exceed the capacity.
//
// The package knows nothing of HTTP; its pages are in eventsweb.
package events
