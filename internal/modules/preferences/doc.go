// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package preferences is what a member decides about his or her own account
// (spec 02 §12): how much of the profile others see (visibility level), who may
// see the contacts (contact options), interests, banner, the answers to
// invitations, what is told by bell and by mail, and the personal news feed.
//
// Everything here is about the actor; nobody's preferences but one's own can be
// named. What the choices mean is decided elsewhere, by everybody alike:
// core/survey for disclosure, core/notice for what is told.
//
// The package knows nothing of HTTP; its pages are in preferencesweb.
package preferences
