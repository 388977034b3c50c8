// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Where bells about Business Walls lead.
const (
	dashboardURL   = "/BW/"
	invitationsURL = "/preferences/invitations"
)

// subscribeWalls rings what happens to Business Walls (spec 07 §11, §15.9).
func (b *Bells) subscribeWalls(r *outbox.Registry) {
	const name = "notifications"
	outbox.On(r, name, func(ctx context.Context, e event.WallActivated, m outbox.Meta) error {
		return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_activated", 0)
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallSuspended, m outbox.Meta) error {
		return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_suspended", 0)
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallReactivated, m outbox.Meta) error {
		return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_reactivated", 0)
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallCancelled, m outbox.Meta) error {
		return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_cancelled", 0)
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallPaymentFailed, m outbox.Meta) error {
		return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_payment_failed", 0)
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallSuspensionNear, m outbox.Meta) error {
		if e.Tomorrow {
			return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_suspension_tomorrow", 0)
		}
		return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_suspension_near", 0)
	})
	outbox.On(r, name, b.wallVerified)
	outbox.On(r, name, func(ctx context.Context, e event.WallOwnerChanged, m outbox.Meta) error {
		if err := b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_owner_changed", 0); err != nil {
			return err
		}
		return b.ringAboutWall(ctx, m.EventID, e.WallID, []int64{e.FormerID}, "notifications.wall_owner_changed", invitationsURL, 0)
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallRoleRequested, m outbox.Meta) error {
		return b.ringManagers(ctx, m.EventID, e.WallID, "notifications.wall_role_requested", e.MemberID)
	})
	outbox.On(r, name, b.roleRemoved)
	outbox.On(r, name, b.roleInvited)
	outbox.On(r, name, b.roleAnswered)
	outbox.On(r, name, b.roleAppointed)
	b.subscribePartnerships(r, name)
	outbox.On(r, name, b.organisationInvited)
	outbox.On(r, name, b.memberRemoved)
}

func (b *Bells) subscribePartnerships(r *outbox.Registry, name string) {
	outbox.On(r, name, func(ctx context.Context, e event.PartnershipInvited, m outbox.Meta) error {
		return b.ringPartners(ctx, m.EventID, e.PartnershipID, "notifications.partnership_invited", invitationsURL, false, true)
	})
	outbox.On(r, name, func(ctx context.Context, e event.PartnershipAnswered, m outbox.Meta) error {
		if e.Accepted {
			return b.ringPartners(ctx, m.EventID, e.PartnershipID, "notifications.partnership_accepted", dashboardURL, true, true)
		}
		return b.ringPartners(ctx, m.EventID, e.PartnershipID, "notifications.partnership_refused", dashboardURL, true, false)
	})
	outbox.On(r, name, func(ctx context.Context, e event.PartnershipEnded, m outbox.Meta) error {
		return b.ringPartners(ctx, m.EventID, e.PartnershipID, "notifications.partnership_ended", invitationsURL, !e.ByClient, true)
	})
	outbox.On(r, name, func(ctx context.Context, e event.PartnershipEnding, m outbox.Meta) error {
		return b.ringPartners(ctx, m.EventID, e.PartnershipID, "notifications.partnership_ending", dashboardURL, true, true)
	})
}

// ringManagers rings the bells of who runs a wall; about names somebody, who
// knows it already, or is 0.
func (b *Bells) ringManagers(ctx context.Context, eventID, wallID int64, message string, about int64) error {
	receivers, err := mandate.ManagersOf(ctx, b.db.Reader(), wallID, b.now())
	if err != nil {
		return err
	}
	receivers = slices.DeleteFunc(receivers, func(id int64) bool { return id == about })
	return b.ringAboutWall(ctx, eventID, wallID, receivers, message, dashboardURL, about)
}

// wallVerified tells the managers the outcome of the staff's verification, and
// what is to be corrected (spec 07 §14.23). A wall sent back to the queue rings
// nothing.
func (b *Bells) wallVerified(ctx context.Context, e event.WallVerified, m outbox.Meta) error {
	var words struct{ Wall, Verification, Comment string }
	err := b.db.Reader().NewRaw(`SELECT coalesce(nullif(bw.name, ''), o.name, '') AS wall, bw.verification, bw.verification_comment AS comment
FROM business_walls bw LEFT JOIN organisations o ON o.id = bw.organisation_id WHERE bw.id = ?`, e.WallID).Scan(ctx, &words)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the verification of wall %d: %w", e.WallID, err)
	}
	var message string
	switch words.Verification {
	case "verified":
		message = "notifications.wall_verified"
	case "rejected":
		message = "notifications.wall_refused"
	default:
		return nil
	}
	receivers, err := mandate.ManagersOf(ctx, b.db.Reader(), e.WallID, b.now())
	if err != nil {
		return err
	}
	return b.post(ctx, m.EventID, receivers, message, map[string]string{"Wall": words.Wall, "Comment": words.Comment}, dashboardURL)
}

// ringAboutWall rings bells that name a wall and perhaps a member. A wall
// deleted meanwhile rings nothing.
func (b *Bells) ringAboutWall(ctx context.Context, eventID, wallID int64, receivers []int64, message, url string, about int64) error {
	var words struct{ Wall, Name string }
	err := b.db.Reader().NewRaw(`SELECT coalesce(nullif(bw.name, ''), o.name, '') AS wall, coalesce(trim(m.first_name || ' ' || m.last_name), '') AS name
FROM business_walls bw LEFT JOIN organisations o ON o.id = bw.organisation_id LEFT JOIN members m ON m.id = ? WHERE bw.id = ?`, about, wallID).Scan(ctx, &words)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the words of a bell about wall %d: %w", wallID, err)
	}
	return b.post(ctx, eventID, receivers, message, map[string]string{"Wall": words.Wall, "Name": words.Name, "By": words.Name}, url)
}

// role reads an assignment; one that is gone is nil.
func (b *Bells) role(ctx context.Context, id int64) (*mandate.Role, error) {
	r := &mandate.Role{ID: id}
	err := b.db.Reader().NewSelect().Model(r).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // withdrawn meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("read role %d: %w", id, err)
	}
	return r, nil
}

func (b *Bells) roleInvited(ctx context.Context, e event.WallRoleInvited, m outbox.Meta) error {
	r, err := b.role(ctx, e.RoleID)
	if err != nil || r == nil || r.Status != mandate.Pending {
		return err
	}
	return b.ringAboutWall(ctx, m.EventID, r.WallID, []int64{r.MemberID}, "notifications.wall_role_invited", invitationsURL, r.InvitedBy)
}

func (b *Bells) roleAnswered(ctx context.Context, e event.WallRoleAnswered, m outbox.Meta) error {
	r, err := b.role(ctx, e.RoleID)
	if err != nil || r == nil {
		return err
	}
	if e.Accepted {
		return b.ringManagers(ctx, m.EventID, r.WallID, "notifications.wall_role_accepted", r.MemberID)
	}
	return b.ringManagers(ctx, m.EventID, r.WallID, "notifications.wall_role_refused", r.MemberID)
}

// roleAppointed tells the client's managers, and who was appointed.
func (b *Bells) roleAppointed(ctx context.Context, e event.WallRoleAppointed, m outbox.Meta) error {
	r, err := b.role(ctx, e.RoleID)
	if err != nil || r == nil {
		return err
	}
	if err := b.ringManagers(ctx, m.EventID, r.WallID, "notifications.wall_role_appointed", r.MemberID); err != nil {
		return err
	}
	return b.ringAboutWall(ctx, m.EventID, r.WallID, []int64{r.MemberID}, "notifications.wall_role_given", dashboardURL, 0)
}

// roleRemoved tells who lost a role; the owner of an agency whose partnership
// has ended is told of that instead.
func (b *Bells) roleRemoved(ctx context.Context, e event.WallRoleRemoved, m outbox.Meta) error {
	if e.PartnershipID != 0 {
		told, err := b.db.Reader().NewSelect().TableExpr("partnerships AS pa").Join("JOIN business_walls AS aw ON aw.id = pa.agency_id").
			Where("pa.id = ?", e.PartnershipID).Where("aw.owner_id = ?", e.MemberID).Exists(ctx)
		if err != nil {
			return fmt.Errorf("read the agency of partnership %d: %w", e.PartnershipID, err)
		}
		if told {
			return nil
		}
	}
	return b.ringAboutWall(ctx, m.EventID, e.WallID, []int64{e.MemberID}, "notifications.wall_role_removed", invitationsURL, 0)
}

// ringPartners rings the bells of the owners of a partnership's walls.
func (b *Bells) ringPartners(ctx context.Context, eventID, id int64, message, url string, client, agency bool) error {
	var p struct {
		Wall, Agency             string
		ClientOwner, AgencyOwner int64
	}
	err := b.db.Reader().NewRaw(`SELECT coalesce(nullif(bw.name, ''), o.name, '') AS wall, coalesce(nullif(aw.name, ''), ao.name, '') AS agency,
bw.owner_id AS client_owner, aw.owner_id AS agency_owner
FROM partnerships pa JOIN business_walls bw ON bw.id = pa.client_id JOIN business_walls aw ON aw.id = pa.agency_id
LEFT JOIN organisations o ON o.id = bw.organisation_id LEFT JOIN organisations ao ON ao.id = aw.organisation_id WHERE pa.id = ?`, id).Scan(ctx, &p)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // acknowledged meanwhile
	}
	if err != nil {
		return fmt.Errorf("read partnership %d: %w", id, err)
	}
	var receivers []int64
	if client {
		receivers = append(receivers, p.ClientOwner)
	}
	if agency {
		receivers = append(receivers, p.AgencyOwner)
	}
	return b.post(ctx, eventID, receivers, message, map[string]string{"Wall": p.Wall, "Agency": p.Agency}, url)
}

// organisationInvited tells an address that is an active member's.
func (b *Bells) organisationInvited(ctx context.Context, e event.OrganisationInvited, m outbox.Meta) error {
	var i struct {
		MemberID         int64
		Organisation, By string
	}
	err := b.db.Reader().NewRaw(`SELECT m.id AS member_id, coalesce(nullif(o.wall_name, ''), o.name) AS organisation, coalesce(trim(s.first_name || ' ' || s.last_name), '') AS by
FROM organisation_invitations oi JOIN organisations o ON o.id = oi.organisation_id
JOIN members m ON m.email = oi.email AND m.active AND m.deleted_at IS NULL
LEFT JOIN members s ON s.id = oi.invited_by WHERE oi.id = ?`, e.InvitationID).Scan(ctx, &i)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read invitation %d: %w", e.InvitationID, err)
	}
	return b.post(ctx, m.EventID, []int64{i.MemberID}, "notifications.organisation_invited", map[string]string{"By": i.By, "Organisation": i.Organisation}, invitationsURL)
}

func (b *Bells) memberRemoved(ctx context.Context, e event.OrganisationMemberRemoved, m outbox.Meta) error {
	var name string
	err := b.db.Reader().NewRaw("SELECT coalesce(nullif(wall_name, ''), name) FROM organisations WHERE id = ?", e.OrganisationID).Scan(ctx, &name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read organisation %d: %w", e.OrganisationID, err)
	}
	return b.post(ctx, m.EventID, []int64{e.MemberID}, "notifications.organisation_member_removed", map[string]string{"Organisation": name}, invitationsURL)
}
