// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/organisation"
)

func isNotFound(err error) bool { return errors.Is(err, errs.ErrNotFound) }

// SetActive shows or hides an organisation (spec 08 §5.5). It reports whether
// something changed.
func (d *Desk) SetActive(ctx context.Context, by Staffer, id int64, active bool) (bool, error) {
	return d.change(ctx, by, id, "show or hide", func(ctx context.Context, tx bun.Tx, row *Row) (bool, error) {
		if row.Active == active {
			return false, nil
		}
		o := &organisation.Organisation{ID: id, Active: active, ModifiedAt: d.Now().UTC()}
		if _, err := tx.NewUpdate().Model(o).Column("active", "modified_at").WherePK().Exec(ctx); err != nil {
			return false, err
		}
		action := ActionDeactivated
		if active {
			action = ActionActivated
		}
		if err := d.audit(ctx, tx, by, action, id, nil); err != nil {
			return false, err
		}
		return true, d.Outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: id})
	})
}

// Delete deletes an organisation that never had a Business Wall: its members
// work for nobody, invitations to join are cancelled, and it leaves lists and
// search (spec 08 §5.5). What appeared under it stays. Deleting it twice changes
// nothing.
func (d *Desk) Delete(ctx context.Context, by Staffer, id int64) (bool, error) {
	return d.change(ctx, by, id, "delete", func(ctx context.Context, tx bun.Tx, _ *Row) (bool, error) {
		if err := d.withoutWall(ctx, tx, id); err != nil {
			return false, err
		}
		if err := d.rehouse(ctx, tx, id, 0); err != nil {
			return false, err
		}
		if err := d.bury(ctx, tx, id); err != nil {
			return false, err
		}
		return true, d.audit(ctx, tx, by, ActionDeleted, id, nil)
	})
}

// withoutWall returns nil for an organisation without any wall on record, and
// keeps one from coming.
func (d *Desk) withoutWall(ctx context.Context, tx bun.Tx, id int64) error {
	if err := d.DB.Lock(ctx, tx, "organisation-wall:"+strconv.FormatInt(id, 10)); err != nil {
		return err
	}
	walls, err := wallsOf(ctx, tx, id)
	if err != nil {
		return err
	}
	return (&Record{Walls: walls}).CanDelete()
}

// rehouse makes everybody of an organisation work for another, or for nobody,
// in the order in which accounts are locked everywhere.
func (d *Desk) rehouse(ctx context.Context, tx bun.Tx, id, to int64) error {
	var people []int64
	err := tx.NewSelect().TableExpr("members AS m").ColumnExpr("m.id").Where("m.organisation_id = ?", id).
		Where("m.deleted_at IS NULL").Order("m.id").Scan(ctx, &people)
	if err != nil {
		return fmt.Errorf("read who works for %d: %w", id, err)
	}
	for _, who := range people {
		if _, _, err := d.move(ctx, tx, who, id, to); err != nil {
			return err
		}
	}
	return nil
}

// bury marks an organisation as deleted, with its invitations. Somebody may have
// accepted one since its people were rehoused: then nothing is done.
func (d *Desk) bury(ctx context.Context, tx bun.Tx, id int64) error {
	deserted, err := d.Staff.Deserted(ctx, tx, id)
	if err != nil {
		return err
	}
	if !deserted {
		return errJoined
	}
	if _, err := tx.NewDelete().Model((*organisation.Invitation)(nil)).Where("organisation_id = ?", id).Exec(ctx); err != nil {
		return fmt.Errorf("cancel the invitations of %d: %w", id, err)
	}
	now := d.Now().UTC()
	o := &organisation.Organisation{ID: id, ModifiedAt: now, DeletedAt: now}
	_, err = tx.NewUpdate().Model(o).Column("active", "wall_id", "wall_type", "wall_name", "modified_at", "deleted_at").
		Where("o.id = ?", id).WhereAllWithDeleted().Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete organisation %d: %w", id, err)
	}
	return d.Outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: id})
}

// Collect deletes every unofficial organisation that nobody works for, and
// returns how many there were (spec 08 §5.6).
func (d *Desk) Collect(ctx context.Context, by Staffer) (int, error) {
	if err := by.check(); err != nil {
		return 0, err
	}
	collected := 0
	err := d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if collected, err = d.Staff.Collect(ctx, tx); err != nil || collected == 0 {
			return err
		}
		return d.audit(ctx, tx, by, ActionCollected, 0, detail("count", int64(collected)))
	})
	if err != nil {
		return 0, fmt.Errorf("collect empty organisations: %w", err)
	}
	return collected, nil
}

// Empty counts what Collect would delete.
func (d *Desk) Empty(ctx context.Context, by Staffer) (int, error) {
	if err := by.check(); err != nil {
		return 0, err
	}
	return organisation.CountEmpty(ctx, d.DB.Reader())
}

// change makes one decision about an organisation in one transaction; about one
// that is gone, nothing is left to decide.
func (d *Desk) change(ctx context.Context, by Staffer, id int64, verb string, apply func(context.Context, bun.Tx, *Row) (bool, error)) (bool, error) {
	if err := by.check(); err != nil {
		return false, err
	}
	changed := false
	err := d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		changed = false
		if err := d.lock(ctx, tx, id); err != nil {
			return err
		}
		row, err := rowByID(ctx, tx, id)
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		changed, err = apply(ctx, tx, row)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("%s organisation %d: %w", verb, id, err)
	}
	return changed, nil
}
