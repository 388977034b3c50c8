// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// galleryLength is how many pictures the demonstration hangs on a wall.
const galleryLength = 5

// insertGalleries hangs on each wall pictures of what its organisation has
// published: the same files, which are drawn once.
func (l *loader) insertGalleries(ctx context.Context, tx bun.Tx) error {
	var (
		images []businesswall.Image
		links  []media.Link
	)
	hung := map[string]map[string]bool{} // by organisation and picture
	hang := func(organisation, picture, caption, credit string) {
		wall := l.walls[organisation]
		if wall == 0 || picture == "" || hung[organisation][picture] || len(hung[organisation]) == galleryLength {
			return
		}
		if hung[organisation] == nil {
			hung[organisation] = map[string]bool{}
		}
		images = append(images, businesswall.Image{
			ID: l.app.IDs.Next(), WallID: wall, MediaName: picture, Caption: caption, Copyright: media.Credit(credit),
			Position: int64(len(hung[organisation])), CreatedAt: l.world.Now,
		})
		links = append(links, media.Link{MediaName: picture, Kind: media.OfWall, ObjectID: wall})
		hung[organisation][picture] = true
	}
	for _, p := range l.world.PressReleases {
		if p.Status == demo.Published && p.Embargo.Before(l.world.Now) {
			hang(p.Publisher, l.scenes[releaseKey(p)], p.Title, p.PhotoCredit)
		}
	}
	for _, a := range l.world.Articles {
		if a.Status == demo.Published {
			hang(a.Publisher, l.scenes[a.Key], a.Caption, a.PhotoCredit)
		}
	}
	if err := insertAll(ctx, tx, images); err != nil {
		return err
	}
	return insertNew(ctx, tx, links)
}
