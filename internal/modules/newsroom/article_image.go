// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"time"

	"github.com/uptrace/bun"
)

// ArticleImage is one picture of an article. Position counts from 0 without
// holes; the first one is the cover (spec 04 §3.7).
type ArticleImage struct {
	bun.BaseModel `bun:"table:article_images,alias:ai"`

	ID         int64 `bun:",pk"`
	ArticleID  int64
	OwnerID    int64
	MediaName  string
	Caption    string // légende
	Copyright  string // mention de copyright
	Position   int64
	CreatedAt  time.Time
	ModifiedAt time.Time
}

// PictureID tells the picture from the others of its article.
func (i *ArticleImage) PictureID() int64 { return i.ID }

// PlaceAt gives the picture its place in the order.
func (i *ArticleImage) PlaceAt(position int64) { i.Position = position }
