// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import "aipress24.com/aipress24/internal/core/revision"

// Written is a press release as core/revision knows it; 0 is the one its author
// has not saved yet.
func Written(id int64) revision.Object { return revision.Object{Kind: "press_release", ID: id} }

// Versions keeps the words of press releases: who may edit one may see them
// (spec 04 §13.2).
func (s *Service) Versions() *revision.Keeper { return s.versions }
