// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package paging reads long lists page by page: each page goes on from the last
// row shown, never by a number of rows to skip, so that a list of a million is
// read like one of ten. A list says what it is sorted by and which rows match;
// the pages, what is before and after them, the counts and the whole list for an
// export follow.
package paging
