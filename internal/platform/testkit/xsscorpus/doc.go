// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package xsscorpus gives tests the project's 1,071 hostile and harmless
// inputs: markup, links, mail headers, spreadsheet cells.
//
// The data and the licences of its sources are in xss-corpus.json and
// xss-corpus.README.md beside this file. It is data for tests only: never
// serve it and never render it in a page.
package xsscorpus
