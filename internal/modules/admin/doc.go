// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package admin tells the staff how the installation is: what runs, on what,
// how much there is of everything and what waits for somebody (spec 08 §5.15).
//
// Vocabulary: the Overview is the whole state, section by section; a section
// that cannot be read is named in Overview.Unavailable and hides no other,
// since this page is opened when something is wrong. A Task is a fact that
// somebody should deal with. Figures are read afresh at each call.
//
// Nothing here knows a secret: Settings keeps of the configuration the names of
// drivers and providers only.
//
// Neighbours: platform/jobs, outbox, searchengine and database are asked for
// their state; the keeper of the search index is given as a Rebuilder. The
// package knows nothing of HTTP; its pages are in adminweb.
package admin
