// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"time"

	"github.com/uptrace/bun"
)

// EventImage is one picture of an event. Position counts from 0 without
// holes; the first one is the cover (spec 04 §3.7).
type EventImage struct {
	bun.BaseModel `bun:"table:event_images,alias:ei"`

	ID         int64 `bun:",pk"`
	EventID    int64
	OwnerID    int64
	MediaName  string
	Caption    string // légende
	Copyright  string // mention de copyright
	Position   int64
	CreatedAt  time.Time
	ModifiedAt time.Time
}

// PictureID tells the picture from the others of its event.
func (i *EventImage) PictureID() int64 { return i.ID }

// PlaceAt gives the picture its place in the order.
func (i *EventImage) PlaceAt(position int64) { i.Position = position }
