// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package mailer writes and sends the platform's mails (spec 08 §8, spec 05
// §4.9).
//
// A caller fills a Letter with blocks (heading, paragraphs, button, facts,
// quotation); the one branded layout makes HTML and plain text of it, so that
// every mail looks the same, in French or English. Mailer.Send checks the
// message, keeps to the recipient's weekly quota and hands the mail to the
// driver: smtp:// for real, capture: to keep mails in the database, where a
// developer or a test reads them.
//
// Send is called by jobs, never by a request. A job gives the same MessageID at
// each try, so that a mail sent twice is recognised as one.
package mailer
