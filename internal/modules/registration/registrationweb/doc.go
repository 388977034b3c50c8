// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package registrationweb is the pages of registration (spec 02 §5, §7): the
// welcome, the choice of a profile, the questionnaire step by step, its summary
// and its end, and what links sent by mail lead to.
//
// The questionnaire is drawn from the survey's data alone. Without JavaScript it
// is one long page; with it, <step-form> shows one step at a time and keeps what
// is typed.
package registrationweb
