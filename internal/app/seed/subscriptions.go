// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// quote asks what every organisation pays, before the transaction: the first
// question fills the catalogue. Without sandbox, nothing is paid.
func (l *loader) quote(ctx context.Context) error {
	if l.app.Sandbox() == nil {
		return nil
	}
	for _, s := range l.world.Subscriptions {
		o, _ := l.world.Organisation(s.Organisation)
		quantity, cycle := s.Employees, billing.Monthly
		if o.BWType == organisation.WallPR {
			quantity = l.clients(o.Key)
		}
		if s.IsAnnual {
			cycle = billing.Annual
		}
		q, err := l.app.Billing.Quote(ctx, o.BWType, quantity, cycle)
		if err != nil {
			return err
		}
		if q.By == organisation.Flat {
			q.Quantity = 1
		}
		l.quotes[o.Key] = q
	}
	return nil
}

// clients is how many an agency represents, at least one.
func (l *loader) clients(agency string) int64 {
	var n int64
	for _, p := range l.world.Partnerships {
		if p.Agency == agency && p.Status == "active" {
			n++
		}
	}
	return max(n, 1)
}

// insertSubscriptions has the sandbox recall what was paid, and billing keep
// it.
func (l *loader) insertSubscriptions(ctx context.Context, tx bun.Tx) error {
	desk := l.app.Sandbox()
	if desk == nil {
		return nil
	}
	for _, s := range l.world.Subscriptions {
		o, _ := l.world.Organisation(s.Organisation)
		q := l.quotes[o.Key]
		email := "comptabilite@" + o.Email[len("contact@"):]
		town := l.placeOf(o.Town)
		id, told, err := desk.Recall(ctx, tx, sandbox.Past{
			WallID: l.walls[o.Key], PriceID: q.PriceID, Quantity: q.CheckoutQuantity, IsAnnual: s.IsAnnual,
			Payer:  sandbox.Payer{Email: email, VATNumber: vatNumber(sirenOf(o)), Line1: o.Address, PostalCode: town.Postcode, City: town.Name},
			PaidAt: s.PaidAt, FailedAt: s.FailedAt, GaveUpAt: s.GaveUpAt, EndsAfter: s.EndsAfter,
		})
		if err != nil {
			return fmt.Errorf("recall what %s paid: %w", o.Key, err)
		}
		err = l.app.Billing.Adopt(ctx, tx, billing.Adoption{
			WallID: l.walls[o.Key], OrganisationID: l.orgs[o.Key], ProviderID: id, Quote: q, PayerEmail: email, Told: told,
			AcceptedAt: s.PaidAt.Add(-12 * time.Minute),
			Contact:    billing.Contact{Company: o.Name, Address: o.Address, ZipCode: town.Postcode, City: town.Name, Country: "FR"},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) placeOf(key string) demo.Town {
	for _, t := range l.world.Towns {
		if t.Key == key {
			return t
		}
	}
	return demo.Town{}
}

// insertApplications leaves some people in the middle of the wizard.
func (l *loader) insertApplications(ctx context.Context, tx bun.Tx) error {
	for _, a := range l.world.WallApplications {
		m, _ := l.world.Member(a.Member)
		row := businesswall.Application{
			MemberID: l.members[a.Member], Type: a.Type, TypeConfirmed: true, ContactsGiven: true, OwnerJobTitle: a.JobTitle, OwnerPhone: a.Phone,
			PayerIsOwner: true, PayerFirstName: m.FirstName, PayerLastName: m.LastName, PayerEmail: m.Email, PayerPhone: a.Phone, ModifiedAt: a.At,
		}
		if a.Organisation != "" {
			row.WallID, row.Quantity, row.TermsAcceptedAt, row.TermsVersion = l.walls[a.Organisation], 1, a.At, businesswall.TermsVersion
			kept := billing.Wish{WallID: row.WallID, Quantity: 1, PayerEmail: m.Email, TermsAcceptedAt: a.At, TermsVersion: businesswall.TermsVersion}
			if err := l.app.Billing.KeepWish(ctx, tx, kept); err != nil {
				return err
			}
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("leave %s in the wizard: %w", a.Member, err)
		}
	}
	return nil
}
