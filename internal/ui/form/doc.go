// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package form declares, renders, decodes and validates forms.
//
// A Form is groups of Fields; each Field has a Kind (text, rich text, two-level
// vocabulary, date and time, image…) and its rules. The same declaration draws
// the form, reads what was posted into Values, checks it on the server and
// shows the errors beside the fields, or prints the values on a page that
// cannot be edited (spec 08 §11). The registration survey is the same kit,
// declared from its JSON file.
//
// Nothing is bound by reflection: a handler reads Values field by field into
// its service's input, so that a posted name which no field declares is never
// seen (security checklist §2).
//
// Labels and hints are message keys; words that are no key, such as those of
// the survey, are shown as they are. Neighbours: ui for the components,
// core/errs for the errors of fields, platform/web for reading requests.
package form
