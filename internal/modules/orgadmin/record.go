// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"errors"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
)

// Record is all that is known of an organisation (spec 08 §5.5).
type Record struct {
	Row

	Logo        string   // of the wall, a media name, or ""
	Addresses   []string // of the active members, in alphabetical order, MostAddresses at most
	Invited     []string // addresses invited to join, in alphabetical order
	Walls       []Wall   // of every status, newest first
	Twins       []Row    // other organisations of the same name, whatever its case
	History     []HistoryRow
	Publication int // posts that appear under it, of any status
}

// MostAddresses bounds the list of members that is edited at once; further ones
// are looked after one by one.
const MostAddresses = 1000

// Wall is a Business Wall of the organisation with its subscription.
type Wall struct {
	ID                  int64
	Name                string
	Type                string
	Status              string
	OwnerID             int64
	OwnerName           string
	OwnerEmail          string
	PayerEmail          string
	ActivatedAt         time.Time `bun:",nullzero"`
	BlockedAt           time.Time `bun:",nullzero"`
	CancelledAt         time.Time `bun:",nullzero"`
	PastDueSince        time.Time `bun:",nullzero"`
	SuspendsAt          time.Time `bun:",nullzero"`
	CreatedAt           time.Time
	SIREN               string `bun:"siren"`
	VATNumber           string
	Approval            string // CPPAP number or recognition; not public
	Verification        string
	VerificationComment string

	Subscription *Subscription `bun:"-"`
}

// IsCurrent reports whether the wall is in force or suspended.
func (w *Wall) IsCurrent() bool { return w.Status == "active" || w.Status == "suspended" }

// Subscription is what the payment provider last said of a wall (spec 07 §4.3).
type Subscription struct {
	WallID     int64
	Status     string
	Reference  string // product
	Quantity   int64
	Cycle      string // monthly or annual
	NetCents   int64
	Currency   string
	CustomerID string
	ProviderID string
	StartedAt  time.Time `bun:",nullzero"`
	PeriodEnd  time.Time `bun:",nullzero"`
}

// HistoryRow is a line of the audit trail about the organisation or one of its
// walls.
type HistoryRow struct {
	ID     int64
	At     time.Time
	Kind   string
	Action string
	Actor  string // full name; "" for the platform or somebody gone
}

// Current is the wall that is in force or suspended, or nil.
func (r *Record) Current() *Wall {
	for i := range r.Walls {
		if r.Walls[i].IsCurrent() {
			return &r.Walls[i]
		}
	}
	return nil
}

// What the staff is refused. Message keys are shown to administrators.
var (
	// ErrNoWall says that no Business Wall of the organisation is in force.
	ErrNoWall   = errs.New(errs.Conflict, "orgadmin.error.no_wall")
	errHasWall  = errs.New(errs.Conflict, "orgadmin.error.has_wall")
	errSame     = errs.New(errs.Conflict, "orgadmin.error.same")
	errJoined   = errs.New(errs.Conflict, "orgadmin.error.joined")
	errClosed   = errs.New(errs.Conflict, "orgadmin.error.closed_target")
	errNotBlock = errs.New(errs.Conflict, "orgadmin.error.not_in_force")
)

// CanDelete reports why the organisation may not be deleted, or nil: never while
// any Business Wall of it is on record, whatever its status (spec 07 §5.6).
func (r *Record) CanDelete() error {
	if len(r.Walls) > 0 {
		return errHasWall
	}
	return nil
}

// CanMerge reports why the organisation may not be merged into another, or nil:
// only unofficial ones, which never had a wall.
func (r *Record) CanMerge() error { return r.CanDelete() }

// CanBlock reports why its wall cannot be suspended by the staff, or nil.
func (r *Record) CanBlock() error {
	if w := r.Current(); w == nil || !w.BlockedAt.IsZero() {
		return errNotBlock
	}
	return nil
}

// CanUnblock reports why no suspension by the staff can be lifted, or nil.
func (r *Record) CanUnblock() error {
	if w := r.Current(); w == nil || w.BlockedAt.IsZero() {
		return errNotBlock
	}
	return nil
}

// Record returns all that is known of an organisation that is not deleted, for
// administrators only.
func (d *Desk) Record(ctx context.Context, by Staffer, id int64) (*Record, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	db := d.DB.Reader()
	r := &Record{}
	row, err := rowByID(ctx, db, id)
	if err != nil {
		return nil, err
	}
	r.Row = *row
	var failed error
	read := func(e error) { failed = errors.Join(failed, e) }
	r.Walls, err = wallsOf(ctx, db, id)
	read(err)
	r.Addresses, err = addressesOf(ctx, db, id)
	read(err)
	r.Invited, err = invitedTo(ctx, db, id)
	read(err)
	r.Twins, err = twinsOf(ctx, db, row)
	read(err)
	r.History, err = historyOf(ctx, db, id)
	read(err)
	r.Logo, r.Publication, err = shownBy(ctx, db, id)
	read(err)
	if failed != nil {
		return nil, failed
	}
	return r, nil
}
