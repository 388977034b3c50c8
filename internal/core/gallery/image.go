// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package gallery

import (
	"time"

	"aipress24.com/aipress24/internal/core/content"
)

// Image is one picture of a content. Position counts from 0 without holes; the
// first one is the cover (spec 04 §3.7).
type Image struct {
	ID         int64 `bun:",pk"`
	ContentID  int64 `bun:",scanonly"` // its column has the name that the Table says
	OwnerID    int64
	MediaName  string
	Caption    string // légende
	Copyright  string // mention de copyright
	Position   int64
	CreatedAt  time.Time
	ModifiedAt time.Time
}

// PictureID tells the picture from the others of its content.
func (i *Image) PictureID() int64 { return i.ID }

// PlaceAt gives the picture its place in the order.
func (i *Image) PlaceAt(position int64) { i.Position = position }

// Shown are pictures as a public face keeps them; it is never nil.
func Shown(list []Image) []content.Picture {
	shown := make([]content.Picture, len(list))
	for i, image := range list {
		shown[i] = content.Picture{Name: image.MediaName, Caption: image.Caption, Copyright: image.Copyright}
	}
	return shown
}
