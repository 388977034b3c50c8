// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package search finds articles, press releases, events, members and
// organisations. Its index is a projection of the database: it follows the
// outbox from a cursor of its own in each process, can be verified against its
// source and rebuilt while it answers (spec 03 §7).
//
// Documents borrow names: publications those of their author, publisher and
// outlet, members that of their employer. When a name changes, what borrows it
// is read again, page by page (borrower_store.go).
package search
