// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package closing is how members leave, and what they may take with them (spec
// 02 §13): a copy of their data; closing the account, which can be taken back
// for 30 days; then anonymisation, which cannot. Accounts that nobody has used
// for 24 months are closed too, after a mail.
//
// What is held of a member is declared table by table in registry.go: how it is
// erased, what of it may stay and why, and what is in the copy. Anonymisation
// and copy do what is declared there and nothing else. A new table must be
// declared: a test walks the whole schema.
//
// The package knows nothing of HTTP; its pages are in closingweb.
package closing
