// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package vocabulary is the reference lists (ontologies) that forms offer:
// genres, sections, sectors, trades… Administrators edit them; a stored value
// that has left its list is still shown, as it is (spec 01 §9). Terms and their
// categories have an English name where somebody gave one, and are French else.
package vocabulary
