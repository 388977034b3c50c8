// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// Application is where a member stands on the way to a wall; it is kept on our
// side, one a member (spec 07 §6).
type Application struct {
	bun.BaseModel `bun:"table:wall_applications,alias:wa"`

	MemberID         int64  `bun:",pk"`
	Type             string // chosen, or ""
	TypeConfirmed    bool
	ContactsGiven    bool
	OrganisationName string // of the organisation to be made, for a member without one
	OwnerJobTitle    string
	OwnerPhone       string
	PayerIsOwner     bool
	PayerFirstName   string
	PayerLastName    string
	PayerService     string
	PayerEmail       string
	PayerPhone       string
	PayerAddress     string
	Quantity         int64     // employees, or clients; 0 until it is given
	TermsAcceptedAt  time.Time `bun:",nullzero"`
	TermsVersion     string
	ManagesAlone     bool  // « Je suis mon propre BW Manager interne »
	PublishesAlone   bool  // « Je suis mon propre PR Manager »
	AllMissions      bool  // gives itself every mission
	NoPartner        bool  // has no external partner
	WallID           int64 `bun:",nullzero"` // the draft
	ModifiedAt       time.Time
}

// TermsVersion is the version of the terms (CGV) in force.
const TermsVersion = "v1"

// DefaultEmployees is what the form offers as headcount (spec 07 §3).
const DefaultEmployees = 10

// maxEmployees bounds a headcount: nobody employs so many.
const maxEmployees = 9_999_999

// The steps of the wizard that must come first.
var (
	ErrTypeMissing     = errs.New(errs.Conflict, "wall.error.type_missing")
	ErrContactsMissing = errs.New(errs.Conflict, "wall.error.contacts_missing")
	ErrQuantityMissing = errs.New(errs.Conflict, "wall.error.quantity_missing")

	errTypeUnknown  = errs.New(errs.Invalid, "wall.error.type_unknown")
	errTerms        = &errs.Error{Kind: errs.Invalid, Message: "wall.error.terms_missing", Field: "terms"}
	errQuantity     = &errs.Error{Kind: errs.Invalid, Message: "wall.error.quantity_wrong", Field: "quantity"}
	errNameless     = &errs.Error{Kind: errs.Invalid, Message: "wall.error.organisation_name", Field: "organisation_name"}
	errOrganisation = errs.New(errs.Forbidden, "wall.error.organisation_gone")
	ErrSameType     = errs.New(errs.Conflict, "wall.error.same_type")
	errSuspended    = errs.New(errs.Conflict, "wall.error.suspended")
	errClients      = errs.New(errs.Conflict, "wall.error.has_clients")
)

// Contacts is step 2 of the wizard. The owner's name and address are those of
// the account.
type Contacts struct {
	OrganisationName string // for a member without organisation
	OwnerJobTitle    string
	OwnerPhone       string
	PayerIsOwner     bool // the payer's fields are then ignored
	PayerFirstName   string
	PayerLastName    string
	PayerService     string
	PayerEmail       string
	PayerPhone       string
	PayerAddress     string
}

// Terms is step 3 of the wizard.
type Terms struct {
	Quantity       int64 // employees; ignored when the price does not depend on them
	Accepted       bool  // CGV, with the distribution agreement for journalistic types
	ManagesAlone   bool
	PublishesAlone bool
	AllMissions    bool
	NoPartner      bool
}

func (c *Contacts) check(needsName bool) error {
	var found errs.Fields
	if needsName && c.OrganisationName == "" {
		found = append(found, errNameless)
	}
	for field, text := range map[string]string{
		"organisation_name": c.OrganisationName, "owner_job_title": c.OwnerJobTitle, "owner_phone": c.OwnerPhone,
		"payer_first_name": c.PayerFirstName, "payer_last_name": c.PayerLastName, "payer_service": c.PayerService,
		"payer_phone": c.PayerPhone, "payer_address": c.PayerAddress,
	} {
		if len([]rune(text)) > maxLine {
			found = append(found, wrong(field, "wall.error.text_long"))
		}
	}
	if !c.PayerIsOwner && !member.IsEmail(c.PayerEmail) {
		found = append(found, wrong("payer_email", "wall.error.email_wrong"))
	}
	return found.OrNil()
}

// quantity is what is ordered: the employees declared, or 1 when the price does
// not depend on them; an agency starts with one client.
func (k Kind) quantity(given int64) (int64, error) {
	if k.By != "employee_count" {
		return 1, nil
	}
	if given < 1 || given > maxEmployees {
		return 0, errQuantity
	}
	return given, nil
}
