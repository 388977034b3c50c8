// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package notice says what members are told of, by bell or by mail, and which
// of it each has refused (spec 02 §18, U13).
//
// Who sends asks Willing first. Only the kinds of Offers may be refused:
// security and decisions about an account are always told.
package notice
