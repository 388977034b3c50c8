// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// registrationSubmitted tells the administrators of a newcomer (spec 02 §16).
func (b *Bells) registrationSubmitted(ctx context.Context, e event.RegistrationSubmitted, m outbox.Meta) error {
	return b.ringDesk(ctx, m.EventID, e.MemberID, "notifications.registration_submitted")
}

// registrationAnswered tells who looks after a review, else every
// administrator, that the applicant has answered.
func (b *Bells) registrationAnswered(ctx context.Context, e event.RegistrationAnswered, m outbox.Meta) error {
	return b.ringDesk(ctx, m.EventID, e.MemberID, "notifications.registration_answered")
}

// proposalSubmitted tells the administrators of changes to approve.
func (b *Bells) proposalSubmitted(ctx context.Context, e event.ProposalSubmitted, m outbox.Meta) error {
	return b.ringDesk(ctx, m.EventID, e.MemberID, "notifications.proposal_submitted")
}

// ringDesk rings the bell of who looks after the review of a member, or of all
// administrators. A member deleted meanwhile rings nothing.
func (b *Bells) ringDesk(ctx context.Context, eventID, memberID int64, message string) error {
	var receivers []int64
	err := b.db.Reader().NewRaw(`
SELECT m.id FROM member_roles r JOIN members m ON m.id = r.member_id AND m.active AND m.deleted_at IS NULL
WHERE r.role = ?0 AND EXISTS (SELECT 1 FROM members s WHERE s.id = ?1 AND s.deleted_at IS NULL)
  AND (m.id = (SELECT reviewer_id FROM review_assignments WHERE member_id = ?1)
       OR NOT EXISTS (SELECT 1 FROM review_assignments WHERE member_id = ?1))
ORDER BY m.id`, member.RoleAdmin, memberID).Scan(ctx, &receivers)
	if err != nil {
		return fmt.Errorf("list the administrators: %w", err)
	}
	if len(receivers) == 0 {
		return nil
	}
	name, err := b.nameOf(ctx, memberID)
	if err != nil {
		return err
	}
	return b.post(ctx, eventID, receivers, message, map[string]string{"Name": name}, "/admin/validation_profile/"+ids.Encode(memberID))
}
