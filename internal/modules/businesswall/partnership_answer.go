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
)

// Proposal is a partnership as the owner of the agency sees it.
type Proposal struct {
	ID        int64
	AgencyID  int64
	Client    string
	Agency    string
	Status    string
	Message   string
	InvitedAt time.Time
	StartsAt  time.Time
	EndsAt    time.Time

	ClientID int64
	OwnerID  int64 // of the agency's wall
}

func proposal(ctx context.Context, db bun.IDB, agencyID, id int64) (*Proposal, error) {
	var found []Proposal
	err := db.NewSelect().TableExpr("partnerships AS pa").
		ColumnExpr("pa.id, pa.agency_id, pa.client_id, pa.status, pa.message, pa.invited_at, pa.starts_at, pa.ends_at, aw.owner_id").
		ColumnExpr(displayName+" AS client, coalesce(nullif(aw.name, ''), ao.name, '') AS agency").
		Join("JOIN business_walls AS bw ON bw.id = pa.client_id").
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Join("JOIN business_walls AS aw ON aw.id = pa.agency_id").
		Join("LEFT JOIN organisations AS ao ON ao.id = aw.organisation_id").
		Where("pa.id = ?", id).Where("pa.agency_id = ?", agencyID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read partnership %d: %w", id, err)
	}
	if len(found) == 0 {
		return nil, errNoInvitation
	}
	return &found[0], nil
}

// Proposal returns a partnership to the owner of the agency's wall, alone.
func (s *Partners) Proposal(ctx context.Context, by access.Actor, agencyID, id int64) (*Proposal, error) {
	return s.proposalFor(ctx, s.DB.Reader(), by, agencyID, id)
}

func (s *Partners) proposalFor(ctx context.Context, db bun.IDB, by access.Actor, agencyID, id int64) (*Proposal, error) {
	if by.IsAnonymous() {
		return nil, errs.ErrUnauthenticated
	}
	p, err := proposal(ctx, db, agencyID, id)
	if err != nil {
		return nil, err
	}
	if p.OwnerID != by.UserID {
		return nil, ErrWrongLink
	}
	if p.Status == mandate.PartnershipInvited && s.isLate(p.InvitedAt) {
		p.Status = mandate.PartnershipExpired
	}
	return p, nil
}

// Answer accepts or refuses a partnership for an agency and returns it as it is
// then. Accepting makes the owner of the agency a PR manager of the client with
// the client's missions (spec 07 §9). What is not proposed any more stays as it
// is.
func (s *Partners) Answer(ctx context.Context, by access.Actor, agencyID, id int64, accepts bool) (*Proposal, error) {
	var p *Proposal
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		found, err := s.proposalFor(ctx, tx, by, agencyID, id)
		if err != nil {
			return err
		}
		if err := s.lock(ctx, tx, found.ClientID, agencyID); err != nil {
			return err
		}
		if p, err = s.proposalFor(ctx, tx, by, agencyID, id); err != nil || p.Status != mandate.PartnershipInvited {
			return err
		}
		if err := s.answer(ctx, tx, by, p, accepts); err != nil {
			return err
		}
		p, err = s.proposalFor(ctx, tx, by, agencyID, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("answer partnership %d: %w", id, err)
	}
	return p, nil
}

func (s *Partners) answer(ctx context.Context, tx bun.Tx, by access.Actor, p *Proposal, accepts bool) error {
	status, action := mandate.PartnershipRejected, ActionPartnerRefused
	if accepts {
		status, action = mandate.PartnershipActive, ActionPartnerAccepted
	}
	row := &mandate.Partnership{ID: p.ID, ClientID: p.ClientID, AgencyID: p.AgencyID, Status: status, AnsweredAt: s.Now().UTC()}
	if _, err := tx.NewUpdate().Model(row).Column("status", "answered_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save the answer: %w", err)
	}
	if accepts {
		if err := s.represent(ctx, tx, by, p); err != nil {
			return err
		}
	}
	if err := s.auditBoth(ctx, tx, by, action, row); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.PartnershipAnswered{PartnershipID: p.ID, ByID: by.UserID, Accepted: accepts})
}

// errContractEnded refuses to represent a client whose contract is over.
var errContractEnded = errs.New(errs.Conflict, "wall.error.contract_ended")

// errContractLapsed refuses to put people at work for such a client.
var errContractLapsed = errs.New(errs.Conflict, "wall.error.contract_lapsed")

// represent gives the owner of the agency the client's missions.
func (s *Partners) represent(ctx context.Context, tx bun.Tx, by access.Actor, p *Proposal) error {
	client, err := wallByID(ctx, tx, p.ClientID)
	if err != nil {
		return err
	}
	agency, err := wallByID(ctx, tx, p.AgencyID)
	if err != nil {
		return err
	}
	if client.Status != Active || agency.Status != Active {
		return ErrNotActivated
	}
	if mandate.ContractOver(p.EndsAt, s.Now()) {
		return errContractEnded
	}
	if err := s.accept(ctx, tx, client, by.UserID, externalPRRole, client.Granted()); err != nil {
		return err
	}
	if client.NoPartner {
		client.NoPartner, client.ModifiedAt = false, s.Now().UTC()
		if err := saveWall(ctx, tx, client, "no_partner"); err != nil {
			return err
		}
	}
	return s.recount(ctx, tx, agency.ID)
}
