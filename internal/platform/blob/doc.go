// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package blob keeps files by content: the name of a file is the SHA-256 of its
// bytes and its extension (spec 01 §11), so the same bytes are stored once.
//
// A file lives in one of two namespaces. Public files are those of published
// content, served by hash to members. Private files (press cards, CVs, drafts,
// proofs) are opened only after the caller has checked the owning row.
//
// The store is a directory (file://), an S3-compatible bucket (s3://) or
// memory (mem://, for tests). A file is on disk, or confirmed by the bucket,
// when Put returns: the caller may then commit the row that names it.
package blob
