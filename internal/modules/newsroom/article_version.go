// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import "aipress24.com/aipress24/internal/core/revision"

// Written is an article as core/revision knows it; 0 is the one its author has
// not saved yet.
func Written(id int64) revision.Object { return revision.Object{Kind: "article", ID: id} }

// Versions keeps the words of articles: who may edit an article may see them
// (spec 04 §13.2).
func (s *ArticleService) Versions() *revision.Keeper { return s.versions }
