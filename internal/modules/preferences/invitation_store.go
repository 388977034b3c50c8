// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Organisation is an employer or one that invites. WallType is "" for one that
// is not official.
type Organisation struct {
	ID       int64
	Name     string // of the Business Wall when there is one
	WallType string
	Owned    bool // the reader owns its Business Wall, and stays
}

// WallRole is a role on an active Business Wall.
type WallRole struct {
	WallID   int64
	Wall     string
	WallType string
	Role     string // access.WallRole
}

// Partner is a partnership seen from the agency.
type Partner struct {
	ID       int64
	AgencyID int64  // the agency's Business Wall
	OwnerID  int64  // of that wall, who alone answers
	Owner    string // the owner's name
	Client   string // name of the client's Business Wall
	At       time.Time
}

// most bounds each list of the page: nobody has so many invitations.
const most = 100

// organisationColumns are what an Organisation is read from.
const organisationColumns = "o.id, coalesce(nullif(o.wall_name, ''), o.name) AS name, CASE WHEN o.wall_id IS NULL THEN '' ELSE o.wall_type END AS wall_type"

func employer(ctx context.Context, db bun.IDB, id, memberID int64) (*Organisation, error) {
	var found []Organisation
	err := db.NewSelect().TableExpr("organisations AS o").ColumnExpr(organisationColumns).
		ColumnExpr("EXISTS (SELECT 1 FROM business_walls bw WHERE bw.organisation_id = o.id AND bw.owner_id = ? AND "+organisation.HoldsOwner+") AS owned", memberID).
		Where("o.id = ?", id).Where("o.deleted_at IS NULL").Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read organisation %d: %w", id, err)
	}
	if len(found) == 0 {
		return nil, nil //nolint:nilnil // no employer is an ordinary answer
	}
	return &found[0], nil
}

// inviting lists the organisations that have invited an address, but the
// employer.
func inviting(ctx context.Context, db bun.IDB, email string, employerID int64) ([]Organisation, error) {
	var found []Organisation
	err := db.NewSelect().TableExpr("organisation_invitations AS oi").ColumnExpr(organisationColumns).
		Join("JOIN organisations AS o ON o.id = oi.organisation_id AND o.deleted_at IS NULL").
		Where("oi.email = ?", member.NormaliseEmail(email)).Where("o.id <> ?", employerID).
		Order("oi.created_at DESC", "oi.id DESC").Limit(most).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read invitations: %w", err)
	}
	return found, nil
}

// wallRoles lists the roles of a member in a status on active Business Walls, but
// those of an agency whose contract is over at now.
func wallRoles(ctx context.Context, db bun.IDB, memberID int64, status string, now time.Time) ([]WallRole, error) {
	var found []WallRole
	err := db.NewSelect().TableExpr("wall_roles AS wr").
		ColumnExpr("wr.wall_id, coalesce(nullif(bw.name, ''), o.name, '') AS wall, bw.type AS wall_type, wr.role").
		Join("JOIN business_walls AS bw ON bw.id = wr.wall_id AND bw.status = ?", organisation.WallActive).
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Where("wr.member_id = ?", memberID).Where("wr.status = ?", status).
		Where("NOT ("+mandate.LapsedSQL("?")+")", mandate.Today(now)).
		Order("wr.invited_at DESC", "wr.id DESC").Limit(most).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the roles of %d: %w", memberID, err)
	}
	return found, nil
}

// partners lists the partnerships in a status of the Business Walls of an
// organisation as an agency, newest first: when it was offered, or when it ended.
func partners(ctx context.Context, db bun.IDB, organisationID int64, status string) ([]Partner, error) {
	var found []Partner
	err := db.NewSelect().TableExpr("partnerships AS pa").
		ColumnExpr("pa.id, pa.agency_id, aw.owner_id, trim(ow.first_name || ' ' || ow.last_name) AS owner, coalesce(nullif(cw.name, ''), o.name, '') AS client, CASE pa.status WHEN ? THEN pa.invited_at ELSE coalesce(pa.revoked_at, pa.ends_at, pa.answered_at, pa.invited_at) END AS at", mandate.PartnershipInvited).
		Join("JOIN business_walls AS aw ON aw.id = pa.agency_id AND aw.organisation_id = ?", organisationID).
		Join("JOIN members AS ow ON ow.id = aw.owner_id").
		Join("JOIN business_walls AS cw ON cw.id = pa.client_id").
		Join("LEFT JOIN organisations AS o ON o.id = cw.organisation_id").
		Where("pa.status = ?", status).
		Order("at DESC", "pa.id DESC").Limit(most).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the partnerships of %d: %w", organisationID, err)
	}
	return found, nil
}

// forgetPartnership deletes an ended partnership of the agency of an
// organisation, and reports whether there was one.
func forgetPartnership(ctx context.Context, tx bun.Tx, id, organisationID int64) (bool, error) {
	result, err := tx.NewDelete().Model((*mandate.Partnership)(nil)).
		Where("id = ?", id).Where("status = ?", mandate.PartnershipRevoked).
		Where("agency_id IN (SELECT aw.id FROM business_walls aw WHERE aw.organisation_id = ?)", organisationID).
		Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("forget partnership %d: %w", id, err)
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
