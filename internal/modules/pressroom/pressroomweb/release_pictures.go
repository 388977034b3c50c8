// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/pictures"
)

// pictures are the pages of the pictures of press releases.
func (h *handler) pictures() *pictures.Pages {
	return &pictures.Pages{
		Editor: h.releases, Album: h.album, Shell: releaseShell, Sessions: h.sessions, Uploads: h.uploads,
	}
}

// album is the pictures of a press release.
func (h *handler) album(ctx context.Context, by access.Actor, releaseID int64) (pictures.Album, error) {
	release, list, err := h.releases.Release(ctx, by, releaseID)
	if err != nil {
		return pictures.Album{}, err
	}
	return pictures.Album{
		Title: release.Title, URL: imagesURL(releaseID), ListURL: releasesPath, Pictures: list,
		Back: ui.Stage{Label: i18n.T(ctx, "pressroom.step.back_edit"), URL: editURL(releaseID)},
		Next: ui.Stage{Label: i18n.T(ctx, "pressroom.step.next_show"), URL: releaseURL(releaseID)},
	}, nil
}
