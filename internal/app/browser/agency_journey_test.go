// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/ids"
)

// A PR agency joins, activates its Business Wall through the checkout of the
// sandbox and its signed webhook, is mandated by a client, accepts from the
// mail, selects the client and sees what it may do (spec 07 §6, §7.9, §8, §9).
func TestAgencyJourney(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	questions, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, look := range map[string]browser.Look{"desktop-light": browser.Desktop.In("fr"), "phone-dark": browser.Phone.InDark().In("fr")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := browser.NewSite(t)
			profile, _ := questions.Of("P009")
			a := &agency{t: t, site: site, name: name, profile: profile, boss: site.NewTab(t, look), client: site.NewTab(t, look)}
			a.boss.Allow(http.StatusForbidden) // of the page that says what the agency may not do
			a.tell()
		})
	}
}

// agency is the story: a newcomer who founds the wall of an agency, and the
// client who mandates it.
type agency struct {
	t            *testing.T
	site         *browser.Site
	name         string
	profile      *survey.Profile
	boss, client *browser.Tab
}

// The newcomer, as the questionnaire of the registration's journey is answered.
const (
	bossEmail  = "marguerite@candidat.example"
	agencyName = "Agence du Phare"
)

func (a *agency) tell() {
	a.join()
	a.choose()
	a.pay()
	a.manage()
	a.mandate()
	a.accept()
	a.act()
}

// look judges a page and keeps its picture.
func (a *agency) look(tab *browser.Tab, step string) {
	a.t.Helper()
	tab.Fits()
	tab.Axe()
	tab.LongShot("agency-" + a.name + "-" + step)
}

// letter is the path of a link in the newest mail to an address.
func (a *agency) letter(to, path string) string {
	a.t.Helper()
	link := regexp.MustCompile(regexp.QuoteMeta(a.site.URL) + "(" + path + `[^\s"<)]*)`)
	a.client.Flip("/dev/mail", "a mail to "+to+" has come", `document.querySelector("main").textContent.includes(args[0])`, to)
	var found []string
	var text string
	err := a.site.App.DB.Reader().NewRaw("SELECT text FROM mail_messages WHERE recipient LIKE ? AND text LIKE ? ORDER BY id DESC LIMIT 1", "%"+to+"%", "%"+path+"%").
		Scan(a.t.Context(), &text)
	if err == nil {
		found = link.FindStringSubmatch(text)
	}
	if len(found) != 2 {
		a.t.Fatalf("no link to %s in the mail to %s: %v\n%s", path, to, err, text)
	}
	return found[1]
}

// join registers somebody who directs an agency; the editorial team validates.
func (a *agency) join() {
	c := &candidate{t: a.t, tab: a.boss, profile: a.profile}
	c.join()
	a.boss.Open(a.letter(bossEmail, "/kyc/verify/"))
	a.boss.Type("main [name=password]", typed[survey.WidgetPassword])
	a.boss.Follow("main form button[type=submit]")
	desk := a.site.NewTab(a.t, browser.Desktop)
	desk.SignIn("admin")
	var id int64
	if err := a.site.App.DB.Reader().NewRaw("SELECT id FROM members WHERE email = ?", bossEmail).Scan(a.t.Context(), &id); err != nil {
		a.t.Fatal(err)
	}
	desk.Open("/admin/validation_profile/" + ids.Encode(id))
	desk.Follow(`[data-testid="decision"] button[value=validate]`)
	a.boss.Open("/auth/login")
	a.boss.Type("#email", bossEmail)
	a.boss.Type("#password", typed[survey.WidgetPassword])
	a.boss.Follow("form.grid button.btn-primary")
	a.boss.At("/wire")
}

// choose goes through the wizard to the payment.
func (a *agency) choose() {
	tab := a.boss
	tab.Open("/BW/")
	tab.At("/BW/confirm-subscription")
	a.look(tab, "01-confirm")
	if !strings.Contains(tab.Text(`[data-testid="suggested"]`), "Business Wall for PR") {
		a.t.Errorf("the type suggested to an agency: %s", tab.Text(`[data-testid="suggested"]`))
	}
	tab.Follow(`[data-testid="suggested"] button`)
	tab.At("/BW/nominate-contacts")
	a.look(tab, "02-contacts")
	tab.Type("#f-owner_phone", "+33 1 99 00 12 34")
	tab.Follow("main form button.btn-primary")
	tab.At("/BW/pricing/pr")
	a.look(tab, "03-pricing")
	tab.Click("#f-terms")
	tab.Follow("main form button.btn-primary")
	tab.At("/BW/stripe-info/pr")
	tab.Type("#f-siret", "732 829 320 00074")
	a.look(tab, "04-billing")
	tab.Follow("main form button.btn-primary")
	tab.At("/BW/payment/pr")
	a.look(tab, "05-payment")
}

// pay pays on the sandbox's page. Nothing is active before its webhook came:
// the page of success activates nothing by itself.
func (a *agency) pay() {
	tab := a.boss
	tab.Click("main form [name=cgv]")
	tab.Follow("main form button.btn-primary")
	if !strings.HasPrefix(tab.Path(), "/sandbox/pay/") {
		a.t.Fatalf("the checkout is %s", tab.Path())
	}
	a.look(tab, "06-sandbox")
	tab.Follow(`[data-testid="pay"] button.btn-primary`)
	tab.At("/BW/payment-success/pr")
	a.look(tab, "07-paid")
	tab.Flip("/BW/confirmation/paid", "the wall is active", `document.querySelector("h1").textContent.includes("Activation Confirmée")`)
	a.look(tab, "08-active")
	var told int
	err := a.site.App.DB.Reader().NewRaw(`SELECT count(*) FROM billing_events e JOIN subscriptions s ON s.provider_id = e.object
		JOIN business_walls bw ON bw.id = s.wall_id WHERE bw.name = ? AND e.kind = 'checkout.session.completed' AND e.outcome = 'applied'`, agencyName).Scan(a.t.Context(), &told)
	if err != nil || told != 1 {
		a.t.Errorf("%d signed events have activated the wall: %v", told, err)
	}
}

// manage opens the dashboard of the new wall, and « Mes clients », empty yet.
func (a *agency) manage() {
	tab := a.boss
	tab.Open("/BW/")
	tab.At("/BW/dashboard")
	a.look(tab, "09-dashboard")
	tab.Follow(`a[href="/BW/clients"]`)
	tab.See(".empty")
	a.look(tab, "10-no-client")
	tab.Open("/BW/dashboard")
	tab.Follow(`form[action="/BW/billing-portal"] button`)
	if !strings.HasPrefix(tab.Path(), "/sandbox/portal/") {
		a.t.Fatalf("the portal is %s", tab.Path())
	}
	a.look(tab, "10-portal")
}

// clientPersona owns a company's wall.
const clientPersona demo.Persona = "bw-manager"

// mandate has the client grant a mission and invite the agency.
func (a *agency) mandate() {
	tab := a.client
	tab.SignIn(clientPersona)
	tab.Open("/BW/")
	tab.At("/BW/dashboard")
	tab.Follow(`a[href="/BW/assign-missions"]`)
	if !browser.Ask[bool](tab, `document.querySelector('[name=missions][value="press_release"]').checked`) {
		tab.Click(`[name=missions][value="press_release"]`)
	}
	tab.Follow("main form button.btn-primary")
	tab.Open("/BW/manage-external-partners")
	tab.Select("#agency", browser.Ask[string](tab, `[...document.querySelectorAll("#agency option")].find((o) => o.textContent === args[0]).value`, agencyName))
	tab.Type("#message", "Nous lançons une gamme au printemps : parlons-en.")
	a.look(tab, "11-invite")
	tab.Follow("main form:has(#agency) button.btn-primary")
	tab.See(`[data-testid="waiting"] li`, "")
	if waiting := tab.Text(`[data-testid="waiting"]`); !strings.Contains(waiting, agencyName) || !strings.Contains(waiting, "Invitation en cours") {
		a.t.Errorf("waiting: %s", waiting)
	}
	a.look(tab, "12-invited")
}

// accept opens the link of the mail: reading changes nothing, the button does.
func (a *agency) accept() {
	tab := a.boss
	tab.Open(a.letter(bossEmail, "/BW/confirm-partnership-invitation/"))
	if page := tab.Text("main"); !strings.Contains(page, "une gamme au printemps") {
		a.t.Errorf("the invitation does not carry the client's message: %s", page)
	}
	a.look(tab, "13-invitation")
	tab.Follow(`main button[value="accept"]`)
	tab.See("main .note", "Partenariat accepté")
	a.look(tab, "14-accepted")
	a.client.Open("/BW/manage-external-partners")
	if inForce := a.client.Text(`[data-testid="in-force"]`); !strings.Contains(inForce, agencyName) {
		a.t.Errorf("partners in force: %s", inForce)
	}
}

// act selects the client and sees what the mandate allows, and what not.
func (a *agency) act() {
	tab := a.boss
	tab.Open("/BW/clients")
	if clients := tab.Text(`[data-testid="clients"]`); !strings.Contains(clients, "Girofle") || !strings.Contains(clients, "Communiqué de presse") {
		a.t.Errorf("clients: %s", clients)
	}
	a.look(tab, "15-clients")
	tab.Open("/BW/select-bw")
	card := `[data-testid="choices"] > li:has(h2)`
	mine := browser.Ask[string](tab, `[...document.querySelectorAll(args[0])].find((li) => li.querySelector("h2").textContent === "Girofle")?.textContent ?? ""`, card)
	for _, want := range []string{"PR Manager (externe)", "Mission\u00a0: Publier des communiqués de presse"} {
		if !strings.Contains(mine, want) {
			a.t.Errorf("the selector does not say %q: %s", want, mine)
		}
	}
	if strings.Contains(mine, "Publier des projets") {
		a.t.Errorf("a mission that was not granted: %s", mine)
	}
	a.look(tab, "16-selector")
	tab.Follow(`[data-testid="choices"] > li:last-child form button`)
	tab.Open("/BW/information")
	if page := tab.Text("main"); !strings.Contains(page, "Girofle") {
		a.t.Errorf("the wall one acts for: %s", page)
	}
	a.look(tab, "17-acting")
	tab.Open("/wip/communiques/new")
	tab.See("main", "")
	if page := tab.Text("main"); !strings.Contains(page, "Girofle") {
		a.t.Errorf("a release is not written for the client: %s", page)
	}
	a.look(tab, "18-release")
	tab.Open("/BW/dashboard")
	if at, err := url.Parse(tab.Path()); err != nil || at.Path != "/BW/not-authorized" {
		a.t.Errorf("the agency runs its client's wall: %s", tab.Path())
	}
	a.look(tab, "19-closed")
}
