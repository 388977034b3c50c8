// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/ids"
)

// town is a wall with everybody who may want something of it.
type town struct {
	*apptest.App

	wall, agency *organisation.Organisation
	people       map[string]access.Actor
}

// as is a browser of somebody who has the wall selected, whatever the rights:
// a selection outlives a right.
func (o *town) as(t *testing.T, name string) *apptest.Browser {
	t.Helper()
	o.Exec(t, "UPDATE members SET selected_wall_id = ? WHERE id = ?", o.wall.WallID, o.people[name].UserID)
	return o.SignIn(t, o.people[name])
}

const closed = "/BW/not-authorized"

// managers may run the wall; the others of the town may not (spec 07 §12).
var managers = map[string]bool{"owner": true, "BWMi": true, "BWMe": true, "administrator": true}

// pages are the pages of management that every wall of the type has.
var pages = []string{
	"/BW/dashboard", "/BW/edit-config", "/BW/configure-content", "/BW/configure-gallery", "/BW/invite-organisation-members",
	"/BW/manage-organisation-members", "/BW/manage-internal-roles", "/BW/manage-external-partners", "/BW/assign-missions", "/BW/history", "/BW/history/export",
}

// commands are changes that name nothing that exists: who may run the wall is
// answered by the form or the list, others by the closed page.
var commands = map[string]url.Values{
	"/BW/edit-config":                 {"name": {"Verreries du Nord"}},
	"/BW/configure-content":           {"name": {""}},
	"/BW/configure-gallery":           {"caption": {"sans image"}},
	"/BW/delete-gallery-image/1":      {},
	"/BW/move-gallery-image/1":        {"direction": {"up"}},
	"/BW/invite-organisation-members": {"emails": {""}},
	"/BW/manage-organisation-members": {"member": {"1"}},
	"/BW/manage-internal-roles":       {"action": {"remove"}, "role_id": {"1"}},
	"/BW/manage-external-partners":    {"action": {"revoke"}, "agency": {"1"}},
	"/BW/assign-missions":             {"action": {"finish"}, "missions": {"press_release"}},
	"/BW/billing-portal":              {},
	"/BW/switch-plan":                 {},
}

// elsewhere are the routes whose rights have a test of their own, with its name.
var elsewhere = map[string]string{
	"GET /BW/rights-policy": "TestPagesOfTheType", "POST /BW/rights-policy": "TestPagesOfTheType",
	"GET /BW/clients": "TestPagesOfTheType", "POST /BW/clients": "TestCockpit_byTheAgencyOnly",
	"GET /BW/select-bw": "TestSelect_byRight", "POST /BW/select-bw/{id}": "TestSelect_byRight",
	"POST /BW/cancel-subscription":                                 "TestCancel_byManagersOnly",
	"GET /BW/confirm-role-invitation/{wall}/{role}/{member}":       "TestAnswerRole_byTheInviteeOnly",
	"POST /BW/confirm-role-invitation/{wall}/{role}/{member}":      "TestAnswerRole_byTheInviteeOnly",
	"GET /BW/confirm-partnership-invitation/{wall}/{partnership}":  "TestAnswerPartnership_byTheAgencyOwnerOnly",
	"POST /BW/confirm-partnership-invitation/{wall}/{partnership}": "TestAnswerPartnership_byTheAgencyOwnerOnly",
	"GET /BW/": "TestEntry_ofAMemberWithoutRole", "POST /BW/request-role": "TestEntry_ofAMemberWithoutRole",
	"GET /BW/information": "TestInformation_ofTheCurrentWall",

	// The wizard, which acts on what the member prepares for themself.
	"GET /BW/confirm-subscription": "TestWizard_rights", "POST /BW/select-subscription/{type}": "TestWizard_rights",
	"GET /BW/activation-choice": "TestWizard_rights", "GET /BW/nominate-contacts": "TestWizard_rights", "POST /BW/submit-contacts": "TestWizard_rights",
	"GET /BW/pricing/{type}": "TestWizard_rights", "POST /BW/set_pricing/{type}": "TestWizard_rights",
	"GET /BW/stripe-info/{type}": "TestWizard_rights", "POST /BW/stripe-info/{type}": "TestWizard_rights",
	"GET /BW/payment/{type}": "TestWizard_rights", "POST /BW/checkout/{type}": "TestWizard_rights",

	// Of another module, with its rights in internal/app.
	"GET /BW/pre-register": "TestPreRegistration_rights", "POST /BW/pre-register": "TestPreRegistration_rights",
	"POST /BW/pre-register/{id}/remind": "TestPreRegistration_rights", "POST /BW/pre-register/{id}/withdraw": "TestPreRegistration_rights",

	// For every member: they read nothing and change what is the member's own.
	"GET /BW/payment-success/{type}": "", "GET /BW/payment-cancel/{type}": "", "GET /BW/confirmation/paid": "", "GET /BW/confirmation/free": "",
	"GET /BW/activate-free/{type}": "", "GET /BW/activate_free/{type}": "", "POST /BW/reset": "", "GET /BW/not-authorized": "",
}

// Every route of the Business Wall is in the table of rights: a new one cannot
// be forgotten (spec 07 §12).
func TestRights_ofEveryRoute(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		for _, route := range o.Table(t) {
			if !strings.HasPrefix(route.Pattern, "/BW/") {
				continue
			}
			name := route.Method + " " + route.Pattern
			_, listed := elsewhere[name]
			if route.Method == http.MethodGet {
				listed = listed || slices.Contains(pages, route.Pattern)
			} else if _, found := commands[strings.Replace(route.Pattern, "{id}", "1", 1)]; found {
				listed = true
			}
			if !listed {
				t.Errorf("%s is in no table", name)
			}
		}
	})
}

// The wizard is open to everybody whose organisation has no wall in force, and
// else to those who run it (spec 07 §5.5, §12).
func TestWizard_rights(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		steps := map[string]string{
			"/BW/confirm-subscription": "GET", "/BW/activation-choice": "GET", "/BW/nominate-contacts": "GET",
			"/BW/pricing/transformers": "GET", "/BW/stripe-info/transformers": "GET", "/BW/payment/transformers": "GET",
			"/BW/select-subscription/transformers": "POST", "/BW/submit-contacts": "POST", "/BW/set_pricing/transformers": "POST",
			"/BW/stripe-info/transformers#": "POST", "/BW/checkout/transformers": "POST",
		}
		// The employer's wall decides, not the wall one works for as an agent.
		inside := map[string]bool{"owner": true, "BWMi": true, "administrator": true, "agency owner": true}
		for name := range o.people {
			b := o.as(t, name)
			for path, method := range steps {
				path, open := strings.TrimSuffix(path, "#"), b.Get
				if method == http.MethodPost {
					open = func(t testing.TB, path string) apptest.Page { return b.Post(t, path, nil) }
				}
				o.check(t, name+" "+method+" "+path, inside[name], open(t, path))
			}
		}
		if page := o.wallLess(t).Get(t, "/BW/confirm-subscription"); page.Status != http.StatusOK {
			t.Errorf("without wall: %d", page.Status)
		}
	})
}

// Who works for which client is the agency's business: for its managers, on
// its own wall (spec 07 §14.2).
func TestCockpit_byTheAgencyOnly(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		appointed := func(name string) int {
			return o.Count(t, "SELECT count(*) FROM wall_roles WHERE wall_id = ? AND member_id = ? AND role = 'BWPRe'", o.wall.WallID, o.people[name].UserID)
		}
		appoint := url.Values{"action": {"appoint"}, "client": {ids.Encode(o.wall.WallID)}, "member": {ids.Encode(o.people["agency colleague"].UserID)}, "role": {"BWPRe"}}
		for name, who := range o.people {
			if name == "agency owner" || name == "administrator" {
				continue
			}
			o.Exec(t, "UPDATE members SET selected_wall_id = ? WHERE id = ?", o.agency.WallID, who.UserID)
			b := o.SignIn(t, who)
			o.check(t, name+" GET /BW/clients", false, b.Get(t, "/BW/clients"))
			o.check(t, name+" POST /BW/clients", false, b.Post(t, "/BW/clients", appoint))
		}
		if appointed("agency colleague") != 0 {
			t.Error("somebody else appoints")
		}
		o.SignIn(t, o.people["agency owner"]).Post(t, "/BW/clients", appoint)
		if appointed("agency colleague") != 1 {
			t.Error("the agency does not appoint")
		}
		stranger := url.Values{"action": {"appoint"}, "client": {ids.Encode(o.wall.WallID)}, "member": {ids.Encode(o.people["stranger"].UserID)}, "role": {"BWPRe"}}
		o.SignIn(t, o.people["agency owner"]).Post(t, "/BW/clients", stranger)
		if appointed("stranger") != 0 {
			t.Error("the agency appoints somebody else's member")
		}
	})
}

// The facts of the current wall are for all who have one (spec 07 §7.11).
func TestInformation_ofTheCurrentWall(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		if page := o.SignIn(t, o.people["member"]).Get(t, "/BW/information"); page.Status != http.StatusOK || !strings.Contains(page.Text("main"), "Verreries du Nord") {
			t.Errorf("a member reads %d: %s", page.Status, page.Text("main"))
		}
		wantLocation(t, o.wallLess(t).Get(t, "/BW/information"), closed)
	})
}

// TestRights is the table of spec 07 §12, on a wall in force and on the same
// one suspended: it is managed all the same, and opens to nobody else.
func TestRights(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		for _, status := range []string{"active", "suspended"} {
			o.Exec(t, "UPDATE business_walls SET status = ? WHERE id = ?", status, o.wall.WallID)
			for name := range o.people {
				browser := o.as(t, name)
				for _, path := range pages {
					o.check(t, status+" "+name+" GET "+path, managers[name], browser.Get(t, path))
				}
				for path, form := range commands {
					o.check(t, status+" "+name+" POST "+path, managers[name], browser.Post(t, path, form))
				}
			}
		}
	})
}

// check fails unless the page is open or closed as it must be.
func (o *town) check(t *testing.T, what string, open bool, page apptest.Page) {
	t.Helper()
	refused := page.Status == http.StatusForbidden || page.Status == http.StatusSeeOther && strings.HasPrefix(page.Location(), closed)
	if page.Status >= http.StatusInternalServerError && !strings.Contains(what, "billing-portal") || refused == open {
		t.Errorf("%s = %d %s, want open %v", what, page.Status, page.Location(), open)
	}
}

// What belongs to other types of walls is not there: an agency has no partners
// page, others have no clients and no rights policy (spec 07 §7.1, §13).
func TestPagesOfTheType(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		client := o.as(t, "owner")
		for _, path := range []string{"/BW/clients", "/BW/rights-policy"} {
			if got := client.Get(t, path).Status; got != http.StatusNotFound {
				t.Errorf("%s = %d, want 404", path, got)
			}
		}
		agency := o.SignIn(t, o.people["agency owner"])
		if page := agency.Get(t, "/BW/clients"); page.Status != http.StatusOK || !strings.Contains(page.Text("main"), "Verreries du Nord") {
			t.Errorf("the agency's cockpit = %d: %s", page.Status, page.Text("main"))
		}
		if page := agency.Get(t, "/BW/manage-external-partners"); page.Location() != closed {
			t.Errorf("an agency has a page of partners: %d %s", page.Status, page.Location())
		}
		media := o.SignIn(t, o.media(t))
		if got := media.Get(t, "/BW/rights-policy").Status; got != http.StatusOK {
			t.Errorf("a media has no rights policy: %d", got)
		}
		if page := media.Post(t, "/BW/rights-policy", url.Values{"option": {"none"}}); page.Status != http.StatusSeeOther {
			t.Errorf("the policy is not saved: %d", page.Status)
		}
	})
}

// media is the owner of a media.
func (o *town) media(t *testing.T) access.Actor {
	t.Helper()
	owner := o.Member(t, nil)
	o.hold(t, owner.WallID, owner, access.WallOwner)
	o.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", owner.UserID, owner.WallID)
	return owner
}

// Only who holds a role selects a wall, and the selection stays otherwise
// (spec 07 §7.3, §12).
func TestSelect_byRight(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		want := map[string]string{
			"owner": "/BW/dashboard", "BWMi": "/BW/dashboard", "BWMe": "/BW/dashboard", "BWPRi with mission": "/wip", "BWPRi without mission": "/wip",
			"BWPRe with mission": "/wip", "BWPRe without mission": "/wip",
		}
		for name, who := range o.people {
			to, allowed := want[name]
			if !allowed {
				to = closed
			}
			page := o.SignIn(t, who).Post(t, "/BW/select-bw/"+ids.Encode(o.wall.WallID), nil)
			if page.Location() != to {
				t.Errorf("%s is led to %q, want %q", name, page.Location(), to)
			}
			kept := o.Count(t, "SELECT count(*) FROM members WHERE id = ? AND selected_wall_id = ?", who.UserID, o.wall.WallID)
			if (kept == 1) != allowed {
				t.Errorf("%s: %d selections kept", name, kept)
			}
		}
	})
}

// Managers cancel; an administrator who is none may not (spec 07 §10).
func TestCancel_byManagersOnly(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		for name := range o.people {
			if managers[name] && name != "administrator" {
				continue
			}
			o.as(t, name).Post(t, "/BW/cancel-subscription", nil)
			if o.Count(t, "SELECT count(*) FROM business_walls WHERE id = ? AND status = 'active'", o.wall.WallID) != 1 {
				t.Fatalf("%s cancels the wall", name)
			}
		}
		o.as(t, "BWMi").Post(t, "/BW/cancel-subscription", nil)
		if o.Count(t, "SELECT count(*) FROM business_walls WHERE id = ? AND status = 'cancelled'", o.wall.WallID) != 1 {
			t.Error("a manager does not cancel the wall")
		}
	})
}

// Spec 07 §14.12: who has a wall changes its type, and is told so at the first
// step, where the type in force cannot be chosen again.
func TestConfirm_changeOfType(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		browser := o.SignIn(t, o.people["owner"])
		for _, path := range []string{"/BW/confirm-subscription", "/BW/activation-choice"} {
			page := browser.Get(t, path)
			if page.Find("[data-testid=in-force]").Length() != 1 || page.Has(`form[action="/BW/select-subscription/leaders_experts"]`) || !page.Has(`form[action="/BW/select-subscription/transformers"]`) {
				t.Errorf("%s offers the type in force", path)
			}
			if answer := browser.Post(t, "/BW/select-subscription/leaders_experts", nil); answer.Location() != "/BW/confirm-subscription" {
				t.Errorf("the type in force leads to %d %q", answer.Status, answer.Location())
			}
			page = browser.Get(t, "/BW/confirm-subscription")
			if text := page.Text("body"); !strings.Contains(text, "Choisissez-en un autre") || !strings.Contains(page.Text("main"), "remplacera l’actuel") {
				t.Errorf("what happens is not told: %s", page.Text("main"))
			}
			if answer := browser.Post(t, "/BW/select-subscription/transformers", nil); answer.Status != http.StatusSeeOther || answer.Location() == "/BW/confirm-subscription" {
				t.Errorf("another type leads to %d %q", answer.Status, answer.Location())
			}
		}
	})
}

// Members of an organisation that others run learn who, and ask for a role
// (spec 07 §14.19); the wizard is closed to them (§12).
func TestEntry_ofAMemberWithoutRole(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		browser := o.SignIn(t, o.people["member"])
		page := browser.Get(t, "/BW/")
		if page.Status != http.StatusOK || page.Find(`form[action="/BW/request-role"]`).Length() != 1 {
			t.Fatalf("the entry = %d: %s", page.Status, page.Text("main"))
		}
		if page := browser.Post(t, "/BW/request-role", nil); page.Location() != "/BW/" {
			t.Errorf("asking = %d %s", page.Status, page.Location())
		}
		for _, path := range []string{"/BW/confirm-subscription", "/BW/activation-choice", "/BW/nominate-contacts", "/BW/pricing/media", "/BW/payment/media"} {
			o.check(t, "member GET "+path, false, browser.Get(t, path))
		}
	})
}
