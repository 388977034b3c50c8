// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/database"
)

// Partners is which PR agencies represent a wall, seen from the client; the
// agency only answers (spec 07 §7.9, §9).
type Partners struct{ *Needs }

var openPartnerships = []string{mandate.PartnershipInvited, mandate.PartnershipAccepted, mandate.PartnershipActive}

var inForce = []string{mandate.PartnershipAccepted, mandate.PartnershipActive}

// What may go wrong with a partner (spec 07 §7.9). ErrInvite's message lists
// the possible causes, ErrRevoke tells nothing of what exists; ErrContractDay says
// that what was typed is no date.
var (
	ErrInvite       = errs.New(errs.Invalid, "wall.error.partner_invite")
	ErrRevoke       = errs.New(errs.Conflict, "wall.error.partner_revoke")
	ErrNoPartners   = errs.New(errs.NotFound, "wall.error.no_partners")
	ErrContractDay  = &errs.Error{Kind: errs.Invalid, Message: "wall.error.contract_day", Field: "ends_at"}
	errContract     = &errs.Error{Kind: errs.Invalid, Message: "wall.error.contract_dates", Field: "ends_at"}
	errContractOver = &errs.Error{Kind: errs.Invalid, Message: "wall.error.contract_past", Field: "ends_at"}
	errMessage      = &errs.Error{Kind: errs.Invalid, Message: "wall.error.message_long", Field: "message"}
	maxMessageRunes = 2000
)

// Partner is a PR agency of a wall, of any status.
type Partner struct {
	ID         int64 // of the partnership
	AgencyID   int64 // of the agency's wall
	Agency     string
	Status     string // revoked also when its contract is over
	OwnerName  string // contact: the owner of the agency's wall
	OwnerEmail string
	InvitedAt  time.Time
	StartsAt   time.Time
	EndsAt     time.Time
	Notes      string
}

// AgencyChoice is an agency that may be invited.
type AgencyChoice struct {
	WallID int64
	Name   string
}

// PartnersPage is the page of external partners of a wall.
type PartnersPage struct {
	NoPartner bool      // the wall declares that it has none
	InForce   []Partner // those whose contract is over included, until the nightly job
	Waiting   []Partner // invited, rejected, expired: the newest of each agency without a partnership in force
	Choices   []AgencyChoice
}

// mostPartners bounds each list of the page.
const mostPartners = 500

// statusAt is the status of a partnership at now: one whose contract is over has
// ended, whether the nightly job has said so or not (spec 07 §15.6).
func statusAt(status string, ends, now time.Time) string {
	if slices.Contains(inForce, status) && mandate.ContractOver(ends, now) {
		return mandate.PartnershipRevoked
	}
	return status
}

// Page returns the partners of a wall that by may run; agencies have none.
func (s *Partners) Page(ctx context.Context, by access.Actor, wallID int64) (*PartnersPage, error) {
	w, err := s.managed(ctx, by, wallID)
	if err != nil {
		return nil, err
	}
	if !w.Kind().HasPartners() {
		return nil, ErrNoPartners
	}
	var all []Partner
	err = s.DB.Reader().NewSelect().TableExpr("partnerships AS pa").
		ColumnExpr("pa.id, pa.agency_id, "+displayName+" AS agency, pa.status, trim(m.first_name || ' ' || m.last_name) AS owner_name, m.email AS owner_email").
		ColumnExpr("pa.invited_at, pa.starts_at, pa.ends_at, pa.notes").
		Join("JOIN business_walls AS bw ON bw.id = pa.agency_id").
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Join("JOIN members AS m ON m.id = bw.owner_id").
		Where("pa.client_id = ?", w.ID).Where("pa.status <> ?", mandate.PartnershipRevoked).
		Order("pa.id DESC").Limit(mostPartners).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("read the partners of wall %d: %w", wallID, err)
	}
	page := &PartnersPage{NoPartner: w.NoPartner}
	seen := map[int64]bool{}
	for _, p := range all {
		if p.Status == mandate.PartnershipAccepted || p.Status == mandate.PartnershipActive {
			p.Status = statusAt(p.Status, p.EndsAt, s.Now())
			page.InForce, seen[p.AgencyID] = append(page.InForce, p), true
		}
	}
	for _, p := range all {
		if !seen[p.AgencyID] {
			page.Waiting, seen[p.AgencyID] = append(page.Waiting, p), true
		}
	}
	page.Choices, err = s.choices(ctx, w.ID)
	return page, err
}

// choices lists the agencies in force that a wall may invite, by name.
func (s *Partners) choices(ctx context.Context, wallID int64) ([]AgencyChoice, error) {
	var found []AgencyChoice
	err := s.DB.Reader().NewSelect().TableExpr("business_walls AS bw").
		ColumnExpr("bw.id AS wall_id, "+displayName+" AS name").
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Where("bw.type = 'pr'").Where("bw.status = ?", Active).Where("bw.id <> ?", wallID).
		Where("NOT EXISTS (SELECT 1 FROM partnerships pa WHERE pa.client_id = ? AND pa.agency_id = bw.id AND pa.status IN (?))", wallID, bun.List(openPartnerships)).
		Order("bw.name", "bw.id").Limit(mostPartners).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list agencies: %w", err)
	}
	return found, nil
}

// DeclareNone notes whether a wall says that it has no external partner.
func (s *Partners) DeclareNone(ctx context.Context, by access.Actor, wallID int64, none bool) error {
	return s.change(ctx, by, wallID, "declare no partner", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if w.NoPartner == none {
			return nil
		}
		w.NoPartner = none
		if err := saveWall(ctx, tx, w, "no_partner"); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, ActionPartnerDeclaration, w.ID, map[string]string{"none": strconv.FormatBool(none)})
	})
}

// Invitation is what a client sends to an agency. Dates of the contract are
// optional.
type Invitation struct {
	AgencyID int64
	Message  string
	StartsAt time.Time
	EndsAt   time.Time
}

func (i *Invitation) check(now time.Time) error {
	if len([]rune(i.Message)) > maxMessageRunes {
		return errMessage
	}
	return checkContract(i.StartsAt, i.EndsAt, now)
}

// checkContract refuses dates in the wrong order, and a contract that is over
// before it is signed.
func checkContract(starts, ends, now time.Time) error {
	if mandate.ContractOver(ends, now) {
		return errContractOver
	}
	if !starts.IsZero() && !ends.IsZero() && ends.Before(starts) {
		return errContract
	}
	return nil
}

// Invite asks an agency in force to represent a wall; after a refusal or an end
// it may be asked again. ErrInvite does not say which cause applies.
func (s *Partners) Invite(ctx context.Context, by access.Actor, wallID int64, in Invitation) error {
	if err := in.check(s.Now()); err != nil {
		return err
	}
	return s.change(ctx, by, wallID, "invite a partner", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if !w.Kind().HasPartners() {
			return ErrNoPartners
		}
		agency, err := wallByID(ctx, tx, in.AgencyID)
		if errors.Is(err, ErrNoWall) {
			return ErrInvite
		}
		if err != nil {
			return err
		}
		if agency.ID == w.ID || agency.Type != "pr" || agency.Status != Active || w.Status != Active {
			return ErrInvite
		}
		p := &mandate.Partnership{
			ID: s.IDs.Next(), ClientID: w.ID, AgencyID: agency.ID, Status: mandate.PartnershipInvited, InvitedBy: by.UserID,
			Message: in.Message, InvitedAt: s.Now().UTC(), StartsAt: in.StartsAt, EndsAt: in.EndsAt,
		}
		open, err := tx.NewSelect().Model((*mandate.Partnership)(nil)).Where("pa.client_id = ?", w.ID).Where("pa.agency_id = ?", agency.ID).
			Where("pa.status IN (?)", bun.List(openPartnerships)).Exists(ctx)
		if err != nil {
			return fmt.Errorf("look for a partnership: %w", err)
		}
		if open {
			return ErrInvite
		}
		if _, err := tx.NewInsert().Model(p).Exec(ctx); err != nil {
			if database.IsUniqueViolation(err) {
				return ErrInvite // asked at the same moment from another page
			}
			return fmt.Errorf("invite agency %d: %w", agency.ID, err)
		}
		if err := s.auditBoth(ctx, tx, by, ActionPartnerInvited, p); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.PartnershipInvited{PartnershipID: p.ID})
	})
}

// auditBoth notes an event of a partnership in the histories of both walls.
func (n *Needs) auditBoth(ctx context.Context, tx bun.Tx, by access.Actor, action string, p *mandate.Partnership) error {
	if err := n.audit(ctx, tx, by, action, p.ClientID, map[string]string{"agency": strconv.FormatInt(p.AgencyID, 10)}); err != nil {
		return err
	}
	return n.audit(ctx, tx, by, action, p.AgencyID, map[string]string{"client": strconv.FormatInt(p.ClientID, 10)})
}

// SetContract changes the dates and the client's notes of a partnership; one
// whose contract is over ends by itself (spec 07 §15.6).
func (s *Partners) SetContract(ctx context.Context, by access.Actor, wallID, id int64, starts, ends time.Time, notes string) error {
	if err := checkContract(starts, ends, s.Now()); err != nil {
		return err
	}
	if len([]rune(notes)) > maxMessageRunes {
		return errMessage
	}
	return s.change(ctx, by, wallID, "set a contract", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		row := &mandate.Partnership{ID: id, StartsAt: starts, EndsAt: ends, Notes: notes}
		result, err := tx.NewUpdate().Model(row).Column("starts_at", "ends_at", "notes").WherePK().
			Where("client_id = ?", w.ID).Where("status IN (?)", bun.List(openPartnerships)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("save the contract: %w", err)
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, errNoInvitation)
		}
		return s.audit(ctx, tx, by, ActionPartnerContract, w.ID, map[string]string{"partnership": strconv.FormatInt(id, 10)})
	})
}
