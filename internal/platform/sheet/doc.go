// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package sheet writes tables that people open in a spreadsheet. Rows are
// written as they come, so that a long table never stands in memory, and no
// cell can be taken for a formula.
package sheet
