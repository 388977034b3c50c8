// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
)

// Images are the pictures of press releases.
var Images = gallery.Table{Name: "press_release_images", Content: "release_id", Kind: media.OfPressRelease}

// pictures is the editor of the pictures of press releases.
func (s *Service) pictures() *gallery.Editor {
	return gallery.NewEditor(gallery.Needs{
		Table: Images, IDs: s.ids, Media: s.media, Now: s.now, Change: s.arrange,
		Check: func(ctx context.Context, by access.Actor, id int64) error {
			_, _, err := s.Release(ctx, by, id)
			return err
		},
	})
}

// arrange changes the pictures of a release that by takes care of, and its
// mirror when there is one.
func (s *Service) arrange(ctx context.Context, by access.Actor, id int64, change gallery.Arrangement) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		release, err := s.lockedRelease(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := release.CanEdit(by); err != nil {
			return err
		}
		if err := change(ctx, tx); err != nil {
			return err
		}
		postID, err := s.show(ctx, tx, by, release)
		if err != nil {
			return err
		}
		return s.outbox.Record(ctx, tx, updated(release, postID)...)
	})
}
