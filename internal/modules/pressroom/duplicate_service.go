// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
)

// Duplicate makes a draft of the actor's own out of a release: its words, its
// metadata and its pictures, but none of its dates (spec 04 §13.12). The title
// is the one of the copy.
func (s *Service) Duplicate(ctx context.Context, by access.Actor, id int64, title string) (*Release, error) {
	var duplicate *Release
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		original, err := releaseByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := original.CanEdit(by); err != nil {
			return err
		}
		duplicate = s.duplicateOf(original, by, title)
		if err := insertRelease(ctx, tx, duplicate); err != nil {
			return err
		}
		return Images.Copy(ctx, tx, s.ids, s.media, id, gallery.Twin{ID: duplicate.ID, OwnerID: by.UserID, CreatedAt: duplicate.CreatedAt})
	})
	if err != nil {
		return nil, fmt.Errorf("duplicate press release %d: %w", id, err)
	}
	return duplicate, nil
}

func (s *Service) duplicateOf(original *Release, by access.Actor, title string) *Release {
	now := s.now()
	duplicate := *original
	duplicate.ID, duplicate.OwnerID, duplicate.Status, duplicate.Version = s.ids.Next(), by.UserID, content.Draft, 1
	if runes := []rune(title); len(runes) > MaxTitle {
		title = string(runes[:MaxTitle])
	}
	duplicate.Title, duplicate.CreatedAt, duplicate.ModifiedAt = title, now, now
	for _, at := range []*time.Time{
		&duplicate.EmbargoedUntil, &duplicate.ReleaseAt, &duplicate.ScheduledAt, &duplicate.PublishedAt, &duplicate.ExpiresAt,
	} {
		*at = time.Time{}
	}
	duplicate.ScheduledBy = 0
	return &duplicate
}
