// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"maps"
	"slices"
	"strconv"

	"github.com/cespare/xxhash/v2"

	"aipress24.com/aipress24/internal/platform/searchengine"
)

// fingerprint is the version of a document: it changes with anything that is
// found or shown of it. The date of a row would not do, because a document
// borrows names of others, and says things of their profile or wall. The
// instant from which it shows is left out, because it is cleared once reached,
// and is the date of a publication anyway.
func fingerprint(d *searchengine.Document) int64 {
	h := xxhash.New()
	write := func(values ...string) {
		for _, v := range values {
			_, _ = h.WriteString(v) // never fails: see its documentation
			_, _ = h.Write([]byte{0})
		}
		_, _ = h.Write([]byte{1}) // so that nothing passes from one list to the next
	}
	write(d.Type, d.Title, d.Summary, d.Text, d.Preview, d.URL, d.Language)
	write(d.Names...)
	write(d.Tags...)
	for _, facet := range slices.Sorted(maps.Keys(d.Facets)) {
		write(facet)
		write(d.Facets[facet]...)
	}
	write(d.Scopes...)
	write(strconv.FormatInt(d.At.UnixMicro(), 36), strconv.FormatInt(d.VisibleUntil.UnixMicro(), 36))
	return int64(h.Sum64()) //nolint:gosec // any number that changes will do
}
