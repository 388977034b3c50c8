// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package site holds the public pages: legal texts, offers, contact, and the
// user guide (spec 02 §14, spec 08 §5.10).
//
// A page is a Markdown text in one language. The program brings the originals
// (texts/); an administrator's version, in the table cms_pages, takes their
// place, and each text that was ever saved is kept as a revision. Names and
// addresses of the operator stand in the texts as facts, {operator.name}, and
// come from the configuration.
//
// Words: slug, the page's name in its address; original, the text that comes
// with the program; edition, the version of the terms that members accept (see
// core/terms). Readers' pages and the editor are in siteweb.
package site
