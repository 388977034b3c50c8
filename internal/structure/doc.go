// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package structure holds tests of the shape of the code itself: which package
// may import which (architecture §2), licence headers, and what no committed
// file may contain. It has no code that runs.
//
// When one of its tests fails, move the code: the rules are few, and each says
// why in its message.
package structure
