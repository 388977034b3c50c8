// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/ids"
)

// Entry is one line of the trace. Note gives it its ID and its instant.
type Entry struct {
	bun.BaseModel `bun:"table:audit_entries,alias:ae"`

	ID         int64 `bun:",pk"`
	At         time.Time
	ActorID    int64             `bun:",nullzero"` // 0: the platform, or an operator at the console
	Action     string            // in the past tense, "member.approved"
	ObjectKind string            // "member", "wall", …
	ObjectID   int64             `bun:",nullzero"` // 0: of something that has no id
	Details    map[string]string `bun:"type:jsonb"`
	IP         string            `bun:"ip"` // "" when it is not known
}

// Trail is what the trace is written with.
type Trail struct {
	IDs *ids.Generator
	Now func() time.Time
}

// Note adds e to the trace, dated now, in the transaction db.
func (t Trail) Note(ctx context.Context, db bun.IDB, e Entry) error {
	e.ID, e.At = t.IDs.Next(), t.Now().UTC()
	if e.Details == nil {
		e.Details = map[string]string{}
	}
	if _, err := db.NewInsert().Model(&e).Exec(ctx); err != nil {
		return fmt.Errorf("write audit entry %s: %w", e.Action, err)
	}
	return nil
}
