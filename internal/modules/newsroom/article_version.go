// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/revision"
)

// Written is an article as core/revision knows it; 0 is the one its author has
// not saved yet.
func Written(id int64) revision.Object { return revision.Object{Kind: "article", ID: id} }

// Versions keeps the words of articles: who may edit an article may see them
// (spec 04 §13.2).
func (s *ArticleService) Versions() *revision.Keeper { return s.versions }

// keepWords notes what a saving did to the words of an article; before is nil
// when it is the first one.
func (s *ArticleService) keepWords(ctx context.Context, tx bun.Tx, by access.Actor, before, after *Article, in ArticleInput) error {
	if in.Words == nil {
		return nil
	}
	change := revision.Change{After: in.Words(after)}
	if before != nil {
		change.Before = in.Words(before)
	}
	return s.versions.Keep(ctx, tx, Written(after.ID), by.UserID, change)
}
