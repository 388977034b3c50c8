// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package ids makes and reads the platform's identifiers.
//
// An identifier is a 64-bit number whose high bits are the time of its making,
// so that sorting by id sorts by creation (spec 01 §2):
//
//	unix milliseconds << 22 | node (10 bits) << 12 | counter (12 bits)
//
// The 41 bits of time last until September 2039. Identifiers exceed 2^53 and
// therefore travel as text in JSON and HTML; addresses carry the short form of
// [Encode], an "x" followed by base 62.
package ids
