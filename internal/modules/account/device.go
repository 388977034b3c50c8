// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/member"
)

// NoteSignIn writes that a member has signed in. An administrator who does so
// from a browser that was never used before for the account is told by mail,
// always; agent is what the browser says it is (spec 02 §19.6).
func (s *Security) NoteSignIn(ctx context.Context, by Self, known bool, agent Agent) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.note(ctx, tx, by, "signed_in"); err != nil || known {
			return err
		}
		var admins []string
		err := tx.NewSelect().Model((*member.Member)(nil)).Column("m.email").
			Join("JOIN member_roles AS mr ON mr.member_id = m.id").Where("mr.role = ?", member.RoleAdmin).
			Where("m.id = ?", by.ID).Where("m.login_count > 1").Scan(ctx, &admins)
		if err != nil {
			return fmt.Errorf("look whether %d is an administrator: %w", by.ID, err)
		}
		for _, email := range admins {
			err := s.write(ctx, tx, letter{
				Kind: letterDevice, MemberID: by.ID, Recipient: email, Details: map[string]string{"browser": agent.Browser, "system": agent.System},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// EndSessions signs a member out elsewhere, as end does, and notes it.
func (s *Security) EndSessions(ctx context.Context, by Self, end func(context.Context) error) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := end(ctx); err != nil {
			return err
		}
		return s.note(ctx, tx, by, "sessions.ended")
	})
}
