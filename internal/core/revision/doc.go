// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package revision keeps what people write from being lost (spec 04 §13.2): the
// words of a content after each saving, what a member has typed and not saved
// yet, and who has the content open at the moment.
//
// It knows no content: modules name theirs by kind and id, decide who may edit
// it, and hand over the words as their form holds them. Only text is kept; the
// rules of a content are met again when a kept version is saved.
package revision
