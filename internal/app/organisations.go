// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/modules/orgadmin"
)

// buildOrganisations makes the desk that looks after organisations.
func (a *App) buildOrganisations() {
	a.Organisations = orgadmin.New(orgadmin.Needs{
		DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Now: a.Now,
		Staff: organisation.NewStaff(a.DB, a.IDs, a.Outbox, a.Now),
		Walls: staffedWalls{a.BusinessWalls}, Removal: wallRemoval{a.BusinessWalls.Lifecycle, a.Billing}, Log: a.Log,
		MayDeleteWalls: a.Config.Admin.DeleteWalls,
	})
}

// staffedWalls is Business Walls as the staff sees them.
type staffedWalls struct{ *businesswall.Module }

var _ orgadmin.Walls = staffedWalls{}

// Block implements orgadmin.Walls.
func (w staffedWalls) Block(ctx context.Context, by access.Actor, wallID int64) error {
	return w.Lifecycle.Block(ctx, by, wallID)
}

// Unblock implements orgadmin.Walls.
func (w staffedWalls) Unblock(ctx context.Context, by access.Actor, wallID int64) error {
	return w.Lifecycle.Unblock(ctx, by, wallID)
}

// ChangeOwner implements orgadmin.Walls.
func (w staffedWalls) ChangeOwner(ctx context.Context, by access.Actor, wallID int64, email string) error {
	return w.Roles.ChangeOwner(ctx, by, wallID, email)
}

// Verify implements orgadmin.Walls.
func (w staffedWalls) Verify(ctx context.Context, by access.Actor, wallID int64, verification, comment string) error {
	return w.Walls.Verify(ctx, by, wallID, businesswall.Verification(verification), comment)
}

// Queue implements orgadmin.Walls.
func (w staffedWalls) Queue(ctx context.Context, by access.Actor, verification string, after int64) ([]orgadmin.QueueRow, error) {
	found, err := w.Walls.ToVerify(ctx, by, businesswall.Verification(verification), after)
	if err != nil {
		return nil, err
	}
	rows := make([]orgadmin.QueueRow, len(found))
	for i, row := range found {
		rows[i] = orgadmin.QueueRow{
			WallID: row.WallID, OrganisationID: row.OrganisationID, Name: row.Name, Type: row.Type, Status: string(row.Status),
			SIREN: row.SIREN, Approval: row.Approval, ModifiedAt: row.ModifiedAt,
		}
	}
	return rows, nil
}

// Open implements orgadmin.Walls.
func (w staffedWalls) Open(ctx context.Context, by access.Actor, wallID int64) error {
	return w.Walls.Open(ctx, by, wallID)
}

// SaveInvitations implements orgadmin.Walls.
func (w staffedWalls) SaveInvitations(ctx context.Context, by access.Actor, wallID int64, text string) (added, cancelled int, err error) {
	return w.Team.SaveInvitations(ctx, by, wallID, text)
}

// wallRemoval is the end of all Business Walls.
type wallRemoval struct {
	lifecycle *businesswall.Lifecycle
	billing   *billing.Service
}

var _ orgadmin.Removal = wallRemoval{}

// CountAll implements orgadmin.Removal.
func (r wallRemoval) CountAll(ctx context.Context, by orgadmin.Staffer) (int, error) {
	return r.lifecycle.CountAll(ctx, by.Actor)
}

// End implements orgadmin.Removal.
func (r wallRemoval) End(ctx context.Context, wallID int64) error {
	return r.billing.EndAtProvider(ctx, wallID)
}

// DeleteAll implements orgadmin.Removal.
func (r wallRemoval) DeleteAll(ctx context.Context, by orgadmin.Staffer) (int, error) {
	return r.lifecycle.DeleteAll(ctx, by.Actor)
}
