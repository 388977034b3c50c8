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

// Move is a direction in the list of pictures.
type Move string

// The two directions; going beyond either end changes nothing (spec 04 §5.7).
const (
	MoveUp   Move = "up"
	MoveDown Move = "down"
)

// moved returns the pictures with the one of the given id moved one step, and
// whether it is among them. Positions are numbered anew from 0.
func moved(images []ArticleImage, id int64, direction Move) ([]ArticleImage, bool) {
	at := indexOf(images, id)
	if at < 0 {
		return images, false
	}
	to := at + 1
	if direction == MoveUp {
		to = at - 1
	}
	if to >= 0 && to < len(images) {
		images[at], images[to] = images[to], images[at]
	}
	return renumbered(images), true
}

// without returns the pictures but the one of the given id, and that one.
func without(images []ArticleImage, id int64) ([]ArticleImage, ArticleImage, bool) {
	at := indexOf(images, id)
	if at < 0 {
		return images, ArticleImage{}, false
	}
	gone := images[at]
	rest := append(append([]ArticleImage{}, images[:at]...), images[at+1:]...)
	return renumbered(rest), gone, true
}

func indexOf(images []ArticleImage, id int64) int {
	for i := range images {
		if images[i].ID == id {
			return i
		}
	}
	return -1
}

func renumbered(images []ArticleImage) []ArticleImage {
	for i := range images {
		images[i].Position = int64(i)
	}
	return images
}
