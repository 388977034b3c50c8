// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"net/http"
	"testing"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
)

// A form left half-way is offered again to the member who typed it, after a
// session that ran out too, and to nobody else on the same browser: browsers of
// newsrooms are shared. Signing out takes it away.
func TestLocalDrafts(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	tab := site.NewTab(t, browser.Desktop)
	tab.Allow(http.StatusUnauthorized) // of a session that has ended
	d := drafts{t: t, site: site, tab: tab}

	t.Log("an expired session keeps it for its member, with the words the server has not seen")
	tab.SignIn(demo.Journalist)
	d.begin("Le port de Saint-Elme")
	tab.Until("the server keeps it too", `!!document.querySelector(".autosave")?.textContent`)
	d.expire()
	addTo(tab, "#f-title", " en apnée")
	tab.See("[role=status].autosave-alarm", "Session expirée")
	tab.SignIn(demo.Journalist)
	tab.Open("/wip/articles/new")
	tab.See("unsaved-guard .note")
	tab.Click("unsaved-guard .note button:first-of-type")
	tab.Until("the words are back", `document.querySelector("#f-title").value === args[0]`, "Le port de Saint-Elme en apnée")

	t.Log("signing out clears it, even from a form with unsaved words")
	tab.Until("the draft is kept", "page.drafts().length === 1")
	tab.Click("[popovertarget=menu-account]")
	tab.Follow(`#menu-account form[action="/auth/logout"] button`)
	tab.At("/auth/login")
	d.none()

	t.Log("somebody else signs in after an expired session")
	tab.SignIn(demo.Journalist)
	d.begin("Une source qui ne doit pas sortir d’ici")
	d.expire()
	tab.SignIn(demo.EditorInChief)
	d.none()
	tab.Open("/wip/articles/new")
	tab.Until("the guard is awake", `!!customElements.get("unsaved-guard")`)
	if tab.Shows("unsaved-guard .note") || tab.Shows("[data-unsaved]") {
		t.Error("the next member is offered the words of the one before")
	}
	tab.Questions() // whether to leave unsaved words is rightly asked
}

// drafts is one browser that several members use.
type drafts struct {
	t    *testing.T
	site *browser.Site
	tab  *browser.Tab
}

// begin types a title into a new article and waits until the browser keeps it.
func (d drafts) begin(title string) {
	d.t.Helper()
	d.tab.Open("/wip/articles/new")
	d.tab.Until("the guard is awake", `!!customElements.get("unsaved-guard")`)
	d.tab.Type("#f-title", title)
	d.tab.Until("the draft is kept", "page.drafts().length === 1")
}

// expire ends every session behind the browser's back.
func (d drafts) expire() {
	d.t.Helper()
	if _, err := d.site.App.DB.Writer().NewDelete().Table("sessions").Where("member_id IS NOT NULL").Exec(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

// none checks that the browser keeps nothing of anybody.
func (d drafts) none() {
	d.t.Helper()
	if left := browser.Ask[[]string](d.tab, "page.drafts()"); len(left) > 0 {
		d.t.Errorf("the browser keeps %q", left)
	}
}
