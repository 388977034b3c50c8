// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import "aipress24.com/aipress24/internal/core/revision"

// Written is an event as core/revision knows it; 0 is the one its organiser has
// not saved yet.
func Written(id int64) revision.Object { return revision.Object{Kind: "event", ID: id} }

// Versions keeps the words of events: who may edit one may see them (spec 04
// §13.2).
func (s *Room) Versions() *revision.Keeper { return s.versions }
