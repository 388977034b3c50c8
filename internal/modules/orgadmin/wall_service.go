// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"time"
)

// QueueRow is a Business Wall whose content the staff looks at (spec 07 §14.23).
type QueueRow struct {
	WallID         int64
	OrganisationID int64
	Name           string
	Type           string
	Status         string
	SIREN          string
	Approval       string
	ModifiedAt     time.Time
}

// QueueRows is how many walls a page of the queue has at most.
const QueueRows = 50

// The states of verification.
const (
	ToVerify = "pending"
	Verified = "verified"
	Refused  = "rejected"
)

// Verifications lists the states in the order of the queue's tabs.
func Verifications() []string { return []string{ToVerify, Verified, Refused} }

// Queue lists the walls in force by verification, after a wall (0: from the
// first). For administrators only.
func (d *Desk) Queue(ctx context.Context, by Staffer, verification string, after int64) ([]QueueRow, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	return d.Walls.Queue(ctx, by.Actor, verification, after)
}

// current returns the wall of an organisation that is in force or suspended, or
// ErrNoWall.
func (d *Desk) current(ctx context.Context, by Staffer, id int64) (*Wall, error) {
	r, err := d.Record(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if w := r.Current(); w != nil {
		return w, nil
	}
	return nil, ErrNoWall
}

// BlockWall suspends the wall of an organisation, whose page and publications in
// its name close (« Désactiver le BW », spec 08 §5.5). Without a wall, or with
// one that is blocked, nothing happens. It reports whether something did.
func (d *Desk) BlockWall(ctx context.Context, by Staffer, id int64) (bool, error) {
	r, err := d.Record(ctx, by, id)
	if err != nil || r.CanBlock() != nil {
		return false, err
	}
	return true, d.Walls.Block(ctx, by.Actor, r.Current().ID)
}

// UnblockWall lifts what BlockWall did (spec 07 §14.14).
func (d *Desk) UnblockWall(ctx context.Context, by Staffer, id int64) (bool, error) {
	r, err := d.Record(ctx, by, id)
	if err != nil || r.CanUnblock() != nil {
		return false, err
	}
	return true, d.Walls.Unblock(ctx, by.Actor, r.Current().ID)
}

// ChangeOwner gives the wall of an organisation to the account of an address
// (spec 08 §5.5); without a wall it is ErrNoWall.
func (d *Desk) ChangeOwner(ctx context.Context, by Staffer, id int64, email string) error {
	w, err := d.current(ctx, by, id)
	if err != nil {
		return err
	}
	return d.Walls.ChangeOwner(ctx, by.Actor, w.ID, email)
}

// Verify notes what the staff thinks of the wall of an organisation (spec 07
// §15.1).
func (d *Desk) Verify(ctx context.Context, by Staffer, id int64, verification, comment string) error {
	w, err := d.current(ctx, by, id)
	if err != nil {
		return err
	}
	return d.Walls.Verify(ctx, by.Actor, w.ID, verification, comment)
}

// OpenWall makes an administrator act for the wall of an organisation
// (« Modification des informations du BW », spec 08 §5.5).
func (d *Desk) OpenWall(ctx context.Context, by Staffer, id int64) error {
	w, err := d.current(ctx, by, id)
	if err != nil {
		return err
	}
	return d.Walls.Open(ctx, by.Actor, w.ID)
}

// SaveInvitations makes the addresses invited to join an official organisation
// those of a list; unofficial ones invite nobody (spec 08 §5.5, §5.7).
func (d *Desk) SaveInvitations(ctx context.Context, by Staffer, id int64, text string) (added, cancelled int, err error) {
	w, err := d.current(ctx, by, id)
	if err != nil {
		return 0, 0, err
	}
	return d.Walls.SaveInvitations(ctx, by.Actor, w.ID, text)
}
