// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package search finds articles, press releases, members and organisations. Its index is a
// projection of the database: it follows the outbox from a cursor of its own
// in each process, can be verified against its source and rebuilt while it
// answers (spec 03 §7).
package search
