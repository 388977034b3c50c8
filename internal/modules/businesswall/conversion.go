// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
)

// errDrafter refuses a change of type to whom may not run the wall any more when
// it is paid.
var errDrafter = errs.New(errs.Conflict, "wall.error.drafter")

// replaceable returns nil when a wall in force may give way to one of another
// type. One that is suspended must be paid first, not replaced for free; an
// agency must have ended with its clients (spec 07 §14.12, §14.22). The caller
// holds the lock of the wall.
func (n *Needs) replaceable(ctx context.Context, tx bun.Tx, current *Wall, wallType string) error {
	if current.Type == wallType {
		return ErrHasWall
	}
	why, err := n.suspended(ctx, tx, current)
	if err != nil {
		return err
	}
	if why != "" {
		return why.refusal()
	}
	clients, err := ClientCount(ctx, tx, current.ID)
	if err != nil {
		return err
	}
	if clients > 0 {
		return errClients
	}
	return nil
}

// makeRoom lets a draft take the place of the wall it was made to replace, or
// refuses with Conflict: a second wall, and a change of type that may not happen
// any more when it is paid, since the wall was suspended or has found clients
// after the checkout was opened, or since who drafted it may not run it any
// more. A refusal changes nothing. It reports false for a draft that was dropped
// meanwhile.
func (s *Lifecycle) makeRoom(ctx context.Context, tx bun.Tx, w *Wall) (free bool, err error) {
	old, err := s.heldCurrent(ctx, tx, w.OrganisationID)
	if err != nil {
		return false, err
	}
	dropped, err := tx.NewSelect().Model((*Wall)(nil)).Where("bw.id = ?", w.ID).Where("bw.status = ?", Cancelled).Exists(ctx)
	if err != nil || dropped {
		return false, err
	}
	if old == nil || old.ID == w.ID {
		return true, nil
	}
	if w.ReplacesID != old.ID {
		return false, ErrHasWall
	}
	if err := s.replaceable(ctx, tx, old, w.Type); err != nil {
		return false, err
	}
	if err := s.stillRuns(ctx, tx, w.OwnerID, old.ID); err != nil {
		return false, err
	}
	return true, s.convert(ctx, tx, old, w)
}

// convert puts w in the place of a wall of another type.
func (s *Lifecycle) convert(ctx context.Context, tx bun.Tx, old, w *Wall) error {
	if err := s.endUnfit(ctx, tx, old, w); err != nil {
		return err
	}
	drafter := access.Actor{UserID: w.OwnerID} // the owner of the former wall takes its place
	if err := s.takeOver(ctx, tx, old, w); err != nil {
		return fmt.Errorf("take over wall %d: %w", old.ID, err)
	}
	details := map[string]string{"from": old.Type, "to": w.Type, "wall": strconv.FormatInt(old.ID, 10)}
	return s.audit(ctx, tx, drafter, ActionConverted, w.ID, details)
}

// heldCurrent is the wall of an organisation that is in force or suspended,
// locked and as it is then, or nil; no other comes into force until the end of tx.
func (n *Needs) heldCurrent(ctx context.Context, tx bun.Tx, organisationID int64) (*Wall, error) {
	found, err := currentWall(ctx, tx, organisationID)
	if err != nil {
		return nil, err
	}
	if found != nil {
		if err := n.lock(ctx, tx, found.ID); err != nil {
			return nil, err
		}
	}
	if organisationID == 0 {
		return nil, nil //nolint:nilnil // nobody's wall is an ordinary answer
	}
	if err := n.lockPlace(ctx, tx, organisationID); err != nil {
		return nil, err
	}
	return currentWall(ctx, tx, organisationID)
}

// stillRuns returns errDrafter unless a member, whose account is active, runs a
// wall or is an administrator.
func (s *Lifecycle) stillRuns(ctx context.Context, tx bun.Tx, memberID, wallID int64) error {
	var admin []bool
	err := tx.NewRaw("SELECT EXISTS (SELECT 1 FROM member_roles r WHERE r.member_id = m.id AND r.role = 'ADMIN') FROM members m"+
		" WHERE m.id = ? AND m.active AND m.deleted_at IS NULL", memberID).Scan(ctx, &admin)
	if err != nil {
		return fmt.Errorf("read who drafted a wall: %w", err)
	}
	if len(admin) == 0 {
		return errDrafter
	}
	if admin[0] {
		return nil
	}
	runs, err := mandate.Manages(ctx, tx, memberID, wallID, s.Now())
	if err != nil {
		return err
	}
	if !runs {
		return errDrafter
	}
	return nil
}

// endUnfit ends the partnerships that a wall of the new type has no place for:
// what was proposed to a former agency, and the partners of what is an agency
// now (spec 07 §7.9).
func (s *Lifecycle) endUnfit(ctx context.Context, tx bun.Tx, old, w *Wall) error {
	var side string
	switch {
	case old.Type == organisation.WallPR:
		side = "pa.agency_id"
	case !w.Kind().HasPartners():
		side = "pa.client_id"
	default:
		return nil
	}
	var open []mandate.Partnership
	err := tx.NewSelect().Model(&open).Where(side+" = ?", old.ID).Where("pa.status IN (?)", bun.List(openPartnerships)).Order("pa.id").Scan(ctx)
	if err != nil {
		return fmt.Errorf("read the partnerships of wall %d: %w", old.ID, err)
	}
	for i := range open {
		if err := s.endPartnership(ctx, tx, access.Actor{UserID: w.OwnerID}, &open[i], mandate.PartnershipRevoked, open[i].ClientID == old.ID); err != nil {
			return err
		}
	}
	return nil
}

// takeOver moves what a wall has to the one of another type that replaces it:
// content, people, partnerships, pictures; the old one is cancelled (spec 07
// §14.12).
func (s *Lifecycle) takeOver(ctx context.Context, tx bun.Tx, old, w *Wall) error {
	w.Fill(old.Content())
	w.OwnerID, w.PayerID, w.Missions, w.NoPartner = old.OwnerID, old.PayerID, old.Missions, old.NoPartner
	w.EntityName, w.PressName = old.EntityName, old.PressName
	if w.Kind().RightsHolder {
		w.RightsPolicy = old.RightsPolicy
	}
	if err := saveWall(ctx, tx, w, append(contentColumns(), "owner_id", "payer_id", "missions", "no_partner", "entity_name", "press_name", "rights_policy")...); err != nil {
		return err
	}
	for _, query := range []string{
		"DELETE FROM wall_roles WHERE wall_id = ?0",
		"UPDATE wall_roles SET wall_id = ?0 WHERE wall_id = ?1",
		"UPDATE partnerships SET client_id = ?0 WHERE client_id = ?1",
		"UPDATE partnerships SET agency_id = ?0 WHERE agency_id = ?1",
		"UPDATE wall_images SET wall_id = ?0 WHERE wall_id = ?1",
		"DELETE FROM media_links WHERE kind = 'wall' AND object_id = ?0",
		"UPDATE media_links SET object_id = ?0 WHERE kind = 'wall' AND object_id = ?1",
		"UPDATE members SET selected_wall_id = ?0 WHERE selected_wall_id = ?1",
	} {
		if _, err := tx.NewRaw(query, w.ID, old.ID).Exec(ctx); err != nil {
			return err
		}
	}
	old.CancelledAt, old.Status, old.ModifiedAt = s.Now().UTC(), Cancelled, s.Now().UTC()
	if err := saveWall(ctx, tx, old, "status", "cancelled_at"); err != nil {
		return err
	}
	return s.Subscriptions.WallCancelled(ctx, tx, old.ID)
}
