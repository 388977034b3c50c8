// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package membershipweb is the staff's pages on people: the lists, the
// validation page of a registration or proposal, the page of a member with what
// may be done to him or her (spec 08 §5.2–5.4); and the page on which an
// applicant answers a question, by a mailed link.
//
// Every command works without scripts: what must be confirmed is asked in a
// dialogue, else on a page of its own.
package membershipweb
