// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Funnel leads a member from the wish for a wall to its draft, the same for
// free and paid types; only the subscription activates it (spec 07 §6).
type Funnel struct{ *Needs }

// May reports why by may not apply for a wall, or nil: the organisation must
// exist still, and one that has a wall in force changes it through its
// managers only (spec 07 §5.5).
func (s *Funnel) May(ctx context.Context, by access.Actor) error {
	return s.may(ctx, s.DB.Reader(), by)
}

func (s *Funnel) may(ctx context.Context, db bun.IDB, by access.Actor) error {
	if by.IsAnonymous() {
		return errs.ErrUnauthenticated
	}
	if by.OrganisationID == 0 {
		return nil
	}
	alive, err := db.NewSelect().Model((*organisation.Organisation)(nil)).Where("o.id = ?", by.OrganisationID).Exists(ctx)
	if err != nil {
		return fmt.Errorf("read organisation %d: %w", by.OrganisationID, err)
	}
	if !alive {
		return errOrganisation
	}
	current, err := currentWall(ctx, db, by.OrganisationID)
	if err != nil || current == nil {
		return err
	}
	return s.mayManage(ctx, db, by, current)
}

// Application returns where by stands; one who has not begun has an empty
// application, with the suggested type.
func (s *Funnel) Application(ctx context.Context, by access.Actor) (*Application, error) {
	if err := s.May(ctx, by); err != nil {
		return nil, err
	}
	return s.application(ctx, s.DB.Reader(), by)
}

func (s *Funnel) application(ctx context.Context, db bun.IDB, by access.Actor) (*Application, error) {
	a := new(Application)
	err := db.NewSelect().Model(a).Where("wa.member_id = ?", by.UserID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return &Application{MemberID: by.UserID, Type: Suggested(by.ProfileCode), PayerIsOwner: true}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the application of %d: %w", by.UserID, err)
	}
	return a, nil
}

// Email is the address that by is registered with: the owner's, on step 2.
func (s *Funnel) Email(ctx context.Context, by access.Actor) (string, error) {
	m, _, err := member.Read(ctx, s.DB.Reader(), by.UserID)
	if err != nil {
		return "", err
	}
	return m.Email, nil
}

// step changes the application of by.
func (s *Funnel) step(ctx context.Context, by access.Actor, apply func(ctx context.Context, tx bun.Tx, a *Application) error) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.may(ctx, tx, by); err != nil {
			return err
		}
		if err := s.lockMember(ctx, tx, by.UserID); err != nil {
			return err
		}
		a, err := s.application(ctx, tx, by)
		if err != nil {
			return err
		}
		if err := apply(ctx, tx, a); err != nil {
			return err
		}
		return s.saveApplication(ctx, tx, a)
	})
}

func (s *Funnel) saveApplication(ctx context.Context, tx bun.Tx, a *Application) error {
	a.ModifiedAt = s.Now().UTC()
	if _, err := tx.NewDelete().Model(a).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("replace the application of %d: %w", a.MemberID, err)
	}
	if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
		return fmt.Errorf("save the application of %d: %w", a.MemberID, err)
	}
	return nil
}

// TypeInForce is the type of the wall that by's organisation has, suspended ones
// included, or "": another one changes it.
func (s *Funnel) TypeInForce(ctx context.Context, by access.Actor) (string, error) {
	return s.typeInForce(ctx, s.DB.Reader(), by)
}

func (s *Funnel) typeInForce(ctx context.Context, db bun.IDB, by access.Actor) (string, error) {
	current, err := currentWall(ctx, db, by.OrganisationID)
	if err != nil || current == nil {
		return "", err
	}
	return current.Type, nil
}

// Choose confirms a type; unknown and deprecated ones are refused, and with
// ErrSameType the one that the organisation has (spec 07 §14.12). Another type
// than before begins the pricing again.
func (s *Funnel) Choose(ctx context.Context, by access.Actor, wallType string) error {
	if _, offered := Selectable(wallType); !offered {
		return errTypeUnknown
	}
	return s.step(ctx, by, func(ctx context.Context, tx bun.Tx, a *Application) error {
		current, err := s.typeInForce(ctx, tx, by)
		if err != nil {
			return err
		}
		if current == wallType {
			return ErrSameType
		}
		if a.Type != wallType {
			a.Quantity, a.TermsAcceptedAt, a.TermsVersion, a.WallID = 0, time.Time{}, "", 0
		}
		a.Type, a.TypeConfirmed = wallType, true
		return nil
	})
}

// GiveContacts keeps step 2: who owns the wall, who pays.
func (s *Funnel) GiveContacts(ctx context.Context, by access.Actor, c Contacts) error {
	c.OrganisationName, c.OwnerJobTitle, c.OwnerPhone = strings.TrimSpace(c.OrganisationName), strings.TrimSpace(c.OwnerJobTitle), strings.TrimSpace(c.OwnerPhone)
	c.PayerEmail = member.NormaliseEmail(c.PayerEmail)
	if err := c.check(by.OrganisationID == 0); err != nil {
		return err
	}
	return s.step(ctx, by, func(ctx context.Context, tx bun.Tx, a *Application) error {
		if !a.TypeConfirmed {
			return ErrTypeMissing
		}
		a.ContactsGiven, a.OrganisationName, a.OwnerJobTitle, a.OwnerPhone = true, c.OrganisationName, c.OwnerJobTitle, c.OwnerPhone
		a.PayerIsOwner, a.PayerFirstName, a.PayerLastName = c.PayerIsOwner, strings.TrimSpace(c.PayerFirstName), strings.TrimSpace(c.PayerLastName)
		a.PayerService, a.PayerEmail, a.PayerPhone, a.PayerAddress = strings.TrimSpace(c.PayerService), c.PayerEmail, strings.TrimSpace(c.PayerPhone), strings.TrimSpace(c.PayerAddress)
		if !c.PayerIsOwner {
			return nil
		}
		m, _, err := member.Read(ctx, tx, by.UserID)
		if err != nil {
			return err
		}
		a.PayerFirstName, a.PayerLastName, a.PayerEmail, a.PayerPhone = m.FirstName, m.LastName, m.Email, c.OwnerPhone
		a.PayerService, a.PayerAddress = "", ""
		return nil
	})
}

// AcceptTerms keeps step 3: the quantity and the agreement. Without agreement
// nothing is stored.
func (s *Funnel) AcceptTerms(ctx context.Context, by access.Actor, t Terms) error {
	return s.step(ctx, by, func(_ context.Context, _ bun.Tx, a *Application) error {
		kind, offered := Selectable(a.Type)
		switch {
		case !offered || !a.TypeConfirmed:
			return ErrTypeMissing
		case !a.ContactsGiven:
			return ErrContactsMissing
		case !t.Accepted:
			return errTerms
		}
		quantity, err := kind.quantity(t.Quantity)
		if err != nil {
			return err
		}
		a.Quantity, a.TermsAcceptedAt, a.TermsVersion = quantity, s.Now().UTC(), TermsVersion
		a.ManagesAlone, a.PublishesAlone = t.ManagesAlone && kind.SelfManaged, t.PublishesAlone && kind.SelfManaged
		a.AllMissions, a.NoPartner = t.AllMissions && kind.SelfManaged, t.NoPartner && kind.SelfManaged
		return nil
	})
}

// Reset forgets where by stands, and the selected wall. The session stays
// (spec 07 §14.21).
func (s *Funnel) Reset(ctx context.Context, by access.Actor) error {
	if by.IsAnonymous() {
		return errs.ErrUnauthenticated
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*Application)(nil)).Where("member_id = ?", by.UserID).Exec(ctx); err != nil {
			return fmt.Errorf("forget the application of %d: %w", by.UserID, err)
		}
		if _, err := tx.NewRaw("UPDATE members SET selected_wall_id = NULL WHERE id = ?", by.UserID).Exec(ctx); err != nil {
			return fmt.Errorf("forget the selection of %d: %w", by.UserID, err)
		}
		return nil
	})
}
