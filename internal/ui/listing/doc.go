// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package listing is how a list with columns is read, drawn and kept: what its
// address says, the table with its search, filters, sorting headings and pager
// (spec 04 §7.1), and the file for a spreadsheet (spec 04 §13.12).
//
// Vocabulary: a List is what a page declares of its list — where it is, what
// filters and sorts it, its words; a Query is what one address says of it. What
// changes a Query leads to the first page. Rows and their rules stay with the
// modules: they turn a Query into what their service is asked.
//
// Neighbours: ui draws the table, platform/web encodes the place of a page,
// platform/sheet writes the file.
package listing
