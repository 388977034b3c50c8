// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

// TakeAllForMany has every page found along the index of its order, as where
// many events pass.
func (a *Agenda) TakeAllForMany() { a.rare = 0 }
