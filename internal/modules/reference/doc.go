// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package reference answers what forms suggest while one types: the terms of a
// vocabulary, the towns of a country, the names of organisations (spec 02 §4.3,
// §5). All of it is public, since registration is.
//
// Vocabularies are kept by core/vocabulary, towns by core/place; the names of
// organisations are put together and kept here. The package knows nothing of
// HTTP; its addresses are in referenceweb.
package reference
