// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Team is the members of the organisation of a wall, and who is invited to join
// them (spec 07 §7.6, §7.7).
type Team struct{ *Needs }

// JoinInvitation is an address invited to join.
type JoinInvitation struct {
	ID        int64
	Email     string
	CreatedAt time.Time
}

// TeamMember is somebody of the organisation.
type TeamMember struct {
	ID        int64
	FirstName string
	LastName  string
	Email     string
	Photo     string
	IsOwner   bool // cannot be removed
}

// mostInvitations bounds the addresses that wait, and those saved at once.
const mostInvitations = 1000

// Invitations lists the addresses invited to join the organisation of a wall
// that by may run, in alphabetical order.
func (s *Team) Invitations(ctx context.Context, by access.Actor, wallID int64) ([]JoinInvitation, error) {
	w, err := s.managed(ctx, by, wallID)
	if err != nil {
		return nil, err
	}
	return joinInvitations(ctx, s.DB.Reader(), w.OrganisationID)
}

func joinInvitations(ctx context.Context, db bun.IDB, organisationID int64) ([]JoinInvitation, error) {
	var found []JoinInvitation
	err := db.NewSelect().TableExpr("organisation_invitations AS oi").ColumnExpr("oi.id, oi.email, oi.created_at").
		Where("oi.organisation_id = ?", organisationID).Order("oi.email").Limit(mostInvitations).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the invitations of organisation %d: %w", organisationID, err)
	}
	return found, nil
}

// SaveInvitations makes the invited addresses those of a list: others are
// cancelled, new ones stored and told; what is no address is ignored. Saving
// the same list again tells nobody (spec 07 §5.7, §7.6).
func (s *Team) SaveInvitations(ctx context.Context, by access.Actor, wallID int64, text string) (added, cancelled int, err error) {
	wanted := slices.DeleteFunc(Addresses(text), func(a string) bool { return !strings.Contains(a, "@") || !member.IsEmail(a) })
	wanted = wanted[:min(len(wanted), mostInvitations)]
	err = s.change(ctx, by, wallID, "save invitations to join", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		added, cancelled = 0, 0
		if w.OrganisationID == 0 {
			return ErrNotActivated
		}
		held, err := joinInvitations(ctx, tx, w.OrganisationID)
		if err != nil {
			return err
		}
		for _, i := range held {
			if slices.Contains(wanted, i.Email) {
				continue
			}
			if err := s.uninvite(ctx, tx, by, w, i); err != nil {
				return err
			}
			cancelled++
		}
		for _, address := range wanted {
			if slices.ContainsFunc(held, func(i JoinInvitation) bool { return i.Email == address }) {
				continue
			}
			if err := s.inviteToJoin(ctx, tx, by, w, address); err != nil {
				return err
			}
			added++
		}
		return nil
	})
	return added, cancelled, err
}

func (s *Team) uninvite(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, i JoinInvitation) error {
	if _, err := tx.NewDelete().Model((*organisation.Invitation)(nil)).Where("id = ?", i.ID).Exec(ctx); err != nil {
		return fmt.Errorf("cancel invitation %d: %w", i.ID, err)
	}
	return s.audit(ctx, tx, by, ActionJoinWithdrawn, w.ID, map[string]string{"invitation": strconv.FormatInt(i.ID, 10)})
}

func (s *Team) inviteToJoin(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, address string) error {
	i := &organisation.Invitation{ID: s.IDs.Next(), OrganisationID: w.OrganisationID, Email: address, InvitedBy: by.UserID, CreatedAt: s.Now().UTC()}
	if _, err := tx.NewInsert().Model(i).Exec(ctx); err != nil {
		return fmt.Errorf("invite to join: %w", err)
	}
	if err := s.audit(ctx, tx, by, ActionJoinInvited, w.ID, map[string]string{"invitation": strconv.FormatInt(i.ID, 10)}); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.OrganisationInvited{InvitationID: i.ID})
}

// membersPage is how many members a page lists.
const membersPage = 100

// MembersAfter names where a page of members goes on: the last one shown. The
// zero value is the first page.
type MembersAfter struct {
	LastName  string
	FirstName string
	ID        int64
}

// Members lists a page of the active members of the organisation of a wall that
// by may run, by name.
func (s *Team) Members(ctx context.Context, by access.Actor, wallID int64, after MembersAfter) ([]TeamMember, error) {
	w, err := s.managed(ctx, by, wallID)
	if err != nil {
		return nil, err
	}
	var found []TeamMember
	q := s.DB.Reader().NewSelect().TableExpr("members AS m").
		ColumnExpr("m.id, m.first_name, m.last_name, m.email, m.photo, m.id = ? AS is_owner", w.OwnerID).
		Where("m.organisation_id = ?", w.OrganisationID).Where("m.active").Where("m.deleted_at IS NULL").
		Order("m.last_name", "m.first_name", "m.id").Limit(membersPage)
	if after.ID != 0 {
		q = q.Where("(m.last_name, m.first_name, m.id) > (?, ?, ?)", after.LastName, after.FirstName, after.ID)
	}
	if err := q.Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("read the members of organisation %d: %w", w.OrganisationID, err)
	}
	return found, nil
}

// RemoveMember takes somebody out of the organisation of a wall, and with it
// the roles inside; roles of external partners stay. The owner of a wall of the
// organisation stays: organisation.ErrOwner (spec 07 §5.6, §7.7, §14.5).
func (s *Team) RemoveMember(ctx context.Context, by access.Actor, wallID, memberID int64) error {
	return s.change(ctx, by, wallID, "remove a member", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		return s.removeMember(ctx, tx, by, w, memberID)
	})
}

func (s *Team) removeMember(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, memberID int64) error {
	if memberID == w.OwnerID {
		return organisation.ErrOwner
	}
	m, _, err := member.Read(ctx, tx, memberID)
	if err != nil {
		return err
	}
	if w.OrganisationID == 0 || m.OrganisationID != w.OrganisationID {
		return nil // gone already
	}
	if err := s.moveTo(ctx, tx, memberID, 0); err != nil {
		return err
	}
	if err := s.audit(ctx, tx, by, ActionMemberRemoved, w.ID, map[string]string{"member": strconv.FormatInt(memberID, 10)}); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.OrganisationMemberRemoved{OrganisationID: w.OrganisationID, MemberID: memberID})
}

// KeepMembers removes the members whose address is not in a list, among those
// that the page showed; addresses that are nobody's are ignored: people join by
// invitation only. The owner stays whatever the list says (spec 07 §7.7).
func (s *Team) KeepMembers(ctx context.Context, by access.Actor, wallID int64, shown, text string) (removed int, err error) {
	kept := Addresses(text)
	gone := slices.DeleteFunc(Addresses(shown), func(a string) bool { return slices.Contains(kept, a) })
	err = s.change(ctx, by, wallID, "keep members", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		removed = 0
		for _, address := range gone {
			m, err := account(ctx, tx, address)
			if err != nil {
				return err
			}
			if m == nil || m.ID == w.OwnerID || m.OrganisationID != w.OrganisationID {
				continue
			}
			if err := s.removeMember(ctx, tx, by, w, m.ID); err != nil {
				return err
			}
			removed++
		}
		return nil
	})
	return removed, err
}
