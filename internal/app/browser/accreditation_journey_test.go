// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
)

// A journalist's accreditation from the request to the badge and the door; the
// next one waits, until there is one more seat (spec 03 §4.13, §13 E1).
func TestAccreditationJourney(t *testing.T) {
	t.Parallel()
	play(t, "accreditation", func(s *stage) {
		v := &visit{stage: s, host: s.tab(), guest: s.tab(), late: s.tab()}
		v.host.SignIn(demo.InHouseCommunicant)
		v.guest.SignIn(demo.Journalist)
		v.late.SignIn(demo.AgencyJournalist)
		v.announce()
		v.ask(v.guest, "Strada Transports, pour un reportage.")
		v.approve("Nicolas Mouriou", "Rendez-vous au poste de garde.")
		v.badge()
		v.ask(v.late, "Agence Grand Large.")
		v.wait()
		v.promote()
		v.enter()
	})
}

// visit is the story: the communication of a port, a journalist, and another
// one who comes late.
type visit struct {
	*stage

	host, guest, late *browser.Tab

	room string // path of the event in the Event'room
	page string // path of the event in the agenda
	code string // of the guest's badge, as it is written
}

const visitTitle = "Visite du terminal rénové de Saint-Elme"

// announce publishes an event with one seat, given on request.
func (v *visit) announce() {
	tab := v.host
	tab.Open("/wip/eventroom")
	tab.Follow(`.tile a[href="/wip/events"]`)
	tab.Follow(`main a[href="/wip/events/new"]`)
	tab.Type("#f-title", visitTitle)
	tab.Type("#f-standfirst", "Deux heures sur les quais, casque et gilet fournis.")
	tab.Click(".ProseMirror")
	tab.Write("Le terminal rouvre après dix-huit mois de travaux.")
	from := v.site.Now().Add(26 * time.Hour)
	for field, at := range map[string]time.Time{"starts_at": from, "ends_at": from.Add(2 * time.Hour)} {
		tab.Fill("#f-"+field, at.Format("2006-01-02"))
		tab.Fill("#f-"+field+"-time", at.Format("15:04"))
	}
	choose(tab, "type")
	look(tab, "sector", "transport")
	tab.Type("#f-address", "Poste de garde n° 3, route du Môle")
	tab.Select("#f-admission", "on_request")
	tab.Type("#f-capacity", "1")
	tab.Type("#f-question", "Pour quel média ?")
	v.look(tab, "01-form")
	tab.Follow("#event-form [type=submit]")
	tab.Follow("tbody tr .c-main a", visitTitle)
	v.room = tab.Path()
	v.look(tab, "02-preview")
	tab.Follow(`main form[action$="/publish"] button`)
	tab.See("#toasts .toast1", "publié")
}

// ask finds the event in the agenda and asks for a seat.
func (v *visit) ask(tab *browser.Tab, motive string) {
	tab.Open("/events?search=" + url.QueryEscape("terminal rénové"))
	tab.See(".event", "")
	if tab == v.guest {
		v.look(tab, "03-agenda")
	}
	tab.Follow(".event .news-t a", visitTitle)
	v.page = tab.Path()
	tab.See("#participation", "Pour quel média")
	tab.Type("#participation textarea", motive)
	if tab == v.guest {
		v.look(tab, "04-event")
	}
	tab.Follow("#participation form button.btn-primary")
	tab.See("#toasts .toast1", "demande est envoyée")
	tab.See("#participation .st", "Demande envoyée")
}

// approve follows the bell to the list, ticks who asked and accepts.
func (v *visit) approve(name, message string) {
	tab := v.host
	v.ring(tab, demo.InHouseCommunicant, name+" demande une accréditation")
	if to := v.letter(v.site.Email(v.t, demo.InHouseCommunicant), v.room+"/accreditations"); to != tab.Path() {
		v.t.Errorf("the mail leads to %s, the bell to %s", to, tab.Path())
	}
	tab.Click("[data-check]", name)
	tab.Type(".bulkbar input[name=message]", message)
	v.look(tab, "05-requests-"+strings.ReplaceAll(name, " ", "-"))
	tab.Follow(".bulkbar button[value=approve]")
}

// badge is what the guest gets: a mail that leads to it, and a bell.
func (v *visit) badge() {
	tab := v.guest
	v.host.See("#toasts .toast1", "acceptées")
	v.ring(tab, demo.Journalist, "est confirmée")
	tab.At(v.page)
	tab.See("#participation .st", "Accrédité")
	tab.See("#participation blockquote", "poste de garde")
	v.look(tab, "06-approved")
	tab.Follow(`#participation a[href$="/badge"]`)
	if to := v.letter(v.site.Email(v.t, demo.Journalist), v.page+"/badge"); to != tab.Path() {
		v.t.Errorf("the mail leads to %s, want %s", to, tab.Path())
	}
	tab.See("svg[role=img] path")
	tab.See("main", "Nicolas Mouriou")
	v.code = browser.Ask[string](tab, `page.words(document.querySelector("main .tracking-widest").lastChild.textContent)`)
	v.look(tab, "07-badge")
}

// wait accepts somebody for whom there is no seat.
func (v *visit) wait() {
	v.approve("Solène Guivarch", "Nous vous rappelons.")
	v.host.See("#toasts .toast1", "liste d’attente")
	v.host.Open(v.room + "/accreditations")
	v.look(v.host, "08-full")
	tab := v.late
	v.ring(tab, demo.AgencyJournalist, "liste d’attente")
	tab.See("#participation .st", "Liste d’attente")
	if tab.Shows(`#participation a[href$="/badge"]`) {
		v.t.Error("there is a badge without a seat")
	}
	v.look(tab, "09-waiting")
}

// promote makes room: who waits has a seat at once, and is told.
func (v *visit) promote() {
	v.host.Open(v.room + "/edit")
	v.host.Type("#f-capacity", "2")
	v.host.Follow("#event-form [type=submit]")
	v.ring(v.late, demo.AgencyJournalist, "est confirmée")
	v.late.See("#participation .st", "Accrédité")
	v.letter(v.site.Email(v.t, demo.AgencyJournalist), v.page+"/badge")
}

// enter is the door: a wrong code changes nothing, the badge's code does, once.
func (v *visit) enter() {
	v.site.Advance(10 * time.Hour)
	tab := v.host
	tab.Open(v.room + "/accreditations")
	tab.Follow(`main a[href="` + v.room + `/checkin"]`)
	tab.Allow(http.StatusUnprocessableEntity)
	tab.Type("#code", "FAUX-CODE")
	tab.Follow("main form button.btn-primary")
	tab.See("#code-problem", "")
	v.look(tab, "10-wrong-badge")
	tab.Type("#code", v.code)
	tab.Follow("main form button.btn-primary")
	tab.See("[role=status] .h-page", "Nicolas Mouriou")
	v.look(tab, "11-welcome")
	tab.Open(v.room + "/checkin?code=" + url.QueryEscape(v.code))
	tab.Follow("main form button.btn-primary")
	tab.See("[role=status] .st", "déjà présenté")
	tab.Open(v.room + "/accreditations")
	tab.See("tbody .st", "Présent")
	v.look(tab, "12-present")
	v.guest.Open(v.page + "/badge")
	v.guest.See("main .meta", "Présenté le")
}
