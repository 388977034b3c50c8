// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// StaffChanges is what became of a list of members (spec 08 §13.10).
type StaffChanges struct {
	Added   int
	Removed int
	Unknown []string // addresses of nobody, or of no active account
	Refused []string // owners of a Business Wall, who stay where they are
	Gone    bool     // nobody is left, and the organisation went with them
}

// SaveStaff makes the members of an organisation those of a list of addresses:
// among those that the page showed, the ones that are missing are taken out; new
// ones join without invitation, wherever they were. Only active accounts are
// touched, owners of a Business Wall stay, and organisations that nobody works
// for any more are collected (spec 08 §5.5, §5.6).
func (d *Desk) SaveStaff(ctx context.Context, by Staffer, id int64, shown, text string) (*StaffChanges, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	wanted := member.Addresses(text)
	wanted = wanted[:min(len(wanted), 2*MostAddresses)]
	gone := slices.DeleteFunc(member.Addresses(shown), func(a string) bool { return slices.Contains(wanted, a) })
	gone = gone[:min(len(gone), 2*MostAddresses)]
	changes := &StaffChanges{}
	err := d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		*changes = StaffChanges{}
		if err := d.lock(ctx, tx, id); err != nil {
			return err
		}
		if _, err := rowByID(ctx, tx, id); err != nil {
			return err
		}
		return d.saveStaff(ctx, tx, by, id, gone, wanted, changes)
	})
	if err != nil {
		return nil, fmt.Errorf("save the members of organisation %d: %w", id, err)
	}
	return changes, nil
}

// saveStaff takes people out and in, then collects what is empty. Accounts are
// locked in one order, so that two lists saved together do not wait for each
// other.
func (d *Desk) saveStaff(ctx context.Context, tx bun.Tx, by Staffer, id int64, gone, wanted []string, changes *StaffChanges) error {
	leaving, err := accounts(ctx, tx, gone)
	if err != nil {
		return err
	}
	joining, err := accounts(ctx, tx, wanted)
	if err != nil {
		return err
	}
	changes.Unknown = slices.DeleteFunc(wanted, func(a string) bool {
		return slices.ContainsFunc(joining, func(m account) bool { return m.Email == a })
	})
	left := []int64{id}
	all := append(slices.Clone(leaving), joining...)
	slices.SortFunc(all, func(a, b account) int { return int(min(max(a.ID-b.ID, -1), 1)) })
	for _, who := range all {
		to := id
		if slices.Contains(leaving, who) {
			to = 0
		}
		from, moved, err := d.move(ctx, tx, who.ID, id, to)
		switch {
		case errors.Is(err, organisation.ErrOwner):
			changes.Refused = append(changes.Refused, who.Email)
			continue
		case err != nil:
			return err
		case !moved:
			continue
		}
		if err := d.moved(ctx, tx, by, id, who.ID, to, changes); err != nil {
			return err
		}
		if from != 0 {
			left = append(left, from)
		}
	}
	slices.Sort(left)
	if err := d.Staff.CollectEmpty(ctx, tx, slices.Compact(left)...); err != nil {
		return err
	}
	changes.Gone, err = isDeleted(ctx, tx, id)
	return err
}

// moved tells of a change of employer.
func (d *Desk) moved(ctx context.Context, tx bun.Tx, by Staffer, id, memberID, to int64, changes *StaffChanges) error {
	if to != 0 {
		changes.Added++
		return d.audit(ctx, tx, by, ActionMemberAdded, id, detail("member", memberID))
	}
	changes.Removed++
	if err := d.audit(ctx, tx, by, ActionMemberRemoved, id, detail("member", memberID)); err != nil {
		return err
	}
	return d.Outbox.Record(ctx, tx, event.OrganisationMemberRemoved{OrganisationID: id, MemberID: memberID})
}

// move makes a member work for an organisation, or takes him or her out of about
// when to is 0, and returns the former employer. Who is there already, or is no
// longer at about, stays.
func (d *Desk) move(ctx context.Context, tx bun.Tx, memberID, about, to int64) (from int64, moved bool, err error) {
	if err := d.DB.Lock(ctx, tx, "member:"+strconv.FormatInt(memberID, 10)); err != nil {
		return 0, false, err
	}
	m, p, err := member.Read(ctx, tx, memberID)
	if isNotFound(err) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	if m.OrganisationID == to || to == 0 && m.OrganisationID != about {
		return 0, false, nil
	}
	from = m.OrganisationID
	return from, true, d.Staff.Assign(ctx, tx, m, p, to)
}

// account is who an address belongs to.
type account struct {
	ID    int64
	Email string
}

// accounts finds the active accounts of addresses; others are left out.
func accounts(ctx context.Context, db bun.IDB, addresses []string) ([]account, error) {
	found := []account{}
	if len(addresses) == 0 {
		return found, nil
	}
	err := db.NewSelect().TableExpr("members AS m").ColumnExpr("m.id, m.email").Where("m.email IN (?)", bun.List(addresses)).
		Where("m.active").Where("m.deleted_at IS NULL").Order("m.id").Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("look up addresses: %w", err)
	}
	return found, nil
}

func isDeleted(ctx context.Context, db bun.IDB, id int64) (bool, error) {
	_, err := rowByID(ctx, db, id)
	if errors.Is(err, sql.ErrNoRows) || isNotFound(err) {
		return true, nil
	}
	return false, err
}
