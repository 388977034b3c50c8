// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
)

// Roles is who does what for a wall.
type Roles struct{ *Needs }

// errRoleUnknown refuses a role that cannot be offered here.
var errRoleUnknown = errs.New(errs.Invalid, "wall.error.role_unknown")

// Holder is somebody who holds or is offered a role.
type Holder struct {
	RoleID    int64
	MemberID  int64
	Role      string
	Status    string // mandate.Pending…
	FirstName string
	LastName  string
	Email     string
	InvitedAt time.Time
}

// mostHolders bounds the people of a wall on a page.
const mostHolders = 1000

func holders(ctx context.Context, db bun.IDB, wallID int64, roles ...string) ([]Holder, error) {
	var found []Holder
	err := db.NewSelect().TableExpr("wall_roles AS wr").
		ColumnExpr("wr.id AS role_id, wr.member_id, wr.role, wr.status, wr.invited_at, m.first_name, m.last_name, m.email").
		Join("JOIN members AS m ON m.id = wr.member_id AND m.deleted_at IS NULL").
		Where("wr.wall_id = ?", wallID).Where("wr.role IN (?)", bun.List(roles)).
		Order("m.last_name", "m.first_name", "wr.id").Limit(mostHolders).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the people of wall %d: %w", wallID, err)
	}
	return found, nil
}

// InternalRoles is the page of roles inside the organisation (spec 07 §7.8).
type InternalRoles struct {
	Owner     *Holder  // nil when the account has vanished
	Successor *Holder  // offered to become the owner, or nil
	Managers  []Holder // BWMi, of any status
	Officers  []Holder // BWPRi, of any status
}

// Internal returns the roles inside the organisation of a wall that by may run.
func (s *Roles) Internal(ctx context.Context, by access.Actor, wallID int64) (*InternalRoles, error) {
	if _, err := s.managed(ctx, by, wallID); err != nil {
		return nil, err
	}
	found, err := holders(ctx, s.DB.Reader(), wallID, ownerRole, internalManagerRole, internalPRRole)
	if err != nil {
		return nil, err
	}
	list := &InternalRoles{}
	for i := range found {
		switch h := &found[i]; {
		case h.Role == ownerRole && h.Status == mandate.Accepted:
			list.Owner = h
		case h.Role == ownerRole && h.Status == mandate.Pending:
			list.Successor = h
		case h.Role == internalManagerRole:
			list.Managers = append(list.Managers, *h)
		case h.Role == internalPRRole:
			list.Officers = append(list.Officers, *h)
		}
	}
	return list, nil
}

// SaveInvitations makes the offers of an internal role those of a list of
// addresses: offers whose address is not there are taken back, new addresses
// are invited, those who have accepted stay whatever the list says (spec 07
// §7.8).
func (s *Roles) SaveInvitations(ctx context.Context, by access.Actor, wallID int64, role, text string) (*Changes, error) {
	if role != internalManagerRole && role != internalPRRole {
		return nil, errRoleUnknown
	}
	changes := &Changes{}
	err := s.change(ctx, by, wallID, "save invitations", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		*changes = Changes{}
		wanted := Addresses(text)
		held, err := holders(ctx, tx, w.ID, role)
		if err != nil {
			return err
		}
		for _, h := range held {
			if h.Status != mandate.Pending || slices.Contains(wanted, h.Email) {
				continue
			}
			if err := s.withdraw(ctx, tx, by, h.RoleID, w.ID, h); err != nil {
				return err
			}
			changes.Withdrawn = append(changes.Withdrawn, h.Email)
		}
		for _, address := range wanted {
			outcome, err := s.invite(ctx, tx, by, w, role, address)
			if err != nil {
				return err
			}
			changes.Replies = append(changes.Replies, Reply{address, outcome})
		}
		return nil
	})
	return changes, err
}

func (s *Roles) withdraw(ctx context.Context, tx bun.Tx, by access.Actor, roleID, wallID int64, h Holder) error {
	_, err := tx.NewDelete().Model((*mandate.Role)(nil)).Where("id = ?", roleID).Where("status = ?", mandate.Pending).Exec(ctx)
	if err != nil {
		return fmt.Errorf("withdraw offer %d: %w", roleID, err)
	}
	return s.audit(ctx, tx, by, ActionRoleWithdrawn, wallID, roleDetails(h.Role, h.MemberID))
}

func roleDetails(role string, memberID int64) map[string]string {
	return map[string]string{"role": role, "member": strconv.FormatInt(memberID, 10)}
}

// account finds who has an address: an account that is not deleted.
func account(ctx context.Context, db bun.IDB, address string) (*member.Member, error) {
	m := new(member.Member)
	err := db.NewSelect().Model(m).Where("m.email = ?", member.NormaliseEmail(address)).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // a stranger is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("look for an account: %w", err)
	}
	return m, nil
}

// invite offers a role to an address, in the order of checks of spec 07 §7.8.
func (s *Roles) invite(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, role, address string) (Outcome, error) {
	m, err := account(ctx, tx, address)
	if err != nil {
		return "", err
	}
	switch {
	case m == nil:
		return UnknownAddress, nil
	case !m.Active:
		return InactiveAccount, nil
	case isInternal(role) && w.OrganisationID == 0:
		return NoOrganisation, nil
	case isInternal(role) && m.OrganisationID != w.OrganisationID:
		return NotMember, nil
	}
	held, err := roleOf(ctx, tx, w.ID, m.ID, role)
	if err != nil {
		return "", err
	}
	if held == nil {
		return Invited, s.offer(ctx, tx, by, w, role, m.ID)
	}
	switch held.Status {
	case mandate.Pending:
		return AlreadyInvited, nil
	case mandate.Accepted:
		return AlreadyHolds, nil
	}
	return InvitedAgain, s.offerAgain(ctx, tx, by, held)
}

// offer creates a pending role and has the invitee told.
func (s *Roles) offer(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, role string, memberID int64) error {
	r := &mandate.Role{
		ID: s.IDs.Next(), WallID: w.ID, MemberID: memberID, Role: role, Status: mandate.Pending,
		Missions: []string{}, InvitedBy: by.UserID, InvitedAt: s.Now().UTC(),
	}
	if _, err := tx.NewInsert().Model(r).Exec(ctx); err != nil {
		return fmt.Errorf("offer role %s: %w", role, err)
	}
	return s.offered(ctx, tx, by, r)
}

// offerAgain makes a refused or expired role pending again.
func (s *Roles) offerAgain(ctx context.Context, tx bun.Tx, by access.Actor, r *mandate.Role) error {
	r.Status, r.InvitedAt, r.AnsweredAt, r.InvitedBy, r.Missions = mandate.Pending, s.Now().UTC(), time.Time{}, by.UserID, []string{}
	if _, err := tx.NewUpdate().Model(r).Column("status", "invited_at", "answered_at", "invited_by", "missions").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("offer role %d again: %w", r.ID, err)
	}
	return s.offered(ctx, tx, by, r)
}

func (s *Roles) offered(ctx context.Context, tx bun.Tx, by access.Actor, r *mandate.Role) error {
	if err := s.audit(ctx, tx, by, ActionRoleInvited, r.WallID, roleDetails(r.Role, r.MemberID)); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.WallRoleInvited{RoleID: r.ID})
}

// Resend invites again somebody who has refused or not answered in time.
func (s *Roles) Resend(ctx context.Context, by access.Actor, wallID, roleID int64) error {
	return s.change(ctx, by, wallID, "resend an invitation", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		r, err := roleByID(ctx, tx, w.ID, roleID)
		if err != nil {
			return err
		}
		if r.Status != mandate.Rejected && r.Status != mandate.Expired || r.Role == ownerRole {
			return nil
		}
		m, _, err := member.Read(ctx, tx, r.MemberID)
		if err != nil {
			return err
		}
		if _, err := s.invite(ctx, tx, by, w, r.Role, m.Email); err != nil {
			return err
		}
		return nil
	})
}

// roleByID returns an assignment of a wall.
func roleByID(ctx context.Context, db bun.IDB, wallID, roleID int64) (*mandate.Role, error) {
	r := new(mandate.Role)
	err := db.NewSelect().Model(r).Where("wr.id = ?", roleID).Where("wr.wall_id = ?", wallID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNoInvitation
	}
	if err != nil {
		return nil, fmt.Errorf("read role %d: %w", roleID, err)
	}
	return r, nil
}

// Remove takes a role, or its offer, from somebody. The owner's is changed by
// a transfer only.
func (s *Roles) Remove(ctx context.Context, by access.Actor, wallID, roleID int64) error {
	return s.change(ctx, by, wallID, "remove a role", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		r, err := roleByID(ctx, tx, w.ID, roleID)
		if err != nil {
			return err
		}
		if r.Role == ownerRole && r.Status == mandate.Accepted {
			return ErrOwnerStays
		}
		return s.removeRole(ctx, tx, by, r, 0)
	})
}

// removeRole deletes an assignment and, if it was in force, has the member told
// and the selection dropped. It is because of the end of a partnership, or 0.
func (n *Needs) removeRole(ctx context.Context, tx bun.Tx, by access.Actor, r *mandate.Role, partnershipID int64) error {
	if _, err := tx.NewDelete().Model(r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("remove role %d: %w", r.ID, err)
	}
	if err := n.audit(ctx, tx, by, ActionRoleRemoved, r.WallID, roleDetails(r.Role, r.MemberID)); err != nil {
		return err
	}
	if err := n.dropSelection(ctx, tx, r.WallID, r.MemberID); err != nil {
		return err
	}
	if r.Status != mandate.Accepted {
		return nil
	}
	return n.Outbox.Record(ctx, tx, event.WallRoleRemoved{WallID: r.WallID, MemberID: r.MemberID, PartnershipID: partnershipID})
}

// dropSelection ends acting for a wall on which a member has no role any more.
func (n *Needs) dropSelection(ctx context.Context, tx bun.Tx, wallID, memberID int64) error {
	_, err := tx.NewRaw(`UPDATE members SET selected_wall_id = NULL WHERE id = ?0 AND selected_wall_id = ?1
AND NOT EXISTS (SELECT 1 FROM wall_roles wr WHERE wr.wall_id = ?1 AND wr.member_id = ?0 AND wr.status = 'accepted')`, memberID, wallID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end the selection of %d: %w", memberID, err)
	}
	return nil
}

// accept puts a role in force, new or offered before, with missions.
func (n *Needs) accept(ctx context.Context, tx bun.Tx, w *Wall, memberID int64, role string, missions []string) error {
	if missions == nil {
		missions = []string{}
	}
	now := n.Now().UTC()
	r := &mandate.Role{
		ID: n.IDs.Next(), WallID: w.ID, MemberID: memberID, Role: role, Status: mandate.Accepted,
		Missions: missions, InvitedAt: now, AnsweredAt: now,
	}
	_, err := tx.NewInsert().Model(r).On("CONFLICT (wall_id, member_id, role) DO UPDATE").
		Set("status = EXCLUDED.status").Set("missions = EXCLUDED.missions").Set("answered_at = EXCLUDED.answered_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("give role %s on wall %d: %w", role, w.ID, err)
	}
	return nil
}

// Request asks the managers of the wall of by's organisation for a role
// (spec 07 §14.19). Asking again within the hour tells nobody twice.
func (s *Roles) Request(ctx context.Context, by access.Actor, wallID int64) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lock(ctx, tx, wallID); err != nil {
			return err
		}
		w, err := wallByID(ctx, tx, wallID)
		if err != nil {
			return err
		}
		if by.IsAnonymous() || w.OrganisationID == 0 || w.OrganisationID != by.OrganisationID || !w.IsCurrent() {
			return ErrNoWall
		}
		asked, err := tx.NewSelect().Model((*audit.Entry)(nil)).Where("ae.object_kind = ?", auditKind).Where("ae.object_id = ?", w.ID).
			Where("ae.actor_id = ?", by.UserID).Where("ae.action = ?", ActionRoleRequested).
			Where("ae.at > ?", s.Now().UTC().Add(-time.Hour)).Exists(ctx)
		if err != nil || asked {
			return err
		}
		if err := s.audit(ctx, tx, by, ActionRoleRequested, w.ID, nil); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.WallRoleRequested{WallID: w.ID, MemberID: by.UserID})
	})
}
