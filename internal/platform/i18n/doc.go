// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package i18n says things in the member's language: messages, plurals,
// numbers, money and dates. French comes first, English second.
//
// A message is found by its key ("newsroom.article.publish") in the catalogues
// of locales/, two files per area: AREA.fr.toml and AREA.en.toml. A value is a
// sentence, perhaps with arguments written {{.Name}}, or a table of plural
// forms (one, other, and many where French counts by millions):
//
//	[newsroom.article]
//	publish = "Publier"
//	by = "Par {{.Name}}"
//	count = { one = "{{.Count}} article", other = "{{.Count}} articles" }
//
// The language and the time zone travel in the context; a page asks for
// i18n.T(ctx, key) and knows nothing more. A key nobody translated is shown as
// it is, logged once and reported by Missing; a test of this package walks the
// whole source tree and fails on such a key before a reader can see it.
//
// The package knows nothing of the press; every other package may use it.
package i18n
