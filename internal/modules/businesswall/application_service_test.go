// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"errors"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §6: each step needs the one before; deprecated types are not
// accepted; nothing is in force before the subscription says so.
func TestFunnel_stepByStep(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx, by := x.Context(), x.member(x.organisation("Maison"))
		for _, gone := range []string{"micro", "corporate_media", "union", "kiosk", ""} {
			x.refused(x.Funnel.Choose(ctx, by, gone), errs.Invalid, "type "+gone)
		}
		if err := x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerIsOwner: true}); !errors.Is(err, businesswall.ErrTypeMissing) {
			x.Errorf("contacts before the type: %v", err)
		}
		x.must(x.Funnel.Choose(ctx, by, "transformers"))
		if err := x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 3, Accepted: true}); !errors.Is(err, businesswall.ErrContactsMissing) {
			x.Errorf("terms before contacts: %v", err)
		}
		x.refused(x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerEmail: "nowhere"}), errs.Invalid, "payer without address")
		x.must(x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerIsOwner: true, PayerEmail: "ignored"}))
		if _, err := x.Funnel.Draft(ctx, by); !errors.Is(err, businesswall.ErrQuantityMissing) {
			x.Errorf("draft before terms: %v", err)
		}
		x.refused(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 3}), errs.Invalid, "terms not accepted")
		x.refused(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 0, Accepted: true}), errs.Invalid, "no employee")
		x.must(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 3, Accepted: true}))
		w, err := x.Funnel.Draft(ctx, by)
		x.must(err)
		again, err := x.Funnel.Draft(ctx, by)
		x.must(err)
		if w.ID != again.ID || w.Status != businesswall.Draft || x.employer(w.OrganisationID).WallID != 0 {
			x.Errorf("draft %d then %d, %s", w.ID, again.ID, w.Status)
		}
		if order := x.billing.ordered[0]; order.Quantity != 3 || order.PayerEmail != x.email(by.UserID) || order.By != organisation.Employees {
			x.Errorf("ordered %+v", order)
		}
	})
}

// Spec 07 §5.5: a member without organisation gives the name of a new one, and
// works for it.
func TestFunnel_withoutOrganisation(t *testing.T) {
	eachTown(t, func(x *town) {
		by := x.member(0)
		w := x.draft(by, "media")
		if o := x.employer(w.OrganisationID); o.Name != "Maison neuve" || x.works(by.UserID) != o.ID {
			x.Errorf("organisation %q, works for %d", o.Name, x.works(by.UserID))
		}
	})
}
