// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Billing is what a paid type asks before the payment (step 3').
type Billing struct {
	Company string
	SIRET   string // 14 digits
	Email   string
	Phone   string
	Address string
}

func (b *Billing) check() error {
	var found errs.Fields
	add := func(bad bool, field, message string) {
		if bad {
			found = append(found, wrong(field, message))
		}
	}
	add(b.Company == "", "company", "wall.error.name_missing")
	add(len([]rune(b.Company)) > maxNameRunes, "company", "wall.error.name_long")
	add(!IsSIRET(b.SIRET), "siret", "wall.error.siret_wrong")
	add(!member.IsEmail(b.Email), "email", "wall.error.email_wrong")
	add(len([]rune(b.Phone)) > 40, "phone", "wall.error.text_long")
	add(len([]rune(b.Address)) > maxNote, "address", "wall.error.text_long")
	return found.OrNil()
}

// SetBilling saves who is billed on the draft of by; the company's name becomes
// the wall's.
func (s *Funnel) SetBilling(ctx context.Context, by access.Actor, b Billing) (*Wall, error) {
	b.Company, b.SIRET, b.Phone, b.Address = strings.TrimSpace(b.Company), compact(b.SIRET), strings.TrimSpace(b.Phone), strings.TrimSpace(b.Address)
	b.Email = member.NormaliseEmail(b.Email)
	if err := b.check(); err != nil {
		return nil, err
	}
	return s.draft(ctx, by, func(w *Wall) {
		w.Name, w.SIRET, w.SIREN = b.Company, b.SIRET, b.SIRET[:9]
		w.PayerEmail, w.PayerPhone, w.PayerAddress = b.Email, b.Phone, b.Address
		w.PayerIsOwner = false
	})
}

// Draft makes, or finds again, the draft wall that by is about to subscribe to,
// and its pending subscription. An organisation that has a wall of another type
// in force changes its type: the draft will take its place when it is paid.
func (s *Funnel) Draft(ctx context.Context, by access.Actor) (*Wall, error) {
	return s.draft(ctx, by, func(*Wall) {})
}

func (s *Funnel) draft(ctx context.Context, by access.Actor, adjust func(*Wall)) (*Wall, error) {
	var w *Wall
	err := s.step(ctx, by, func(ctx context.Context, tx bun.Tx, a *Application) error {
		kind, offered := Selectable(a.Type)
		switch {
		case !offered || !a.TypeConfirmed:
			return ErrTypeMissing
		case !a.ContactsGiven:
			return ErrContactsMissing
		case a.Quantity == 0 || a.TermsAcceptedAt.IsZero():
			return ErrQuantityMissing
		}
		organisationID, err := s.home(ctx, tx, by, a)
		if err != nil {
			return err
		}
		if w, err = s.prepare(ctx, tx, by, a, kind, organisationID); err != nil {
			return err
		}
		adjust(w)
		if err := saveWall(ctx, tx, w, draftColumns...); err != nil {
			return err
		}
		a.WallID = w.ID
		return s.Subscriptions.Ordered(ctx, tx, Order{
			WallID: w.ID, WallType: w.Type, OrganisationID: organisationID, By: kind.By, Quantity: a.Quantity,
			PayerEmail: w.PayerEmail, TermsAcceptedAt: a.TermsAcceptedAt, TermsVersion: a.TermsVersion,
		})
	})
	if err != nil {
		return nil, fmt.Errorf("prepare a wall: %w", err)
	}
	return w, nil
}

var draftColumns = []string{
	"name", "siren", "siret", "owner_id", "payer_id", "owner_job_title", "owner_phone", "payer_is_owner", "payer_first_name", "payer_last_name",
	"payer_service", "payer_email", "payer_phone", "payer_address", "employees", "size", "replaces_id", "no_partner",
}

// home is the organisation of the new wall: the employer, or one made under the
// name that by gave, which by then works for.
func (s *Funnel) home(ctx context.Context, tx bun.Tx, by access.Actor, a *Application) (int64, error) {
	m, p, err := member.Read(ctx, tx, by.UserID)
	if err != nil {
		return 0, err
	}
	if m.OrganisationID != 0 {
		return m.OrganisationID, nil
	}
	if a.OrganisationName == "" {
		return 0, errNameless
	}
	id, err := s.Staff.Employer(ctx, tx, m.ProvenEmail(), a.OrganisationName)
	if err != nil {
		return 0, err
	}
	if err := s.Staff.Assign(ctx, tx, m, p, id); err != nil {
		return 0, err
	}
	return id, nil
}

// prepare finds the draft of an organisation and type, or makes it, and fills
// it in from the application.
func (s *Funnel) prepare(ctx context.Context, tx bun.Tx, by access.Actor, a *Application, kind Kind, organisationID int64) (*Wall, error) {
	replaced, err := s.replaced(ctx, tx, by, kind, organisationID)
	if err != nil {
		return nil, err
	}
	w := new(Wall)
	err = tx.NewSelect().Model(w).Where("bw.organisation_id = ?", organisationID).Where("bw.type = ?", kind.Type).Where("bw.status = ?", Draft).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if w, err = s.newDraft(ctx, tx, by, kind, organisationID); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, fmt.Errorf("look for a draft: %w", err)
	}
	w.OwnerID, w.PayerID, w.ModifiedAt, w.ReplacesID = by.UserID, by.UserID, s.Now().UTC(), replaced
	w.OwnerJobTitle, w.OwnerPhone, w.PayerIsOwner, w.NoPartner = a.OwnerJobTitle, a.OwnerPhone, a.PayerIsOwner, a.NoPartner
	w.PayerFirstName, w.PayerLastName, w.PayerService, w.PayerEmail, w.PayerPhone, w.PayerAddress = a.PayerFirstName, a.PayerLastName, a.PayerService, a.PayerEmail, a.PayerPhone, a.PayerAddress
	if kind.By == organisation.Employees {
		w.Employees = a.Quantity
		if w.Size == "" {
			if w.Size, err = (&Walls{s.Needs}).SizeFor(ctx, a.Quantity); err != nil {
				return nil, err
			}
		}
	}
	return w, nil
}

// replaced returns the wall in force that a new one of the kind will replace, 0
// without one. It is asked again when the new one is paid.
func (s *Funnel) replaced(ctx context.Context, tx bun.Tx, by access.Actor, kind Kind, organisationID int64) (int64, error) {
	current, err := currentWall(ctx, tx, organisationID)
	if err != nil || current == nil {
		return 0, err
	}
	if err := s.mayManage(ctx, tx, by, current); err != nil {
		return 0, err
	}
	return current.ID, s.replaceable(ctx, tx, current, kind.Type)
}

func (s *Funnel) newDraft(ctx context.Context, tx bun.Tx, by access.Actor, kind Kind, organisationID int64) (*Wall, error) {
	o := &organisation.Organisation{ID: organisationID}
	if err := tx.NewSelect().Model(o).WherePK().Scan(ctx); err != nil {
		return nil, fmt.Errorf("read organisation %d: %w", organisationID, err)
	}
	now := s.Now().UTC()
	w := &Wall{
		ID: s.IDs.Next(), Type: kind.Type, Status: Draft, Free: kind.Free, OwnerID: by.UserID, PayerID: by.UserID, OrganisationID: organisationID,
		Name: o.Name, Standing: Good, Verification: ToVerify, Missions: map[string]bool{}, CreatedAt: now, ModifiedAt: now,
	}
	content := w.Content()
	w.Fill(content)
	if err := insertWall(ctx, tx, w); err != nil {
		return nil, err
	}
	return w, s.audit(ctx, tx, by, ActionDrafted, w.ID, map[string]string{"type": kind.Type})
}
