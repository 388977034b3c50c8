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
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
)

// What stands in the way of another owner (spec 07 §12).
var (
	ErrOwnerStays  = errs.New(errs.Conflict, "wall.error.owner_stays")
	errNotOwner    = errs.New(errs.Forbidden, "wall.error.not_owner")
	errOwnerBlank  = &errs.Error{Kind: errs.Invalid, Message: "wall.error.owner_blank", Field: "email"}
	errOwnerKnown  = &errs.Error{Kind: errs.Invalid, Message: "wall.error.owner_unknown", Field: "email"}
	errOwnerSame   = &errs.Error{Kind: errs.Invalid, Message: "wall.error.owner_same", Field: "email"}
	errOwnsAnother = &errs.Error{Kind: errs.Invalid, Message: "wall.error.owns_another", Field: "email"}
	errOwnerMember = &errs.Error{Kind: errs.Invalid, Message: "wall.error.owner_not_member", Field: "email"}
)

// successor finds who may become the owner of w: a registered active member who
// owns no other wall, of any status.
func successor(ctx context.Context, tx bun.Tx, w *Wall, address string) (int64, int64, error) {
	if address == "" {
		return 0, 0, errOwnerBlank
	}
	m, err := account(ctx, tx, address)
	if err != nil {
		return 0, 0, err
	}
	switch {
	case m == nil || !m.Active:
		return 0, 0, errOwnerKnown
	case m.ID == w.OwnerID:
		return 0, 0, errOwnerSame
	}
	owns, err := ownsAnother(ctx, tx, m.ID, w.ID)
	if err != nil {
		return 0, 0, err
	}
	if owns {
		return 0, 0, errOwnsAnother
	}
	return m.ID, m.OrganisationID, nil
}

func ownsAnother(ctx context.Context, db bun.IDB, memberID, wallID int64) (bool, error) {
	found, err := db.NewSelect().Model((*Wall)(nil)).Where("bw.owner_id = ?", memberID).Where("bw.id <> ?", wallID).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("read the walls of %d: %w", memberID, err)
	}
	return found, nil
}

// OfferOwnership asks a member of the organisation to become the owner of a
// wall; it changes hands when he or she accepts (spec 07 §15.3). Only the owner
// may offer it. A new offer replaces an earlier one.
func (s *Roles) OfferOwnership(ctx context.Context, by access.Actor, wallID int64, email string) error {
	return s.change(ctx, by, wallID, "offer the ownership", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if w.OwnerID != by.UserID {
			return errNotOwner
		}
		id, works, err := successor(ctx, tx, w, email)
		if err != nil {
			return err
		}
		if w.OrganisationID == 0 || works != w.OrganisationID {
			return errOwnerMember
		}
		if err := dropOwnerOffers(ctx, tx, w.ID); err != nil {
			return err
		}
		if err := s.audit(ctx, tx, by, ActionOwnerOffered, w.ID, roleDetails(ownerRole, id)); err != nil {
			return err
		}
		return s.offer(ctx, tx, by, w, ownerRole, id)
	})
}

// WithdrawOwnership takes back an offer that was not answered.
func (s *Roles) WithdrawOwnership(ctx context.Context, by access.Actor, wallID int64) error {
	return s.change(ctx, by, wallID, "withdraw the ownership", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if w.OwnerID != by.UserID && !by.Admin {
			return errNotOwner
		}
		return dropOwnerOffers(ctx, tx, w.ID)
	})
}

// dropOwnerOffers deletes the offers of ownership that are not in force.
func dropOwnerOffers(ctx context.Context, tx bun.Tx, wallID int64) error {
	_, err := tx.NewDelete().Model((*mandate.Role)(nil)).Where("wall_id = ?", wallID).
		Where("role = ?", ownerRole).Where("status <> ?", mandate.Accepted).Exec(ctx)
	if err != nil {
		return fmt.Errorf("drop offers of ownership of wall %d: %w", wallID, err)
	}
	return nil
}

// succeed makes by the owner of w, by his or her own acceptance.
func (s *Roles) succeed(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall) error {
	owns, err := ownsAnother(ctx, tx, by.UserID, w.ID)
	if err != nil {
		return err
	}
	if owns {
		return errOwnsAnother
	}
	if err := s.setOwner(ctx, tx, by, w, by.UserID); err != nil {
		return err
	}
	return s.answered(ctx, tx, by, w.ID, ownerRole, true)
}

// ChangeOwner gives a wall in force another owner, by decision of the staff
// (« Changer le BW owner », spec 07 §12): a registered active member, who is
// moved into the organisation if need be. The former owner stays a member.
func (s *Roles) ChangeOwner(ctx context.Context, by access.Actor, wallID int64, email string) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	return s.change(ctx, by, wallID, "change the owner", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if w.Status != Active {
			return ErrNotActivated
		}
		id, works, err := successor(ctx, tx, w, email)
		if err != nil {
			return err
		}
		if works != w.OrganisationID && w.OrganisationID != 0 {
			if err := s.moveTo(ctx, tx, id, w.OrganisationID); err != nil {
				return err
			}
		}
		return s.setOwner(ctx, tx, by, w, id)
	})
}

// setOwner hands a wall over: the former owner's role goes before the new one
// comes, so that there never are two.
func (s *Roles) setOwner(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, ownerID int64) error {
	former := w.OwnerID
	_, err := tx.NewDelete().Model((*mandate.Role)(nil)).Where("wall_id = ?", w.ID).Where("role = ?", ownerRole).
		Where("member_id <> ?", ownerID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take the ownership from %d: %w", former, err)
	}
	if err := s.accept(ctx, tx, w, ownerID, ownerRole, nil); err != nil {
		return err
	}
	w.OwnerID, w.OwnerJobTitle, w.OwnerPhone = ownerID, "", ""
	if w.PayerIsOwner {
		w.PayerID = ownerID
	}
	w.ModifiedAt = s.Now().UTC()
	if err := saveWall(ctx, tx, w, "owner_id", "payer_id", "owner_job_title", "owner_phone"); err != nil {
		return err
	}
	if err := s.dropSelection(ctx, tx, w.ID, former); err != nil {
		return err
	}
	details := map[string]string{"from": strconv.FormatInt(former, 10), "to": strconv.FormatInt(ownerID, 10)}
	if err := s.audit(ctx, tx, by, ActionOwnerChanged, w.ID, details); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.WallOwnerChanged{WallID: w.ID, FormerID: former})
}
