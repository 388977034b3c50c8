// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package audit writes the append-only trace of who did what (security checklist
// §9). A line is written in the transaction of what it tells of; nothing changes
// or removes one, but for the address it came from when its actor is anonymised.
// The trace outlives people: details hold ids and codes, nothing personal.
package audit
