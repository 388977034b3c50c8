// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

// subscribe brings a wall of the type into force through the wizard and the
// sandbox, and returns its owner's browser.
func subscribe(t *testing.T, app *apptest.App, wallType, employees string) *apptest.Browser {
	t.Helper()
	b := app.SignIn(t, app.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = "Maison "+wallType, "" }))
	b.Post(t, "/BW/select-subscription/"+wallType, nil)
	b.Post(t, "/BW/submit-contacts", url.Values{"payer_is_owner": {"true"}})
	b.Post(t, "/BW/set_pricing/"+wallType, url.Values{"terms": {"true"}, "quantity": {employees}})
	b.Post(t, "/BW/stripe-info/"+wallType, url.Values{"company": {"Maison"}, "siret": {"73282932000074"}, "email": {"compta@example.org"}})
	paid := b.Post(t, "/BW/checkout/"+wallType, url.Values{"cgv": {"on"}})
	at, err := url.Parse(paid.Location())
	if err != nil {
		t.Fatal(err)
	}
	wantLocation(t, b.Post(t, at.Path, url.Values{"card": {"accepted"}, "email": {"compta@example.org"}}), "http")
	app.Settle(t)
	wantLocation(t, b.Get(t, "/BW/"), "/BW/dashboard")
	return b
}

// The dashboard says what is paid and leads to the portal; a headcount of
// another size recommends another plan, which one click orders for the next
// period (spec 07 §7.1, §14.7, 06 §7.3).
func TestDashboard_subscription(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		b := subscribe(t, app, "leaders_experts", "12")
		page := b.Get(t, "/BW/dashboard")
		box := page.Text(`[data-testid="subscription"]`)
		for _, want := range []string{"À jour", "Business Wall for Leaders & Experts – TPE", "HT par mois", "12 salariés", "Prochaine échéance"} {
			if !strings.Contains(box, want) {
				t.Errorf("the dashboard does not say %q: %s", want, box)
			}
		}
		if !strings.Contains(page.Text("main"), "Abonnement PAYANT") || page.Has(`[data-testid="recommended"]`) || !page.Has(`form[action="/BW/billing-portal"]`) {
			t.Errorf("dashboard: %s", page.Text("main"))
		}
		wantLocation(t, b.Post(t, "/BW/edit-config", url.Values{"name": {"Maison"}, "employees": {"60"}}), "/BW/dashboard")
		if box := b.Get(t, "/BW/dashboard").Text(`[data-testid="recommended"]`); !strings.Contains(box, "60 salariés") || !strings.Contains(box, "PME") {
			t.Errorf("recommended: %q", box)
		}
		wantLocation(t, b.Post(t, "/BW/switch-plan", nil), "/BW/dashboard")
		app.Settle(t)
		page = b.Get(t, "/BW/dashboard")
		if box := page.Text(`[data-testid="subscription"]`); page.Has(`[data-testid="recommended"]`) || !strings.Contains(box, "PME") || !strings.Contains(box, "60 salariés") {
			t.Errorf("after the change: %s", box)
		}
	})
}

// Why a page is closed stands on the page that says so, once (spec 07 §7).
func TestNotAuthorized_saysWhy(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		b := o.as(t, "BWPRi with mission")
		wantLocation(t, b.Get(t, "/BW/dashboard"), closed)
		if page := b.Get(t, closed); !strings.Contains(page.Text("main"), "gérer") || page.Has(".toast1") {
			t.Errorf("the page says %q", page.Text("main"))
		}
		if page := b.Get(t, closed); strings.Contains(page.Text("main"), "gérer") {
			t.Errorf("said again: %q", page.Text("main"))
		}
	})
}
