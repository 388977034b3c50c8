// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
)

// Duplicate makes a draft out of one of the author's articles: its words, its
// metadata and its pictures, but none of its dates nor its assignment (spec 04
// §13.12). The title is the one of the copy.
func (s *ArticleService) Duplicate(ctx context.Context, by access.Actor, id int64, title string) (*Article, error) {
	var duplicate *Article
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		original, err := articleByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := original.CanEdit(by); err != nil {
			return err
		}
		duplicate = s.duplicateOf(original, by, title)
		if err := insertArticle(ctx, tx, duplicate); err != nil {
			return err
		}
		return Images.Copy(ctx, tx, s.ids, s.media, id, gallery.Twin{ID: duplicate.ID, OwnerID: by.UserID, CreatedAt: duplicate.CreatedAt})
	})
	if err != nil {
		return nil, fmt.Errorf("duplicate article %d: %w", id, err)
	}
	return duplicate, nil
}

func (s *ArticleService) duplicateOf(original *Article, by access.Actor, title string) *Article {
	now := s.now()
	duplicate := *original
	duplicate.ID, duplicate.Status, duplicate.Version = s.ids.Next(), content.Draft, 1
	duplicate.AssignmentID, duplicate.CommissionerID, duplicate.PublisherID = 0, by.UserID, by.OrganisationID
	if runes := []rune(title); len(runes) > MaxTitle {
		title = string(runes[:MaxTitle])
	}
	duplicate.Title, duplicate.CreatedAt, duplicate.ModifiedAt = title, now, now
	for _, at := range []*time.Time{&duplicate.IssueAt, &duplicate.ReleaseAt, &duplicate.PublishedAt, &duplicate.ExpiresAt} {
		*at = time.Time{}
	}
	return &duplicate
}
