// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"time"

	"github.com/uptrace/bun"
)

// Image is one picture of a press release. Position counts from 0 without
// holes; the first one is the cover (spec 04 §3.7).
type Image struct {
	bun.BaseModel `bun:"table:press_release_images,alias:ri"`

	ID         int64 `bun:",pk"`
	ReleaseID  int64
	OwnerID    int64
	MediaName  string
	Caption    string // légende
	Copyright  string // mention de copyright
	Position   int64
	CreatedAt  time.Time
	ModifiedAt time.Time
}

// PictureID tells the picture from the others of its release.
func (i *Image) PictureID() int64 { return i.ID }

// PlaceAt gives the picture its place in the order.
func (i *Image) PlaceAt(position int64) { i.Position = position }
