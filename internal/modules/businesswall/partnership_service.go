// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
// the possible causes, ErrRevoke tells nothing of what exists.
var (
	ErrInvite       = errs.New(errs.Invalid, "wall.error.partner_invite")
	ErrRevoke       = errs.New(errs.Conflict, "wall.error.partner_revoke")
	ErrNoPartners   = errs.New(errs.NotFound, "wall.error.no_partners")
	errContract     = &errs.Error{Kind: errs.Invalid, Message: "wall.error.contract_dates", Field: "ends_at"}
	errMessage      = &errs.Error{Kind: errs.Invalid, Message: "wall.error.message_long", Field: "message"}
	maxMessageRunes = 2000
)

// Partner is a PR agency of a wall, of any status.
type Partner struct {
	ID         int64 // of the partnership
	AgencyID   int64 // of the agency's wall
	Agency     string
	Status     string
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
	NoPartner bool // the wall declares that it has none
	InForce   []Partner
	Waiting   []Partner // invited, rejected, expired: the newest of each agency without a partnership in force
	Choices   []AgencyChoice
}

// mostPartners bounds each list of the page.
const mostPartners = 500

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

func (i *Invitation) check() error {
	if len([]rune(i.Message)) > maxMessageRunes {
		return errMessage
	}
	return checkContract(i.StartsAt, i.EndsAt)
}

func checkContract(starts, ends time.Time) error {
	if !starts.IsZero() && !ends.IsZero() && !ends.After(starts) {
		return errContract
	}
	return nil
}

// Invite asks an agency in force to represent a wall; after a refusal or an end
// it may be asked again. ErrInvite does not say which cause applies.
func (s *Partners) Invite(ctx context.Context, by access.Actor, wallID int64, in Invitation) error {
	if err := in.check(); err != nil {
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

// Revoke ends the partnership of a wall with an agency, proposed or in force:
// the agency's people lose their roles on the wall at once. Only the client
// revokes (spec 07 §7.9).
func (s *Partners) Revoke(ctx context.Context, by access.Actor, wallID, agencyID int64) error {
	return s.change(ctx, by, wallID, "revoke a partner", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		p := new(mandate.Partnership)
		err := tx.NewSelect().Model(p).Where("pa.client_id = ?", w.ID).Where("pa.agency_id = ?", agencyID).
			Where("pa.status IN (?)", bun.List(openPartnerships)).Order("pa.id").Limit(1).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrRevoke
		}
		if err != nil {
			return fmt.Errorf("look for a partnership: %w", err)
		}
		return s.endPartnership(ctx, tx, by, p, mandate.PartnershipRevoked)
	})
}

// endPartnership ends an open partnership, takes from the agency's people the
// roles it gave them, and counts the agency's clients again. The caller holds
// the lock of the client's wall or of the agency's.
func (n *Needs) endPartnership(ctx context.Context, tx bun.Tx, by access.Actor, p *mandate.Partnership, status string) error {
	p.Status = status
	if status == mandate.PartnershipRevoked {
		p.RevokedAt = n.Now().UTC()
	}
	result, err := tx.NewUpdate().Model(p).Column("status", "revoked_at").WherePK().Where("status IN (?)", bun.List(openPartnerships)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end partnership %d: %w", p.ID, err)
	}
	if ended, err := result.RowsAffected(); err != nil || ended == 0 {
		return err
	}
	var lost []mandate.Role
	err = tx.NewSelect().Model(&lost).Where("wr.wall_id = ?", p.ClientID).
		Where("wr.role IN (?)", bun.List([]string{externalManagerRole, externalPRRole, internalPRRole})).
		Where("EXISTS (SELECT 1 FROM members m JOIN business_walls aw ON aw.id = ? AND (aw.organisation_id = m.organisation_id OR aw.owner_id = m.id) WHERE m.id = wr.member_id)", p.AgencyID).
		Scan(ctx)
	if err != nil {
		return fmt.Errorf("read the roles of agency %d: %w", p.AgencyID, err)
	}
	for i := range lost {
		if err := n.removeRole(ctx, tx, by, &lost[i]); err != nil {
			return err
		}
	}
	if err := n.auditBoth(ctx, tx, by, ActionPartnerRevoked, p); err != nil {
		return err
	}
	if err := n.recount(ctx, tx, p.AgencyID); err != nil {
		return err
	}
	return n.Outbox.Record(ctx, tx, event.PartnershipEnded{PartnershipID: p.ID})
}

// ClientCount is how many walls in force an agency represents; 0 for a wall
// that is no agency or does not exist (spec 07 §12).
func ClientCount(ctx context.Context, db bun.IDB, agencyWallID int64) (int64, error) {
	var count int64
	err := db.NewRaw(`
SELECT count(DISTINCT pa.client_id) FROM partnerships pa
JOIN business_walls aw ON aw.id = pa.agency_id AND aw.type = 'pr'
JOIN business_walls cw ON cw.id = pa.client_id AND cw.status IN ('active', 'suspended')
WHERE pa.agency_id = ? AND pa.status IN (?)`, agencyWallID, bun.List(inForce)).Scan(ctx, &count)
	if err != nil {
		return 0, fmt.Errorf("count the clients of wall %d: %w", agencyWallID, err)
	}
	return count, nil
}

// recount tells billing how many clients an agency has (spec 07 §14.7).
func (n *Needs) recount(ctx context.Context, tx bun.Tx, agencyWallID int64) error {
	count, err := ClientCount(ctx, tx, agencyWallID)
	if err != nil {
		return err
	}
	return n.Subscriptions.ClientsChanged(ctx, tx, agencyWallID, max(count, 1))
}

// recountAgencies counts again the clients of the agencies of a client whose
// status has changed.
func (n *Needs) recountAgencies(ctx context.Context, tx bun.Tx, clientID int64) error {
	var agencies []int64
	err := tx.NewSelect().Model((*mandate.Partnership)(nil)).ColumnExpr("DISTINCT pa.agency_id").Where("pa.client_id = ?", clientID).
		Where("pa.status IN (?)", bun.List(inForce)).Scan(ctx, &agencies)
	if err != nil {
		return fmt.Errorf("read the agencies of wall %d: %w", clientID, err)
	}
	for _, id := range agencies {
		if err := n.recount(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

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
	return s.Outbox.Record(ctx, tx, event.PartnershipAnswered{PartnershipID: p.ID, Accepted: accepts})
}

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

// SetContract changes the dates and the client's notes of a partnership; one
// whose contract is over ends by itself (spec 07 §15.6).
func (s *Partners) SetContract(ctx context.Context, by access.Actor, wallID, id int64, starts, ends time.Time, notes string) error {
	if err := checkContract(starts, ends); err != nil {
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
