// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package survey is the registration questionnaire as rules (spec 02 §4): which
// questions a profile is asked, how answers are kept in the member and the
// profile, which changes need the editorial team, and what of them another
// member may see. The questions themselves are data (registration-survey.json,
// read by package data); nothing here repeats them.
//
// Neighbours: core/member keeps the answers, core/vocabulary the choices,
// ui/form draws the questions; the module registration asks them.
package survey
