// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
)

// audit adds an entry to the trace of what the staff does.
func (s *Service) audit(ctx context.Context, e audit.Entry) error {
	return audit.Trail{IDs: s.IDs, Now: s.Now}.Note(ctx, s.DB.Writer(), e)
}

// AuditJobCommand records that an administrator is about to give the job queue
// a command, such as to run jobs again or to pause a queue. The ids of the
// jobs are in the body of the request, which is not kept.
func (s *Service) AuditJobCommand(ctx context.Context, by access.Actor, ip, command string) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	return s.audit(ctx, audit.Entry{
		ActorID: by.UserID, IP: ip, Action: "jobs.command", ObjectKind: "jobs",
		Details: map[string]string{"command": command},
	})
}
