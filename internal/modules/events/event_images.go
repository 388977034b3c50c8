// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
)

// Images are the pictures of events.
var Images = gallery.Table{Name: "event_images", Content: "event_id", Kind: media.OfEvent}

// pictures is the editor of the pictures of events.
func (s *Room) pictures() *gallery.Editor {
	return gallery.NewEditor(gallery.Needs{
		Table: Images, IDs: s.ids, Media: s.media, Now: s.now, Change: s.arrange,
		Check: func(ctx context.Context, by access.Actor, id int64) error {
			_, _, err := s.Event(ctx, by, id)
			return err
		},
	})
}

// arrange changes the pictures of an event that by may edit, and what members
// see of it.
func (s *Room) arrange(ctx context.Context, by access.Actor, id int64, change gallery.Arrangement) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		e, err := s.lockedEvent(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := e.CanEdit(by); err != nil {
			return err
		}
		if err := change(ctx, tx); err != nil {
			return err
		}
		if err := s.linkMedia(ctx, tx, by, e); err != nil {
			return err
		}
		return s.show(ctx, tx, e, updated)
	})
}
