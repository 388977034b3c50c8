// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Details is an organisation as the provider's customer: the customer is the
// organisation, never a person (spec 06 §3.9).
type Details struct {
	bun.BaseModel `bun:"table:billing_details,alias:bd"`

	OrganisationID int64  `bun:",pk"`
	CustomerID     string `bun:",nullzero"`
	Email          string
	VATNumber      string `bun:"vat_number"`
	AddressLine1   string `bun:"address_line1"`
	AddressLine2   string `bun:"address_line2"`
	PostalCode     string
	City           string
	Country        string
	ModifiedAt     time.Time
}

// hear keeps what a customer says; what it does not say erases nothing.
func (d *Details) hear(c CustomerFacts) {
	for _, said := range []struct {
		to    *string
		value string
	}{
		{&d.Email, c.Email}, {&d.VATNumber, c.VATNumber}, {&d.AddressLine1, c.Line1}, {&d.AddressLine2, c.Line2},
		{&d.PostalCode, c.PostalCode}, {&d.City, c.City}, {&d.Country, c.Country},
	} {
		if said.value != "" {
			*said.to = said.value
		}
	}
}

func detailsOf(ctx context.Context, db bun.IDB, organisationID int64) (*Details, error) {
	return findDetails(ctx, db, "bd.organisation_id = ?", organisationID)
}

func detailsByCustomer(ctx context.Context, db bun.IDB, customerID string) (*Details, error) {
	return findDetails(ctx, db, "bd.customer_id = ?", customerID)
}

func findDetails(ctx context.Context, db bun.IDB, where string, arg any) (*Details, error) {
	var found Details
	err := db.NewSelect().Model(&found).Where(where, arg).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read billing details: %w", err)
	}
	return &found, nil
}

// saveDetails writes them, whether they were there or not.
func saveDetails(ctx context.Context, tx bun.IDB, d *Details) error {
	_, err := tx.NewInsert().Model(d).On("CONFLICT (organisation_id) DO UPDATE").
		Set("customer_id = EXCLUDED.customer_id, email = EXCLUDED.email, vat_number = EXCLUDED.vat_number").
		Set("address_line1 = EXCLUDED.address_line1, address_line2 = EXCLUDED.address_line2, postal_code = EXCLUDED.postal_code").
		Set("city = EXCLUDED.city, country = EXCLUDED.country, modified_at = EXCLUDED.modified_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("save billing details of organisation %d: %w", d.OrganisationID, err)
	}
	return nil
}

// bindCustomer makes the customer that paid the organisation's, if it has none
// yet, with all that was told of it before (spec 06 §7.3).
func (s *Service) bindCustomer(ctx context.Context, tx bun.Tx, organisationID int64, customerID string) error {
	if organisationID == 0 || customerID == "" {
		return nil
	}
	details, err := detailsOf(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	if details == nil {
		details = &Details{OrganisationID: organisationID}
	}
	if details.CustomerID != "" {
		return nil
	}
	taken, err := detailsByCustomer(ctx, tx, customerID)
	if err != nil || taken != nil {
		return err // another organisation's: an event never moves a customer
	}
	details.CustomerID = customerID
	return s.mirrorCustomer(ctx, tx, details)
}

// mirrorCustomer copies what was told of a customer, in the order in which it
// happened.
func (s *Service) mirrorCustomer(ctx context.Context, tx bun.Tx, details *Details) error {
	told, err := eventsOf(ctx, tx, details.CustomerID)
	if err != nil {
		return err
	}
	for _, e := range inOrder(told) {
		if e.Facts.Customer != nil {
			details.hear(*e.Facts.Customer)
		}
	}
	details.ModifiedAt = s.Now().UTC()
	return saveDetails(ctx, tx, details)
}
