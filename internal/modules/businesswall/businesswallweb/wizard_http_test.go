// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

// wallLess is somebody whose organisation has no wall.
func (o *town) wallLess(t *testing.T) *apptest.Browser {
	t.Helper()
	return o.SignIn(t, o.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = "Imprimerie neuve", "" }))
}

func wantLocation(t *testing.T, p apptest.Page, want string) {
	t.Helper()
	if p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Location(), want) {
		t.Fatalf("answer = %d %q, want the way to %q: %s", p.Status, p.Location(), want, p.Text("main"))
	}
}

// Each step sends back to the one that is missing (spec 07 §6).
func TestWizard_guards(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		b := o.wallLess(t)
		wantLocation(t, b.Get(t, "/BW/"), "/BW/confirm-subscription")
		for _, path := range []string{"/BW/activation-choice", "/BW/nominate-contacts", "/BW/pricing/media", "/BW/pricing/micro", "/BW/pricing/nothing", "/BW/payment/media"} {
			wantLocation(t, b.Get(t, path), "/BW/confirm-subscription")
		}
		wantLocation(t, b.Post(t, "/BW/select-subscription/micro", nil), "/BW/confirm-subscription")
		wantLocation(t, b.Post(t, "/BW/select-subscription/media", nil), "/BW/nominate-contacts")
		wantLocation(t, b.Get(t, "/BW/pricing/media"), "/BW/nominate-contacts")
		wantLocation(t, b.Post(t, "/BW/submit-contacts", url.Values{"payer_is_owner": {"true"}}), "/BW/pricing/media")
		wantLocation(t, b.Get(t, "/BW/payment/media"), "/BW/")
		if page := b.Post(t, "/BW/set_pricing/media", nil); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("without the terms: %d", page.Status)
		}
		wantLocation(t, b.Get(t, "/BW/payment/media"), "/BW/")
		wantLocation(t, b.Post(t, "/BW/reset", nil), "/BW/")
		wantLocation(t, b.Get(t, "/BW/activation-choice"), "/BW/confirm-subscription")
		if got := b.Get(t, "/wire").Status; got != http.StatusOK {
			t.Errorf("beginning again signs out: %d", got)
		}
	})
}

// A free and a paid type reach the provider's page; nothing is in force before
// the provider says so (spec 07 §6, §14.22).
func TestWizard_reachesTheCheckout(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		if _, err := o.Billing.SyncCatalogue(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, wallType := range []string{"media", "leaders_experts"} {
			b := o.SignIn(t, o.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = "Maison "+wallType, "" }))
			wantLocation(t, b.Post(t, "/BW/select-subscription/"+wallType, nil), "/BW/nominate-contacts")
			wantLocation(t, b.Post(t, "/BW/submit-contacts", url.Values{"payer_is_owner": {"true"}, "owner_phone": {"0123456789"}}), "/BW/pricing/")
			if page := b.Get(t, "/BW/pricing/"+wallType); page.Status != http.StatusOK || page.Find(".stepper").Length() != 1 {
				t.Fatalf("the price = %d: %s", page.Status, page.Text("main"))
			}
			priced := b.Post(t, "/BW/set_pricing/"+wallType, url.Values{"terms": {"true"}, "quantity": {"12"}})
			if wallType == "leaders_experts" {
				wantLocation(t, priced, "/BW/stripe-info/")
				if page := b.Post(t, "/BW/stripe-info/"+wallType, url.Values{"company": {"Maison"}, "siret": {"12345678901234"}, "email": {"c@example.org"}}); page.Status != http.StatusUnprocessableEntity {
					t.Errorf("a wrong SIRET: %d", page.Status)
				}
				priced = b.Post(t, "/BW/stripe-info/"+wallType, url.Values{"company": {" Maison "}, "siret": {"732 829 320 00074"}, "email": {"c@example.org"}})
			}
			wantLocation(t, priced, "/BW/payment/")
			if page := b.Get(t, "/BW/payment/"+wallType); page.Status != http.StatusOK || page.Find(`form[action="/BW/checkout/`+wallType+`"]`).Length() != 1 {
				t.Fatalf("the payment = %d: %s", page.Status, page.Text("main"))
			}
			if page := b.Post(t, "/BW/checkout/"+wallType, nil); page.Status == http.StatusSeeOther {
				t.Errorf("the payment starts without the terms: %s", page.Location())
			}
			if page := b.Post(t, "/BW/checkout/"+wallType, url.Values{"cgv": {"on"}, "cycle": {"weekly"}}); page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Text("main"), "mensuel ou annuel") {
				t.Errorf("an unknown billing cycle: %d %q", page.Status, page.Location())
			}
			paid := b.Post(t, "/BW/checkout/"+wallType, url.Values{"cgv": {"on"}})
			if paid.Status != http.StatusSeeOther || !strings.Contains(paid.Location(), "/sandbox/pay/") {
				t.Fatalf("the checkout = %d %q: %s", paid.Status, paid.Location(), paid.Text("main"))
			}
			if page := b.Get(t, "/BW/payment-success/"+wallType); !strings.Contains(page.Text("main"), "Paiement réussi") {
				t.Errorf("after the payment: %s", page.Text("main"))
			}
			if page := o.SignIn(t, o.people["stranger"]).Get(t, "/BW/payment-success/"+wallType); page.Status != http.StatusSeeOther {
				t.Errorf("somebody who paid for nothing is told: %d", page.Status)
			}
			if page := b.Get(t, "/BW/confirmation/paid"); !strings.Contains(page.Text("main"), "Activation en cours") {
				t.Errorf("activated by opening a page: %s", page.Text("main"))
			}
			wantLocation(t, b.Get(t, "/BW/payment-cancel/"+wallType), "/BW/payment/")
		}
	})
}
