// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
)

// choreBatch bounds how many rows one run of a chore changes; the next run goes
// on.
const choreBatch = 1000

// contractNotice is how long before the end of a contract both sides are told.
const contractNotice = 30 * 24 * time.Hour

// Expire is a nightly job: it ends invitations that nobody has answered in
// thirty days and partnerships whose contract is over, and tells of those about
// to end (spec 07 §14.16, §15.6).
func (s *Lifecycle) Expire(ctx context.Context) error {
	before := s.Now().UTC().Add(-mandate.InvitationLasts)
	_, err := s.DB.Writer().NewUpdate().Model((*mandate.Role)(nil)).Set("status = ?", mandate.Expired).
		Where("status = ?", mandate.Pending).Where("invited_at <= ?", before).Exec(ctx)
	if err == nil {
		_, err = s.DB.Writer().NewUpdate().Model((*mandate.Partnership)(nil)).Set("status = ?", mandate.PartnershipExpired).
			Where("status = ?", mandate.PartnershipInvited).Where("invited_at <= ?", before).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("expire invitations: %w", err)
	}
	return s.endContracts(ctx)
}

// endContracts ends the partnerships whose contract is over: once its last day
// has passed in Paris.
func (s *Lifecycle) endContracts(ctx context.Context) error {
	var over []mandate.Partnership
	err := s.DB.Reader().NewSelect().Model(&over).Where("pa.ends_at IS NOT NULL").Where("pa.ends_at <= ?", s.Now().UTC().Add(contractNotice)).
		Where("pa.status IN (?)", bun.List(inForce)).Order("pa.ends_at").Limit(choreBatch).Scan(ctx)
	if err != nil {
		return fmt.Errorf("read contracts: %w", err)
	}
	for i := range over {
		if mandate.ContractOver(over[i].EndsAt, s.Now()) {
			err = s.endContract(ctx, &over[i])
		} else {
			err = s.warnContract(ctx, &over[i])
		}
		if err != nil {
			return fmt.Errorf("contract of partnership %d: %w", over[i].ID, err)
		}
	}
	return nil
}

func (s *Lifecycle) endContract(ctx context.Context, p *mandate.Partnership) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lock(ctx, tx, p.ClientID, p.AgencyID); err != nil {
			return err
		}
		return s.endPartnership(ctx, tx, access.Actor{}, p, mandate.PartnershipExpired, false)
	})
}

// warnContract tells once that a contract is about to end: the audit trail
// remembers.
func (s *Lifecycle) warnContract(ctx context.Context, p *mandate.Partnership) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lock(ctx, tx, p.ClientID, p.AgencyID); err != nil {
			return err
		}
		told, err := tx.NewSelect().Model((*audit.Entry)(nil)).Where("ae.object_kind = ?", "partnership").Where("ae.object_id = ?", p.ID).
			Where("ae.action = ?", actionContractEnding).Where("ae.at > ?", p.EndsAt.Add(-2*contractNotice)).Exists(ctx)
		if err != nil || told {
			return err
		}
		e := audit.Entry{Action: actionContractEnding, ObjectKind: "partnership", ObjectID: p.ID}
		if err := s.trail().Note(ctx, tx, e); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.PartnershipEnding{PartnershipID: p.ID})
	})
}

const actionContractEnding = "partnership.ending"

// Countdown is a daily job: it warns the people of an unpaid wall three days
// and one day before it is suspended, each once (spec 07 §15.9).
func (s *Lifecycle) Countdown(ctx context.Context) error {
	var due []int64
	err := s.DB.Reader().NewSelect().Model((*Wall)(nil)).Column("bw.id").Where("bw.status = ?", Active).
		Where("bw.suspends_at IS NOT NULL").Where("bw.suspends_at <= ?", s.Now().UTC().AddDate(0, 0, secondWarning)).
		Order("bw.suspends_at").Limit(choreBatch).Scan(ctx, &due)
	if err != nil {
		return fmt.Errorf("read unpaid walls: %w", err)
	}
	for _, id := range due {
		if err := s.warn(ctx, id); err != nil {
			return fmt.Errorf("warn wall %d: %w", id, err)
		}
	}
	return nil
}

func (s *Lifecycle) warn(ctx context.Context, id int64) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lock(ctx, tx, id); err != nil {
			return err
		}
		w, err := wallByID(ctx, tx, id)
		if err != nil {
			return err
		}
		days := w.warning(s.Now())
		if days == 0 {
			return nil
		}
		w.Countdown = days
		if err := saveWall(ctx, tx, w, "countdown"); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.WallSuspensionNear{WallID: id, Tomorrow: days == lastWarning})
	})
}
