// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package registration is how people join and how they change what they said
// of themselves (spec 02 §4–§7): the questionnaire being filled in, its rules,
// its submission, and the letters an applicant receives.
//
// What is being filled in is a draft, held by the token in a visitor's cookie
// or by a member. It keeps answers as they were typed, pictures and a hash of
// the password, for a week. Submitting one makes an account that waits for the
// editorial team; a member's own makes minor changes at once and proposes
// critical ones.
//
// Neighbours: core/survey for the questions, core/organisation for employers,
// core/media for pictures; the module membership decides about applicants. Its
// pages are in registrationweb.
package registration
