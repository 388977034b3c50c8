// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"
	"errors"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
)

// Invitations is what others propose to a member, and what is in force (spec 02
// §12).
type Invitations struct {
	Employer     *Organisation // nil without one
	Unproven     string        // the address, while its owner has not confirmed it: then nothing is told of who invited it
	Inviting     []Organisation
	RolesOffered []WallRole
	RolesHeld    []WallRole
	Partnerships []Partner // proposed to the employer
	Ended        []Partner // revoked, not yet confirmed
}

// Invitations returns the five sections of the page of by.
func (s *Service) Invitations(ctx context.Context, by access.Actor) (*Invitations, error) {
	db := s.db.Reader()
	own, err := accountOf(ctx, db, by)
	if err != nil {
		return nil, err
	}
	at := own.member.OrganisationID
	var list Invitations
	read := func(e error) { err = errors.Join(err, e) }
	var e error
	list.Employer, e = employer(ctx, db, at, by.UserID)
	read(e)
	if list.Inviting, e = inviting(ctx, db, own.member.ProvenEmail(), at); own.member.ProvenEmail() == "" {
		list.Unproven = own.member.Email
	}
	read(e)
	list.RolesOffered, e = wallRoles(ctx, db, by.UserID, mandate.Pending, s.now())
	read(e)
	list.RolesHeld, e = wallRoles(ctx, db, by.UserID, mandate.Accepted, s.now())
	read(e)
	list.Partnerships, e = partners(ctx, db, at, mandate.PartnershipInvited)
	read(e)
	list.Ended, e = partners(ctx, db, at, mandate.PartnershipRevoked)
	read(e)
	return &list, err
}

// Join makes by work for an organisation that has invited the address of by,
// and reports whether it did: without invitation, nothing happens. An invitation
// is for who reads the address, not for who has typed it: it must be confirmed
// (spec 02 §19.2). The owner of a Business Wall stays: organisation.ErrOwner.
func (s *Service) Join(ctx context.Context, by access.Actor, organisationID int64) (bool, error) {
	return s.move(ctx, by, "organisation.joined", organisationID, func(ctx context.Context, tx bun.Tx, own account) (bool, error) {
		if own.member.OrganisationID == organisationID {
			return false, nil
		}
		if err := s.staff.Hold(ctx, tx); err != nil { // or the organisation may be deleted meanwhile
			return false, err
		}
		return s.staff.InvitedTo(ctx, tx, organisationID, own.member.ProvenEmail())
	})
}

// AskVerification has a link mailed to by to confirm the own address, without
// which no invitation counts. Too many in a day are refused.
func (s *Service) AskVerification(ctx context.Context, by access.Actor) error {
	return s.askVerification(ctx, by.UserID)
}

// Leave makes by work for nobody, if organisationID is where by works, and
// reports whether it was. The owner of a Business Wall stays.
func (s *Service) Leave(ctx context.Context, by access.Actor, organisationID int64) (bool, error) {
	return s.move(ctx, by, "organisation.left", 0, func(_ context.Context, _ bun.Tx, own account) (bool, error) {
		return organisationID != 0 && own.member.OrganisationID == organisationID, nil
	})
}

// move assigns by to an organisation when may says so, and collects the one
// left when nobody works there any more.
func (s *Service) move(
	ctx context.Context, by access.Actor, action string, to int64,
	may func(context.Context, bun.Tx, account) (bool, error),
) (moved bool, err error) {
	err = s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.db.Lock(ctx, tx, "member:"+strconv.FormatInt(by.UserID, 10)); err != nil {
			return err
		}
		own, err := accountOf(ctx, tx, by)
		if err != nil {
			return err
		}
		left := own.member.OrganisationID
		if moved, err = may(ctx, tx, own); err != nil || !moved {
			return err
		}
		if err := s.staff.Assign(ctx, tx, own.member, own.profile, to); err != nil {
			return err
		}
		details := map[string]string{"from": strconv.FormatInt(left, 10), "to": strconv.FormatInt(to, 10)}
		if err := s.audit(ctx, tx, by, action, details); err != nil || left == 0 {
			return err
		}
		return s.staff.CollectEmpty(ctx, tx, left)
	})
	return moved && err == nil, err
}

// AcknowledgeEnd takes an ended partnership off the page of the agency that by
// works for, and reports whether there was one (spec 02 §12).
func (s *Service) AcknowledgeEnd(ctx context.Context, by access.Actor, partnershipID int64) (found bool, err error) {
	err = s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		own, err := accountOf(ctx, tx, by)
		if err != nil || own.member.OrganisationID == 0 {
			return err
		}
		found, err = forgetPartnership(ctx, tx, partnershipID, own.member.OrganisationID)
		if err != nil || !found {
			return err
		}
		return s.audit(ctx, tx, by, "partnership.end_acknowledged", map[string]string{"partnership": strconv.FormatInt(partnershipID, 10)})
	})
	return found, err
}
