// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package searchengine is a full-text engine for short documents in French
// and English, kept on the local disk of each process.
//
// Vocabulary: a Document is what may be found, named "type:key"; its scopes
// and its window (VisibleFrom, VisibleUntil) say who may find it and when. An
// Engine holds one index in a slot, a directory that one process locks. The
// cursor is the position, in the stream of changes the caller follows, up to
// which the index is known to be right; it is saved in the same batch as the
// documents, so that a crash never separates them.
//
// The index is a projection that can always be rebuilt: nothing here is a
// source of truth. Document types, facets and scopes are opaque strings.
//
// Bleve does the indexing and the BM25 arithmetic. What is added here: one
// field per role with the language's own analysis (see analysis.go), sums of
// weighted fields without Bleve's coordination factor (scoring.go), a small
// tolerant query language (syntax.go), highlights taken from stored text only
// (highlight.go). A bleve.IndexAlias is not used for the swap after a rebuild
// because it hides what the engine needs: internal values and field lengths.
package searchengine
