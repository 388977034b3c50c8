// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"time"

	"github.com/uptrace/bun"
)

// Notification is one bell of one member (spec 01 §6.7).
type Notification struct {
	bun.BaseModel `bun:"table:notifications,alias:n"`

	ID         int64 `bun:",pk"`
	ReceiverID int64
	EventID    int64             // what caused it; with receiver and message, it is unique
	Message    string            // message key
	Args       map[string]string `bun:"type:jsonb"` // words of the message
	URL        string            // local path it leads to
	Read       bool
	CreatedAt  time.Time
}

// PanelSize is how many bells the panel shows (spec 05 §4.8).
const PanelSize = 10
