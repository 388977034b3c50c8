// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
)

// Revoke ends the partnership of a wall with an agency, proposed or in force:
// the agency's people lose their roles on the wall at once. Only the client
// revokes (spec 07 §7.9).
func (s *Partners) Revoke(ctx context.Context, by access.Actor, wallID, agencyID int64) error {
	return s.change(ctx, by, wallID, "revoke a partner", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		p := new(mandate.Partnership)
		err := tx.NewSelect().Model(p).Where("pa.client_id = ?", w.ID).Where("pa.agency_id = ?", agencyID).
			Where("pa.status IN (?)", bun.List(openPartnerships)).Order("pa.id").Limit(1).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrRevoke
		}
		if err != nil {
			return fmt.Errorf("look for a partnership: %w", err)
		}
		return s.endPartnership(ctx, tx, by, p, mandate.PartnershipRevoked, true)
	})
}

// endPartnership ends an open partnership, takes from the agency's people the
// roles it gave them, and counts the agency's clients again. The caller holds
// the lock of the client's wall or of the agency's; byClient says that the
// client's side ends it, which is then not told.
func (n *Needs) endPartnership(ctx context.Context, tx bun.Tx, by access.Actor, p *mandate.Partnership, status string, byClient bool) error {
	p.Status = status
	if status == mandate.PartnershipRevoked {
		p.RevokedAt = n.Now().UTC()
	}
	result, err := tx.NewUpdate().Model(p).Column("status", "revoked_at").WherePK().Where("status IN (?)", bun.List(openPartnerships)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end partnership %d: %w", p.ID, err)
	}
	if ended, err := result.RowsAffected(); err != nil || ended == 0 {
		return err
	}
	var lost []mandate.Role
	err = tx.NewSelect().Model(&lost).Where("wr.wall_id = ?", p.ClientID).
		Where("wr.role IN (?)", bun.List([]string{externalManagerRole, externalPRRole, internalPRRole})).
		Where("EXISTS (SELECT 1 FROM members m JOIN business_walls aw ON aw.id = ? AND (aw.organisation_id = m.organisation_id OR aw.owner_id = m.id) WHERE m.id = wr.member_id)", p.AgencyID).
		Scan(ctx)
	if err != nil {
		return fmt.Errorf("read the roles of agency %d: %w", p.AgencyID, err)
	}
	for i := range lost {
		if err := n.removeRole(ctx, tx, by, &lost[i], p.ID); err != nil {
			return err
		}
	}
	if err := n.auditBoth(ctx, tx, by, ActionPartnerRevoked, p); err != nil {
		return err
	}
	if err := n.recount(ctx, tx, p.AgencyID); err != nil {
		return err
	}
	return n.Outbox.Record(ctx, tx, event.PartnershipEnded{PartnershipID: p.ID, ByID: by.UserID, ByClient: byClient})
}

// ClientCount is how many walls in force an agency represents; 0 for a wall
// that is no agency or does not exist (spec 07 §12).
func ClientCount(ctx context.Context, db bun.IDB, agencyWallID int64) (int64, error) {
	var count int64
	err := db.NewRaw(`
SELECT count(DISTINCT pa.client_id) FROM partnerships pa
JOIN business_walls aw ON aw.id = pa.agency_id AND aw.type = 'pr'
JOIN business_walls cw ON cw.id = pa.client_id AND cw.status IN ('active', 'suspended')
WHERE pa.agency_id = ? AND pa.status IN (?)`, agencyWallID, bun.List(inForce)).Scan(ctx, &count)
	if err != nil {
		return 0, fmt.Errorf("count the clients of wall %d: %w", agencyWallID, err)
	}
	return count, nil
}

// recount tells billing how many clients an agency has (spec 07 §14.7).
func (n *Needs) recount(ctx context.Context, tx bun.Tx, agencyWallID int64) error {
	count, err := ClientCount(ctx, tx, agencyWallID)
	if err != nil {
		return err
	}
	return n.Subscriptions.ClientsChanged(ctx, tx, agencyWallID, max(count, 1))
}

// recountAgencies counts again the clients of the agencies of a client whose
// status has changed.
func (n *Needs) recountAgencies(ctx context.Context, tx bun.Tx, clientID int64) error {
	var agencies []int64
	err := tx.NewSelect().Model((*mandate.Partnership)(nil)).ColumnExpr("DISTINCT pa.agency_id").Where("pa.client_id = ?", clientID).
		Where("pa.status IN (?)", bun.List(inForce)).Scan(ctx, &agencies)
	if err != nil {
		return fmt.Errorf("read the agencies of wall %d: %w", clientID, err)
	}
	for _, id := range agencies {
		if err := n.recount(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}
