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
	"aipress24.com/aipress24/internal/core/media"
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
		return s.duplicateImages(ctx, tx, by, original, duplicate)
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

// duplicateImages shows the same files beside the copy.
func (s *Service) duplicateImages(ctx context.Context, tx bun.Tx, by access.Actor, original, duplicate *Release) error {
	list, err := images(ctx, tx, original.ID)
	if err != nil {
		return err
	}
	names := media.NamesIn(original.Body)
	for i := range list {
		names = append(names, list[i].MediaName)
		list[i].ID, list[i].ReleaseID, list[i].OwnerID = s.ids.Next(), duplicate.ID, by.UserID
		list[i].CreatedAt, list[i].ModifiedAt = duplicate.CreatedAt, duplicate.CreatedAt
	}
	if err := insertImages(ctx, tx, list...); err != nil || len(names) == 0 {
		return err
	}
	return s.media.Share(ctx, tx, media.OfPressRelease, original.ID, media.OfPressRelease, duplicate.ID, names...)
}
