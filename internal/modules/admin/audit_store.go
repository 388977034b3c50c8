// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
)

// entry is one line of the append-only trace of what the staff does
// (security checklist §9).
type entry struct {
	bun.BaseModel `bun:"table:audit_entries,alias:ae"`

	ID         int64 `bun:",pk"`
	At         time.Time
	ActorID    int64 `bun:",nullzero"`
	Action     string
	ObjectKind string
	ObjectID   int64             `bun:",nullzero"`
	Details    map[string]string `bun:"type:json"`
	IP         string            `bun:"ip"`
}

// audit writes an entry, dated now.
func (s *Service) audit(ctx context.Context, e entry) error {
	e.ID, e.At = s.IDs.Next(), s.Now().UTC()
	if e.Details == nil {
		e.Details = map[string]string{}
	}
	if _, err := s.DB.Writer().NewInsert().Model(&e).Exec(ctx); err != nil {
		return fmt.Errorf("write audit entry %s: %w", e.Action, err)
	}
	return nil
}

// AuditJobCommand records that an administrator is about to give the job queue
// a command, such as to run jobs again or to pause a queue. The ids of the
// jobs are in the body of the request, which is not kept.
func (s *Service) AuditJobCommand(ctx context.Context, by access.Actor, ip, command string) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	return s.audit(ctx, entry{
		ActorID: by.UserID, IP: ip, Action: "jobs.command", ObjectKind: "jobs",
		Details: map[string]string{"command": command},
	})
}
