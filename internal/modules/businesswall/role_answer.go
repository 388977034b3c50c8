// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
)

// What may be wrong with a link to an invitation (spec 07 §9).
var (
	ErrWrongLink    = errs.New(errs.Forbidden, "wall.error.wrong_link")
	errNoInvitation = errs.New(errs.NotFound, "wall.error.no_invitation")
)

// Offer is an invitation to a role as the invitee sees it.
type Offer struct {
	WallID    int64
	WallName  string
	WallType  string
	Role      string
	Status    string // mandate.Pending, Accepted, Rejected or Expired
	InvitedAt time.Time
}

// Offer returns the invitation of by to a role: only the invitee sees it.
func (s *Roles) Offer(ctx context.Context, by access.Actor, wallID int64, role string, memberID int64) (*Offer, error) {
	return s.offerOf(ctx, s.DB.Reader(), by, wallID, role, memberID)
}

func (s *Roles) offerOf(ctx context.Context, db bun.IDB, by access.Actor, wallID int64, role string, memberID int64) (*Offer, error) {
	if by.IsAnonymous() {
		return nil, errs.ErrUnauthenticated
	}
	if by.UserID != memberID || !isKnownRole(role) {
		return nil, ErrWrongLink
	}
	w, err := wallByID(ctx, db, wallID)
	if err != nil {
		return nil, err
	}
	r, err := roleOf(ctx, db, wallID, memberID, role)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, errNoInvitation
	}
	name, err := nameOf(ctx, db, wallID)
	if err != nil {
		return nil, err
	}
	o := &Offer{WallID: wallID, WallName: name, WallType: w.Type, Role: role, Status: r.Status, InvitedAt: r.InvitedAt}
	if r.Status == mandate.Pending && s.isLate(r.InvitedAt) {
		o.Status = mandate.Expired
	}
	return o, nil
}

// isLate reports whether an invitation of that instant cannot be answered any
// more, even if the nightly job has not said so yet.
func (n *Needs) isLate(invitedAt time.Time) bool {
	return !n.Now().Before(invitedAt.Add(mandate.InvitationLasts))
}

// Answer accepts or refuses the invitation of by to a role and returns it as it
// is then. Answered before, expired, or taken back in between: nothing changes.
// Who has left the organisation, or the agency, may refuse only. Accepting the
// ownership makes the former owner a plain member (spec 07 §9, §15.3).
func (s *Roles) Answer(ctx context.Context, by access.Actor, wallID int64, role string, memberID int64, accepts bool) (*Offer, error) {
	var offer *Offer
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lock(ctx, tx, wallID); err != nil {
			return err
		}
		if err := s.lockMember(ctx, tx, memberID); err != nil {
			return err
		}
		var err error
		if offer, err = s.offerOf(ctx, tx, by, wallID, role, memberID); err != nil || offer.Status != mandate.Pending {
			return err
		}
		w, err := wallByID(ctx, tx, wallID)
		if err != nil {
			return err
		}
		if accepts {
			err = s.acceptOffer(ctx, tx, by, w, role)
		} else {
			err = s.refuseOffer(ctx, tx, by, w, role)
		}
		if err != nil {
			return err
		}
		offer, err = s.offerOf(ctx, tx, by, wallID, role, memberID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("answer about %s on wall %d: %w", role, wallID, err)
	}
	return offer, nil
}

func (s *Roles) acceptOffer(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, role string) error {
	if !w.IsCurrent() {
		return ErrNotActivated
	}
	m, _, err := member.Read(ctx, tx, by.UserID)
	if err != nil {
		return err
	}
	if isInternal(role) && (w.OrganisationID == 0 || m.OrganisationID != w.OrganisationID) {
		return errNotMemberAnyMore
	}
	if !isInternal(role) {
		partner, err := mandate.IsOfAgency(ctx, tx, by.UserID, w.ID, s.Now())
		if err != nil {
			return err
		}
		if !partner {
			return errNoPartnerAnyMore
		}
	}
	if role == ownerRole {
		return s.succeed(ctx, tx, by, w)
	}
	var missions []string
	if isPR(role) {
		missions = w.Granted()
	}
	if err := s.accept(ctx, tx, w, by.UserID, role, missions); err != nil {
		return err
	}
	return s.answered(ctx, tx, by, w.ID, role, true)
}

// Whoever is gone from the organisation, or from its agencies, may only refuse.
var (
	errNotMemberAnyMore = errs.New(errs.Conflict, "wall.error.not_member_any_more")
	errNoPartnerAnyMore = errs.New(errs.Conflict, "wall.error.no_partner_any_more")
)

func (s *Roles) refuseOffer(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, role string) error {
	_, err := tx.NewUpdate().Model((*mandate.Role)(nil)).Set("status = ?", mandate.Rejected).Set("answered_at = ?", s.Now().UTC()).
		Where("wall_id = ?", w.ID).Where("member_id = ?", by.UserID).Where("role = ?", role).Where("status = ?", mandate.Pending).Exec(ctx)
	if err != nil {
		return fmt.Errorf("refuse role %s: %w", role, err)
	}
	return s.answered(ctx, tx, by, w.ID, role, false)
}

// answered audits an answer and has the managers told.
func (s *Roles) answered(ctx context.Context, tx bun.Tx, by access.Actor, wallID int64, role string, accepted bool) error {
	action := ActionRoleRefused
	if accepted {
		action = ActionRoleAccepted
	}
	if err := s.audit(ctx, tx, by, action, wallID, roleDetails(role, by.UserID)); err != nil {
		return err
	}
	r, err := roleOf(ctx, tx, wallID, by.UserID, role)
	if err != nil || r == nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.WallRoleAnswered{RoleID: r.ID, Accepted: accepted})
}
