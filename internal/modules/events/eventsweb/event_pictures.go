// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/pictures"
)

// pictures are the pages of the pictures of events.
func (h *handler) pictures() *pictures.Pages {
	return &pictures.Pages{
		Editor: h.Room, Album: h.album, Shell: eventShell, Sessions: h.Sessions, Uploads: h.Uploads,
	}
}

// album is the pictures of an event.
func (h *handler) album(ctx context.Context, by access.Actor, eventID int64) (pictures.Album, error) {
	e, list, err := h.Room.Event(ctx, by, eventID)
	if err != nil {
		return pictures.Album{}, err
	}
	return pictures.Album{
		Title: e.Title, URL: imagesURL(eventID), ListURL: eventsPath, Pictures: list,
		Back: ui.Stage{Label: i18n.T(ctx, "events.step.back_edit"), URL: editURL(eventID)},
		Next: ui.Stage{Label: i18n.T(ctx, "events.step.next_show"), URL: eventURL(eventID)},
	}, nil
}
