// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

func (l *loader) insertMandates(ctx context.Context, tx bun.Tx) error {
	var roles []mandate.Role
	for _, m := range l.world.Mandates {
		if l.walls[m.Organisation] == 0 {
			continue
		}
		missions := m.Missions
		if missions == nil {
			missions = []string{}
		}
		role := mandate.Role{
			ID: l.app.IDs.Next(), WallID: l.walls[m.Organisation], MemberID: l.members[m.Member],
			Role: m.Role, Status: m.Status, Missions: missions, InvitedAt: m.InvitedAt, AnsweredAt: m.AcceptedAt,
		}
		if s, paid := l.subscription(m.Organisation); paid && role.Role == "BW_OWNER" && role.Status == mandate.Accepted {
			role.InvitedAt, role.AnsweredAt = s.PaidAt, s.PaidAt // activation gives the role
		}
		roles = append(roles, role)
	}
	if err := insertNew(ctx, tx, roles); err != nil {
		return fmt.Errorf("insert roles: %w", err)
	}
	var partnerships []mandate.Partnership
	for _, p := range l.world.Partnerships {
		partnerships = append(partnerships, mandate.Partnership{
			ID: l.app.IDs.Next(), ClientID: l.walls[p.Client], AgencyID: l.walls[p.Agency], Message: p.Message,
			Status: p.Status, InvitedBy: l.members[p.InvitedBy], InvitedAt: p.InvitedAt, AnsweredAt: p.AcceptedAt,
			StartsAt: p.StartsOn, EndsAt: p.EndsOn, RevokedAt: p.RevokedAt,
		})
	}
	if err := insertAll(ctx, tx, partnerships); err != nil {
		return fmt.Errorf("insert partnerships: %w", err)
	}
	var joins []organisation.Invitation
	for _, i := range l.world.JoinInvitations {
		joins = append(joins, organisation.Invitation{
			ID: l.app.IDs.Next(), OrganisationID: l.orgs[i.Organisation], Email: i.Email, InvitedBy: l.members[i.By], CreatedAt: i.At,
		})
	}
	if err := insertAll(ctx, tx, joins); err != nil {
		return fmt.Errorf("insert invitations: %w", err)
	}
	return l.insertHistory(ctx, tx, partnerships)
}

// insertHistory writes what the histories of walls say of all that is seeded.
func (l *loader) insertHistory(ctx context.Context, tx bun.Tx, partnerships []mandate.Partnership) error {
	var rows []audit.Entry
	note := func(wall int64, at time.Time, by int64, action string, details map[string]string) {
		if details == nil {
			details = map[string]string{}
		}
		rows = append(rows, audit.Entry{At: at, ActorID: by, Action: action, ObjectKind: "wall", ObjectID: wall, Details: details})
	}
	l.noteSubscriptions(note)
	l.noteRoles(note)
	for _, p := range partnerships {
		agency := map[string]string{"agency": strconv.FormatInt(p.AgencyID, 10)}
		client := map[string]string{"client": strconv.FormatInt(p.ClientID, 10)}
		both := func(at time.Time, by int64, action string) {
			if !at.IsZero() {
				note(p.ClientID, at, by, action, agency)
				note(p.AgencyID, at, by, action, client)
			}
		}
		both(p.InvitedAt, p.InvitedBy, businesswall.ActionPartnerInvited)
		if p.Status == mandate.PartnershipRejected {
			both(p.InvitedAt.Add(30*time.Hour), 0, businesswall.ActionPartnerRefused)
		} else {
			both(p.AnsweredAt, l.owners[p.AgencyID], businesswall.ActionPartnerAccepted)
		}
		both(p.RevokedAt, p.InvitedBy, businesswall.ActionPartnerRevoked)
	}
	slices.SortStableFunc(rows, func(a, b audit.Entry) int { return cmp.Compare(a.At.Unix(), b.At.Unix()) })
	for i := range rows {
		rows[i].ID = l.app.IDs.Next() // histories are read by id
	}
	if err := insertAll(ctx, tx, rows); err != nil {
		return fmt.Errorf("insert histories: %w", err)
	}
	return nil
}

type noter func(wall int64, at time.Time, by int64, action string, details map[string]string)

func (l *loader) noteSubscriptions(note noter) {
	for _, s := range l.world.Subscriptions {
		wall := l.walls[s.Organisation]
		owner := l.owners[wall]
		note(wall, s.PaidAt.Add(-12*time.Minute), owner, businesswall.ActionDrafted, nil)
		note(wall, s.PaidAt, 0, businesswall.ActionActivated, nil)
		note(wall, s.PaidAt.Add(40*time.Minute), owner, businesswall.ActionContentSaved, nil)
		if !s.FailedAt.IsZero() {
			note(wall, s.FailedAt, 0, businesswall.ActionPaymentFailed, nil)
		}
		if s.IsSuspended() {
			note(wall, s.GaveUpAt, 0, businesswall.ActionSuspended, nil)
		}
	}
}

func (l *loader) noteRoles(note noter) {
	for _, m := range l.world.Mandates {
		wall, who := l.walls[m.Organisation], l.members[m.Member]
		if wall == 0 || m.Role == "BW_OWNER" && m.Status == mandate.Accepted {
			continue
		}
		details := map[string]string{"role": m.Role, "member": strconv.FormatInt(who, 10)}
		invited := businesswall.ActionRoleInvited
		if m.Role == "BW_OWNER" {
			invited = businesswall.ActionOwnerOffered
		}
		note(wall, m.InvitedAt, l.owners[wall], invited, details)
		switch m.Status {
		case mandate.Accepted:
			note(wall, m.AcceptedAt, who, businesswall.ActionRoleAccepted, details)
		case mandate.Rejected:
			note(wall, m.InvitedAt.Add(20*time.Hour), who, businesswall.ActionRoleRefused, details)
		}
	}
}
