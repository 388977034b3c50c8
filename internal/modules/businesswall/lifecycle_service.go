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
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Lifecycle is what the subscription and the staff make of a wall (spec 07
// §5.1). Billing calls it with the instants of the payment provider; each call
// may come twice and in any order, the outcome is the same. Called inside a
// transaction of the caller (database.DB.RunInTx), it is part of it. A wall
// that does not exist is ErrNoWall.
type Lifecycle struct{ *Needs }

// ErrHasWall refuses a second wall in force to an organisation (spec 07 §14.12).
var ErrHasWall = errs.New(errs.Conflict, "wall.error.has_wall")

// Activate brings a draft into force: its subscription exists. Only the
// verified message of the payment provider leads here. The owner gets the role
// and is made a member, nobody else is touched (spec 07 §14.15, §14.21). A wall
// activated or cancelled before stays as it is. It returns ErrHasWall when the
// organisation has another wall in force that this one does not replace.
func (s *Lifecycle) Activate(ctx context.Context, wallID int64, at time.Time) error {
	return s.tell(ctx, wallID, "activate", func(ctx context.Context, tx bun.Tx, w *Wall) (bool, error) {
		if !w.ActivatedAt.IsZero() || !w.CancelledAt.IsZero() {
			return false, nil
		}
		free, err := s.makeRoom(ctx, tx, w)
		if err != nil || !free {
			return false, err
		}
		w.ActivatedAt = at.UTC()
		return true, nil
	})
}

// MarkPastDue notes that a payment has failed: the wall stays in force until
// suspendsAt, its owner is told once an episode (spec 07 §5.2).
func (s *Lifecycle) MarkPastDue(ctx context.Context, wallID int64, since, suspendsAt time.Time) error {
	return s.tell(ctx, wallID, "mark past due", func(ctx context.Context, tx bun.Tx, w *Wall) (bool, error) {
		if !w.failPayment(since, suspendsAt) {
			return false, nil
		}
		if err := s.Outbox.Record(ctx, tx, event.WallPaymentFailed{WallID: w.ID}); err != nil {
			return false, err
		}
		return true, s.audit(ctx, tx, access.Actor{}, ActionPaymentFailed, w.ID, nil)
	})
}

// Suspend notes that the subscription was unpaid at an instant: after the
// period of grace, or because the provider says so. A cancelled wall stays
// cancelled (spec 07 §14.22).
func (s *Lifecycle) Suspend(ctx context.Context, wallID int64, at time.Time) error {
	return s.tell(ctx, wallID, "suspend", func(_ context.Context, _ bun.Tx, w *Wall) (bool, error) {
		w.hear(Unpaid, at)
		return true, nil
	})
}

// Reactivate notes that the subscription was paid at an instant. A wall that
// the staff has blocked, or that is over, is not revived by it.
func (s *Lifecycle) Reactivate(ctx context.Context, wallID int64, at time.Time) error {
	return s.tell(ctx, wallID, "reactivate", func(_ context.Context, _ bun.Tx, w *Wall) (bool, error) {
		w.hear(Good, at)
		w.forgive(at)
		return true, nil
	})
}

// Cancel notes that the subscription has ended: the wall is over for ever, its
// partnerships and selections with it (spec 07 §5.1, §14.13).
func (s *Lifecycle) Cancel(ctx context.Context, wallID int64, at time.Time) error {
	return s.tell(ctx, wallID, "cancel", func(_ context.Context, _ bun.Tx, w *Wall) (bool, error) {
		if !w.CancelledAt.IsZero() {
			return false, nil
		}
		w.CancelledAt = at.UTC()
		return true, nil
	})
}

// Block suspends a wall until the staff lifts it, whatever is paid meanwhile
// (« Désactiver le BW », spec 07 §5.1, §12).
func (s *Lifecycle) Block(ctx context.Context, by access.Actor, wallID int64) error {
	return s.staff(ctx, by, wallID, "block", func(w *Wall) bool {
		if !w.BlockedAt.IsZero() || !w.IsCurrent() {
			return false
		}
		w.BlockedAt = s.Now().UTC()
		return true
	})
}

// Unblock lifts the suspension by the staff (« Réactiver », spec 07 §14.14). A
// wall that is unpaid stays suspended.
func (s *Lifecycle) Unblock(ctx context.Context, by access.Actor, wallID int64) error {
	return s.staff(ctx, by, wallID, "unblock", func(w *Wall) bool {
		lifted := !w.BlockedAt.IsZero()
		w.BlockedAt = time.Time{}
		return lifted
	})
}

func (s *Lifecycle) staff(ctx context.Context, by access.Actor, wallID int64, verb string, apply func(*Wall) bool) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	return s.tellBy(ctx, by, wallID, verb, func(_ context.Context, _ bun.Tx, w *Wall) (bool, error) { return apply(w), nil })
}

func (s *Lifecycle) tell(ctx context.Context, wallID int64, verb string, apply func(context.Context, bun.Tx, *Wall) (bool, error)) error {
	return s.tellBy(ctx, access.Actor{}, wallID, verb, apply)
}

// tellBy applies a fact to a wall and draws the consequences.
func (s *Lifecycle) tellBy(ctx context.Context, by access.Actor, wallID int64, verb string, apply func(context.Context, bun.Tx, *Wall) (bool, error)) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lock(ctx, tx, wallID); err != nil {
			return err
		}
		w, err := wallByID(ctx, tx, wallID)
		if err != nil {
			return err
		}
		changed, err := apply(ctx, tx, w)
		if err != nil || !changed {
			return err
		}
		return s.resettle(ctx, tx, by, w)
	})
	if err != nil {
		return fmt.Errorf("%s wall %d: %w", verb, wallID, err)
	}
	return nil
}

// factColumns are what resettle saves.
var factColumns = []string{
	"status", "activated_at", "standing", "standing_at", "past_due_since", "suspends_at", "countdown", "blocked_at", "cancelled_at", "owner_id", "payer_id",
}

// resettle saves the facts of a wall and what follows from them: status,
// mirror, roles, partnerships, events.
func (n *Needs) resettle(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall) error {
	before := w.Status
	w.Status, w.ModifiedAt = settle(w), n.Now().UTC()
	if err := saveWall(ctx, tx, w, factColumns...); err != nil {
		if database.IsUniqueViolation(err) {
			return ErrHasWall
		}
		return err
	}
	if w.Status == before {
		return nil
	}
	if before == Draft && w.IsCurrent() {
		if err := n.open(ctx, tx, by, w); err != nil {
			return err
		}
	}
	if w.Status == Cancelled {
		if err := n.conclude(ctx, tx, by, w); err != nil {
			return err
		}
	}
	if err := n.mirror(ctx, tx, w.OrganisationID); err != nil {
		return err
	}
	if w.Type == "pr" || w.Status != Draft {
		if err := n.recountAgencies(ctx, tx, w.ID); err != nil {
			return err
		}
	}
	return n.announce(ctx, tx, by, w, before)
}

// announce records and audits a change of status.
func (n *Needs) announce(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, before Status) error {
	type said struct {
		action string
		event  outbox.Event
	}
	var list []said
	if before == Draft && w.IsCurrent() {
		list = append(list, said{ActionActivated, event.WallActivated{WallID: w.ID}})
	}
	switch {
	case w.Status == Suspended:
		list = append(list, said{ActionSuspended, event.WallSuspended{WallID: w.ID}})
	case w.Status == Active && before == Suspended:
		list = append(list, said{ActionReactivated, event.WallReactivated{WallID: w.ID}})
	case w.Status == Cancelled && before != Draft:
		list = append(list, said{ActionCancelled, event.WallCancelled{WallID: w.ID}})
	}
	for _, it := range list {
		if err := n.audit(ctx, tx, by, it.action, w.ID, nil); err != nil {
			return err
		}
		if err := n.Outbox.Record(ctx, tx, it.event); err != nil {
			return err
		}
	}
	return nil
}

// open gives the owner of a wall that comes into force the role, and a place in
// its organisation, whose other drafts are dropped; then what the application
// asked for (spec 07 §5.5, §14.6).
func (n *Needs) open(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall) error {
	if err := n.accept(ctx, tx, w, w.OwnerID, ownerRole, nil); err != nil {
		return err
	}
	if w.OrganisationID != 0 {
		if err := n.Staff.DropOtherDrafts(ctx, tx, w.OrganisationID, w.ID); err != nil {
			return err
		}
		if err := n.moveTo(ctx, tx, w.OwnerID, w.OrganisationID); err != nil && errs.KindOf(err) != errs.Conflict {
			return err // the owner of another wall stays there, and runs this one from afar
		}
	}
	if err := n.selfManage(ctx, tx, by, w); err != nil {
		return err
	}
	_, err := tx.NewRaw("UPDATE members SET selected_wall_id = ? WHERE id = ?", w.ID, w.OwnerID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("select wall %d: %w", w.ID, err)
	}
	return nil
}

// conclude ends what a cancelled wall was part of: partnerships on both sides,
// offers without answer, selections.
func (n *Needs) conclude(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall) error {
	var open []mandate.Partnership
	err := tx.NewSelect().Model(&open).Where("pa.client_id = ? OR pa.agency_id = ?", w.ID, w.ID).
		Where("pa.status IN (?)", bun.List(openPartnerships)).Order("pa.id").Scan(ctx)
	if err != nil {
		return fmt.Errorf("read the partnerships of wall %d: %w", w.ID, err)
	}
	for i := range open {
		if err := n.endPartnership(ctx, tx, by, &open[i], mandate.PartnershipRevoked, open[i].ClientID == w.ID); err != nil {
			return err
		}
	}
	for _, query := range []string{
		"UPDATE wall_roles SET status = 'expired' WHERE wall_id = ? AND status = 'pending'",
		"UPDATE members SET selected_wall_id = NULL WHERE selected_wall_id = ?",
		"DELETE FROM wall_applications WHERE wall_id = ?",
	} {
		if _, err := tx.NewRaw(query, w.ID).Exec(ctx); err != nil {
			return fmt.Errorf("conclude wall %d: %w", w.ID, err)
		}
	}
	return nil
}
