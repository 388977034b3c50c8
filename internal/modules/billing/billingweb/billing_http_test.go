// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billingweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
)

// draft adds a draft wall of the member's organisation.
func draft(t *testing.T, app *apptest.App, owner access.Actor, wallType string) int64 {
	t.Helper()
	now := app.Clock.Now()
	wall := &organisation.Wall{
		ID: app.IDs.Next(), Type: wallType, Status: "draft", OwnerID: owner.UserID, PayerID: owner.UserID, OrganisationID: owner.OrganisationID,
		Name: "Girofle", Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: now, ModifiedAt: now,
	}
	if _, err := app.DB.Writer().NewInsert().Model(wall).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return wall.ID
}

// newcomer is a member whose organisation has no wall yet.
func newcomer(t *testing.T, app *apptest.App) access.Actor {
	t.Helper()
	return app.Member(t, func(p *apptest.Person) { p.Employer, p.WallType = "Girofle Conseil", "" })
}

func path(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}

// status is the state of a wall.
func status(t *testing.T, app *apptest.App, wallID int64) string {
	t.Helper()
	var s string
	if err := app.DB.Writer().NewRaw("SELECT status FROM business_walls WHERE id = ?", wallID).Scan(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// A member pays on the page of the sandbox: a declined card keeps what was
// typed, an accepted one leads back, and the wall is active once the sandbox's
// own webhook, and nothing else, has told (spec 06 §7.1).
func TestSandbox_pay(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		owner := newcomer(t, app)
		wallID := draft(t, app, owner, organisation.WallTransformers)
		address, err := app.Billing.StartCheckout(t.Context(), owner, billing.Order{
			WallID: wallID, Quantity: 30, TermsAccepted: true, SuccessPath: "/BW/payment-success/transformers", CancelPath: "/BW/payment-cancel/transformers",
		})
		if err != nil {
			t.Fatal(err)
		}
		browser := app.Browser(t) // who pays need not be a member
		page := browser.Get(t, path(t, address))
		if page.Status != http.StatusOK || !strings.Contains(page.Text(`[data-testid="bill"]`), "TPE") || page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("page of payment: %d %s", page.Status, page.Text(`[data-testid="bill"]`))
		}
		if total := page.Text(`[data-testid="total"]`); !strings.Contains(total, "39,00") {
			t.Errorf("total %q", total)
		}
		form := url.Values{"card": {"refused"}, "email": {"compta@girofle.example"}, "city": {"Nantes"}}
		refused := browser.Post(t, path(t, address), form)
		if city, _ := refused.Find("#pay-city").Attr("value"); refused.Status != http.StatusPaymentRequired || !refused.Has(`[role="alert"]`) || city != "Nantes" {
			t.Errorf("declined: %d, city %q", refused.Status, city)
		}
		form.Set("card", "accepted")
		if paid := browser.Post(t, path(t, address), form); paid.Status != http.StatusSeeOther || path(t, paid.Location()) != "/BW/payment-success/transformers" {
			t.Errorf("paid: %d to %s", paid.Status, paid.Location())
		}
		app.Settle(t)
		if got := status(t, app, wallID); got != "active" {
			t.Errorf("wall %s", got)
		}
		if again := browser.Post(t, path(t, address), form); again.Status != http.StatusConflict {
			t.Errorf("paid twice: %d", again.Status)
		}
		if over := browser.Get(t, path(t, address)); !over.Has(`[data-testid="over"]`) || over.Has(`[data-testid="pay"]`) {
			t.Error("the page can still be paid")
		}
	})
}

// In the portal a payment fails: the owner is told once by mail; then it is
// paid, paused, resumed and ended.
func TestSandbox_portal(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		owner := newcomer(t, app)
		wallID := draft(t, app, owner, organisation.WallPR)
		address, err := app.Billing.StartCheckout(t.Context(), owner, billing.Order{WallID: wallID, Quantity: 1, TermsAccepted: true, SuccessPath: "/", CancelPath: "/"})
		if err != nil {
			t.Fatal(err)
		}
		browser := app.SignIn(t, owner)
		browser.Post(t, path(t, address), url.Values{"card": {"accepted"}})
		app.Settle(t)
		portal, err := app.Billing.PortalURL(t.Context(), owner, wallID, "/BW/dashboard")
		if err != nil {
			t.Fatal(err)
		}
		page := browser.Get(t, path(t, portal))
		subscription, _ := page.Find(`[name="subscription"]`).Attr("value")
		act := func(action, want string) {
			t.Helper()
			app.Clock.Advance(time.Minute)
			if answer := browser.Post(t, path(t, portal), url.Values{"subscription": {subscription}, "action": {action}}); answer.Status != http.StatusSeeOther {
				t.Errorf("%s: %d", action, answer.Status)
			}
			app.Settle(t)
			if got := status(t, app, wallID); got != want {
				t.Errorf("after %s: %s, want %s", action, got, want)
			}
		}
		mails := func() int {
			return app.Count(t, "SELECT count(*) FROM mail_messages WHERE subject LIKE ?", "%chec de paiement%")
		}
		act("fail", "active")
		act("fail", "active")
		if n := mails(); n != 1 {
			t.Errorf("%d mails of one episode", n)
		}
		act("unpaid", "suspended")
		act("pay", "active")
		act("pause", "suspended")
		act("resume", "active")
		act("cancel", "cancelled")
		if over := browser.Get(t, path(t, portal)); over.Has(`[name="action"]`) || !over.Has(`[data-testid="subscription"]`) {
			t.Error("an ended subscription offers actions")
		}
		if late := browser.Post(t, path(t, portal), url.Values{"subscription": {subscription}, "action": {"pay"}}); late.Status != http.StatusConflict {
			t.Errorf("paid after the end: %d", late.Status)
		}
		if other := browser.Post(t, path(t, portal), url.Values{"subscription": {"sub_other"}, "action": {"cancel"}}); other.Status != http.StatusNotFound {
			t.Errorf("somebody else's subscription: %d", other.Status)
		}
	})
}

// Spec 06 §8: forged → 400, GET → 405, more than 1 MB → 413; unknown addresses
// of the sandbox do not exist.
func TestWebhook(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true, NoVocabularies: true}, func(t *testing.T, app *apptest.App) {
		browser := app.Browser(t)
		if forged := browser.Post(t, "/webhooks/stripe", url.Values{"id": {"evt_1"}}); forged.Status != http.StatusBadRequest {
			t.Errorf("forged: %d", forged.Status)
		}
		if got := browser.Get(t, "/webhooks/stripe"); got.Status != http.StatusMethodNotAllowed {
			t.Errorf("GET: %d", got.Status)
		}
		if large := browser.Post(t, "/webhooks/stripe", url.Values{"x": {strings.Repeat("x", 1<<20)}}); large.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("too large: %d", large.Status)
		}
		for _, unknown := range []string{"/sandbox/pay/cs_test_guessed", "/sandbox/portal/bps_test_guessed"} {
			if page := browser.Get(t, unknown); page.Status != http.StatusNotFound {
				t.Errorf("%s: %d", unknown, page.Status)
			}
		}
		if n := app.Count(t, "SELECT count(*) FROM billing_events"); n != 0 {
			t.Errorf("%d events kept", n)
		}
	})
}

// Nobody pays for nothing in production: the sandbox does not exist there, and
// the webhook says that nothing is sold.
func TestSandbox_production(t *testing.T) {
	t.Parallel()
	o := apptest.Options{Idle: true, NoVocabularies: true, Configure: map[string]string{"environment": "production", "site.url": "https://aipress24.test"}}
	apptest.EachWith(t, o, func(t *testing.T, app *apptest.App) {
		for _, route := range app.Table(t) {
			if strings.HasPrefix(route.Pattern, "/sandbox/") {
				t.Errorf("%s %s exists", route.Method, route.Pattern)
			}
		}
		if app.Billing.Provider != nil {
			t.Error("there is a provider")
		}
	})
}

// The night's verification tells administrators of what the provider says
// otherwise, once a day, and nobody when all agree (spec 06 §11, §12).
func TestVerify_mail(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{NoVocabularies: true}, func(t *testing.T, app *apptest.App) {
		app.Persona(t, apptest.Administrator)
		app.Persona(t, apptest.Journalist)
		if _, err := app.Billing.SyncCatalogue(t.Context()); err != nil {
			t.Fatal(err)
		}
		night := func() int {
			t.Helper()
			if err := app.Chore(t.Context(), "verify-billing"); err != nil {
				t.Fatal(err)
			}
			return app.Count(t, "SELECT count(*) FROM mail_messages WHERE subject LIKE '%prestataire de paiement%'")
		}
		if n := night(); n != 0 {
			t.Errorf("%d mails when all agree", n)
		}
		app.Exec(t, "UPDATE billing_prices SET unit_cents = 1 WHERE id = (SELECT min(id) FROM billing_prices WHERE unit_cents > 0)")
		for range 2 {
			if n := night(); n != 1 {
				t.Errorf("%d mails of a difference", n)
			}
		}
		app.Clock.Advance(24 * time.Hour)
		if n := night(); n != 2 {
			t.Errorf("%d mails the next day", n)
		}
	})
}
