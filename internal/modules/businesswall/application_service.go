// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
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
	return mayManage(ctx, db, by, current)
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

// Choose confirms a type; unknown and deprecated ones are refused. Another type
// than before begins the pricing again.
func (s *Funnel) Choose(ctx context.Context, by access.Actor, wallType string) error {
	if _, offered := Selectable(wallType); !offered {
		return errTypeUnknown
	}
	return s.step(ctx, by, func(_ context.Context, _ bun.Tx, a *Application) error {
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
		m, _, err := person(ctx, tx, by.UserID)
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
	m, p, err := person(ctx, tx, by.UserID)
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
// without one. A suspended wall must be paid first, not replaced for free; an
// agency must have ended with its clients (spec 07 §14.12, §14.22).
func (s *Funnel) replaced(ctx context.Context, tx bun.Tx, by access.Actor, kind Kind, organisationID int64) (int64, error) {
	current, err := currentWall(ctx, tx, organisationID)
	if err != nil || current == nil {
		return 0, err
	}
	if err := mayManage(ctx, tx, by, current); err != nil {
		return 0, err
	}
	switch {
	case current.Type == kind.Type:
		return 0, ErrHasWall
	case current.Status == Suspended:
		return 0, errSuspended
	}
	clients, err := ClientCount(ctx, tx, current.ID)
	if err != nil {
		return 0, err
	}
	if clients > 0 {
		return 0, errClients
	}
	return current.ID, nil
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
	w.setContent(content)
	if err := insertWall(ctx, tx, w); err != nil {
		return nil, err
	}
	return w, s.audit(ctx, tx, by, ActionDrafted, w.ID, map[string]string{"type": kind.Type})
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

// selfManage does what the application of the owner asked for (« Je suis mon
// propre BW Manager interne »…), and forgets it (spec 07 §14.6).
func (n *Needs) selfManage(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall) error {
	a := new(Application)
	err := tx.NewSelect().Model(a).Where("wa.wall_id = ?", w.ID).Where("wa.member_id = ?", w.OwnerID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the application for wall %d: %w", w.ID, err)
	}
	if a.AllMissions {
		if err := n.assign(ctx, tx, by, w, mandate.Missions()); err != nil {
			return err
		}
	}
	for role, wanted := range map[string]bool{internalManagerRole: a.ManagesAlone, internalPRRole: a.PublishesAlone} {
		if !wanted {
			continue
		}
		var missions []string
		if isPR(role) {
			missions = w.Granted()
		}
		if err := n.accept(ctx, tx, w, w.OwnerID, role, missions); err != nil {
			return err
		}
	}
	if _, err := tx.NewDelete().Model((*Application)(nil)).Where("wall_id = ?", w.ID).Exec(ctx); err != nil {
		return fmt.Errorf("forget the application for wall %d: %w", w.ID, err)
	}
	return nil
}

// functions are the answers of the survey that suit each type, best first
// (spec 07 §3.2).
var functions = map[string][]string{
	organisation.WallMedia:          {"fonctions_journalisme"},
	CorporateMedia:                  {"fonctions_journalisme", "fonctions_org_priv_detail"},
	organisation.WallPR:             {"fonctions_org_priv_detail", "fonctions_pol_adm_detail", "fonctions_ass_syn_detail"},
	organisation.WallLeadersExperts: {"fonctions_org_priv_detail", "fonctions_pol_adm_detail", "fonctions_ass_syn_detail"},
	organisation.WallTransformers:   {"fonctions_org_priv_detail", "fonctions_pol_adm_detail"},
	organisation.WallAcademics:      {"fonctions_pol_adm_detail", "fonctions_org_priv_detail"},
	Union:                           {"fonctions_ass_syn_detail", "fonctions_pol_adm_detail"},
}

var allFunctions = []string{"fonctions_journalisme", "fonctions_org_priv_detail", "fonctions_pol_adm_detail", "fonctions_ass_syn_detail"}

// JobTitles returns what the owner's job may be called on a wall of a type: the
// prefilled title, perhaps "", and every function that the profile declares.
func (s *Funnel) JobTitles(ctx context.Context, by access.Actor, wallType string) (prefilled string, offered []string, err error) {
	_, p, err := person(ctx, s.DB.Reader(), by.UserID)
	if err != nil {
		return "", nil, err
	}
	fields, known := functions[wallType]
	if !known {
		prefilled, fields = p.JobTitle, allFunctions
	}
	for _, field := range fields {
		for _, value := range texts(p.Matchmaking[field]) {
			if !slices.Contains(offered, value) {
				offered = append(offered, value)
			}
		}
	}
	if known && len(offered) > 0 {
		prefilled = offered[0]
	}
	return prefilled, offered, nil
}

// texts reads an answer of the survey as a list; « FAMILY / item » is the item.
func texts(answer any) []string {
	var raw []string
	switch v := answer.(type) {
	case string:
		raw = []string{v}
	case []string:
		raw = v
	case []any:
		for _, item := range v {
			if text, ok := item.(string); ok {
				raw = append(raw, text)
			}
		}
	}
	var list []string
	for _, text := range raw {
		if _, item, dual := strings.Cut(text, " / "); dual {
			text = item
		}
		if text = strings.TrimSpace(text); text != "" {
			list = append(list, text)
		}
	}
	return list
}
