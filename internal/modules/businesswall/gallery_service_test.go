// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §4.2, §5.8: at most ten, dense positions, moves that do nothing at
// the ends.
func TestGallery(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		x.refused(x.Gallery.Add(ctx, owner, w.ID, []byte("GIF89a"), "", ""), errs.Invalid, "another type")
		x.refused(x.Gallery.Add(ctx, owner, w.ID, make([]byte, businesswall.MaxImageBytes), "", ""), errs.TooLarge, "4 MiB")
		for _, caption := range []string{"a", "b", "c"} {
			x.must(x.Gallery.Add(ctx, owner, w.ID, picture(x.T), caption, ""))
		}
		order := func() (text string) {
			images, err := x.Gallery.Images(ctx, owner, w.ID)
			x.must(err)
			for i, im := range images {
				if im.Position != int64(i) {
					x.Errorf("position %d at %d", im.Position, i)
				}
				text += im.Caption
			}
			return text
		}
		images, err := x.Gallery.Images(ctx, owner, w.ID)
		x.must(err)
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[0].ID, businesswall.Up))
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[2].ID, businesswall.Down))
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[1].ID, "sideways"))
		if got := order(); got != "abc" {
			x.Errorf("order %s", got)
		}
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[0].ID, businesswall.Down))
		x.must(x.Gallery.Delete(ctx, owner, w.ID, images[1].ID))
		if got := order(); got != "ac" {
			x.Errorf("order %s", got)
		}
		for range 8 {
			x.must(x.Gallery.Add(ctx, owner, w.ID, picture(x.T), "", ""))
		}
		x.refused(x.Gallery.Add(ctx, owner, w.ID, picture(x.T), "", ""), errs.Conflict, "the eleventh")
	})
}
