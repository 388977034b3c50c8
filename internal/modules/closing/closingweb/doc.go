// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package closingweb is the pages of those who leave: « Mon compte » among the
// preferences, closing the account, coming back (spec 02 §13).
package closingweb
