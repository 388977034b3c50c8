// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package typeahead finds lines by the beginnings of their words, while they
// are being typed: « st den » finds Saint-Denis, « ech » finds Les Échos. Case,
// accents, hyphens and the order of the words do not matter.
//
// An Index is made once of a list that is read whole and often: towns, terms of
// a vocabulary, names of organisations. It is one text that is searched from
// end to end, which a machine does faster than it follows a tree of that size,
// and takes the memory of the lines themselves. What must be searched in the
// database, or ranked by relevance, belongs to the search engine.
package typeahead
