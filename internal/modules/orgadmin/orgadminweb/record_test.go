// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/ids"
)

// The page of an organisation has its technical data, its badge, its profile and
// what may be done, in the words of spec 08 §5.5.
func TestRecord(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		owner := o.owner(t, org)
		o.Exec(t, "UPDATE business_walls SET siren = '552100554', approval = 'CPPAP 0624' WHERE id = ?", org.WallID)
		text := o.browser.Get(t, page(org.ID)).Text("main")
		wantHas(t, text, "BW Actif : Média", "La Criée", o.email(t, owner), "552100554", "CPPAP 0624", "Liste membres (1)", "Liste invitations (0)", "À vérifier", "Désactiver le BW", "Changer le BW owner")
		auto := o.Organisation(t, "Presse Auto", "")
		text = o.browser.Get(t, page(auto.ID)).Text("main")
		wantHas(t, text, "Aucun Business Wall (organisation non officielle)", "non renseigné", "inconnu", "Non officialisée", "aucune", "Fusionner")
		if strings.Contains(text, "Liste invitations") || strings.Contains(text, "Changer le BW owner") {
			t.Error("an unofficial organisation invites, or has an owner")
		}
		o.Exec(t, "UPDATE business_walls SET status = 'cancelled' WHERE id = ?", org.WallID)
		o.Exec(t, "UPDATE organisations SET wall_id = NULL, wall_type = '' WHERE id = ?", org.ID)
		former := o.browser.Get(t, page(org.ID))
		wantHas(t, former.Text("main"), "BW : Inactif (aucun Business Wall actif)", "Résilié")
		if former.Find("[data-testid=commands] button[disabled]").Length() != 1 {
			t.Error("an organisation that had a wall may be deleted")
		}
		if p := o.browser.Get(t, page(12345)); p.Status != http.StatusNotFound {
			t.Errorf("nobody's page = %d", p.Status)
		}
	})
}

// « Désactiver le BW »: active → suspended, the organisation loses its type, and
// « Réactiver » gives it back; a second click does nothing (spec 08 §5.5, 07
// §14.14).
func TestBlockWall(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		o.owner(t, org)
		o.command(t, org.ID, "block")
		again := o.command(t, org.ID, "block")
		wantHas(t, o.toast(t, again), "rien n’a changé")
		if got := o.status(t, org.WallID); got != "suspended" {
			t.Errorf("status = %q", got)
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND wall_type = '' AND wall_id IS NOT NULL", org.ID); n != 1 {
			t.Error("the organisation is still official, or has lost its wall")
		}
		o.command(t, org.ID, "unblock")
		o.command(t, org.ID, "unblock")
		if got := o.status(t, org.WallID); got != "active" {
			t.Errorf("then status = %q", got)
		}
		if o.audited(t, "wall.suspended", org.WallID) != 1 || o.audited(t, "wall.reactivated", org.WallID) != 1 {
			t.Error("the audit trail does not tell each once")
		}
		wantHas(t, o.browser.Get(t, page(org.ID)).Text("[data-testid=history]"), "Suspension", "Réactivation", "Anne Leroy")
		auto := o.Organisation(t, "Presse Auto", "")
		wantHas(t, o.toast(t, o.command(t, auto.ID, "block")), "rien n’a changé")
	})
}

// Deleting is refused while any wall is on record, whatever its status, by the
// button and by the server; else members are detached, leadership taken,
// invitations cancelled, and search is told (spec 08 §5.5).
func TestDelete(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		for _, status := range []string{"draft", "suspended", "cancelled"} {
			o.Exec(t, "UPDATE business_walls SET status = ? WHERE id = ?", status, org.WallID)
			wantHas(t, o.toast(t, o.command(t, org.ID, "delete")), "Business Wall associé")
		}
		auto := o.Organisation(t, "Presse Auto", "")
		who := o.colleague(t, "Presse Auto", "")
		o.Exec(t, "INSERT INTO member_roles (member_id, role) VALUES (?, 'LEADER')", who.UserID)
		o.Exec(t, "UPDATE profiles SET professional = '{\"nom_media\": [\"Presse Auto\"]}' WHERE member_id = ?", who.UserID)
		o.insert(t, &organisation.Invitation{ID: o.IDs.Next(), OrganisationID: auto.ID, Email: "x@example.net", CreatedAt: o.Clock.Now()})
		before := o.Events(t, event.OrganisationChanged{}.Kind())
		p := o.browser.Post(t, page(auto.ID), form("action", "delete"))
		if p.Status != http.StatusOK || !p.Has("input[name=confirmed]") {
			t.Fatalf("nothing asks: %d", p.Status)
		}
		wantHas(t, p.Text("main"), "Presse Auto", "(1)")
		o.command(t, auto.ID, "delete")
		o.command(t, auto.ID, "delete") // gone already
		m := o.member(t, who)
		if m.OrganisationID != 0 || m.ValidationStatus != member.StatusOrganisationChanged {
			t.Errorf("member = %+v", m)
		}
		if n := o.Count(t, "SELECT count(*) FROM member_roles WHERE member_id = ? AND role = 'LEADER'", who.UserID); n != 0 {
			t.Error("leadership is kept")
		}
		if n := o.Count(t, "SELECT count(*) FROM profiles WHERE member_id = ? AND CAST(professional AS TEXT) LIKE '%Presse Auto%'", who.UserID); n != 0 {
			t.Error("the profile keeps the name")
		}
		if n := o.Count(t, "SELECT count(*) FROM organisation_invitations WHERE organisation_id = ?", auto.ID); n != 0 {
			t.Error("invitations are kept")
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL AND NOT active", auto.ID); n != 1 {
			t.Error("the organisation is not deleted")
		}
		if o.audited(t, orgadmin.ActionDeleted, auto.ID) != 1 || o.Events(t, event.OrganisationChanged{}.Kind()) == before {
			t.Error("not audited once, or search is not told")
		}
		if o.browser.Get(t, page(auto.ID)).Status != http.StatusNotFound {
			t.Error("its page is still there")
		}
	})
}

// The toggle of the organisation's own state, once each (spec 08 §5.5).
func TestSetActive(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		auto := o.Organisation(t, "Presse Auto", "")
		reader := o.SignIn(t, o.colleague(t, "Presse Auto", ""))
		for range 2 {
			o.command(t, auto.ID, "deactivate")
		}
		if got := reader.Get(t, "/swork/organisations/"+ids.Encode(auto.ID)).Status; got != http.StatusNotFound {
			t.Errorf("its public page = %d", got)
		}
		for range 2 {
			o.command(t, auto.ID, "activate")
		}
		if got := reader.Get(t, "/swork/organisations/"+ids.Encode(auto.ID)).Status; got != http.StatusOK {
			t.Errorf("then = %d", got)
		}
		if o.audited(t, orgadmin.ActionDeactivated, auto.ID) != 1 || o.audited(t, orgadmin.ActionActivated, auto.ID) != 1 {
			t.Error("not audited once each")
		}
		if p := o.browser.Post(t, page(auto.ID), form("action", "promote")); p.Location() != "/admin/orgs" {
			t.Errorf("an unknown action leads to %q", p.Location())
		}
	})
}

// The queue: walls to verify, oldest first; a refusal says why; each decision
// moves the wall (spec 07 §14.23, §15.1).
func TestVerify(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		o.owner(t, org)
		in := func(state string) bool {
			return strings.Contains(o.browser.Get(t, "/admin/walls?verification="+state).Text("tbody"), "La Criée")
		}
		if !in("pending") || in("verified") {
			t.Fatal("a new wall does not wait")
		}
		wantHas(t, o.toast(t, o.post(t, page(org.ID)+"/verification", "verification", "rejected")), "ce qu’il faut corriger")
		o.post(t, page(org.ID)+"/verification", "verification", "rejected", "comment", "Le SIREN manque.")
		if in("pending") || !in("rejected") {
			t.Error("refused, and not in its list")
		}
		wantHas(t, o.browser.Get(t, page(org.ID)).Text("[data-testid=verification]"), "À corriger", "Le SIREN manque.")
		o.post(t, page(org.ID)+"/verification", "verification", "verified")
		if !in("verified") || o.audited(t, "wall.verified", org.WallID) != 2 {
			t.Error("verified, and not in its list, or not audited")
		}
		if p := o.browser.Post(t, page(org.ID)+"/verification", form("verification", "perfect")); p.Status != http.StatusBadRequest {
			t.Errorf("an unknown state = %d", p.Status)
		}
	})
}

// « Modification des informations du BW »: after the warning, the administrator
// acts for that wall, on its dashboard (spec 08 §5.5).
func TestManage(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		o.owner(t, org)
		if p := o.browser.Post(t, page(org.ID), form("action", "manage")); !strings.Contains(p.Text("main"), "administrateur du site") {
			t.Error("nothing warns")
		}
		if p := o.command(t, org.ID, "manage"); p.Location() != "/BW/dashboard" {
			t.Errorf("leads to %q", p.Location())
		}
		wantHas(t, o.browser.Get(t, "/BW/dashboard").Text("h1"), "La Criée")
		if o.audited(t, "wall.opened", org.WallID) != 1 {
			t.Error("not audited")
		}
	})
}

// Double-submits in parallel leave one result: one deletion, one event, one line
// in the trail.
func TestParallel(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		auto, into := o.Organisation(t, "Presse Auto", ""), o.Organisation(t, "Presse Officielle", "media")
		who := o.colleague(t, "Presse Auto", "")
		twice(t, func() error { _, err := o.Organisations.Merge(t.Context(), o.by, auto.ID, into.ID); return err })
		if o.audited(t, orgadmin.ActionMerged, auto.ID) != 1 || o.audited(t, orgadmin.ActionMergedFrom, into.ID) != 1 || o.employer(t, who) != into.ID {
			t.Error("merged otherwise than once")
		}
		other := o.Organisation(t, "Autre Auto", "")
		guest := o.colleague(t, "Troisième Auto", "")
		twice(t, func() error {
			_, err := o.Organisations.SaveStaff(t.Context(), o.by, other.ID, "", o.email(t, guest))
			return err
		})
		if n := o.audited(t, orgadmin.ActionMemberAdded, other.ID); n != 1 || o.employer(t, guest) != other.ID {
			t.Errorf("added %d times", n)
		}
		twice(t, func() error { _, err := o.Organisations.Delete(t.Context(), o.by, other.ID); return err })
		if n := o.audited(t, orgadmin.ActionDeleted, other.ID); n != 1 {
			t.Errorf("deleted %d times", n)
		}
		org := o.Organisation(t, "La Criée", "media")
		o.owner(t, org)
		twice(t, func() error { _, err := o.Organisations.BlockWall(t.Context(), o.by, org.ID); return err })
		if n := o.audited(t, "wall.suspended", org.WallID); n != 1 {
			t.Errorf("suspended %d times", n)
		}
	})
}

// twice does something five times at once; none may fail.
func twice(t *testing.T, do func() error) {
	t.Helper()
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if err := do(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// The page of an organisation costs the same queries with one member and with
// many.
func TestRecord_queries(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		o.owner(t, org)
		_, few := o.browser.Counted(t, page(org.ID))
		for range 20 {
			o.colleague(t, "La Criée", "media")
		}
		p, many := o.browser.Counted(t, page(org.ID))
		if len(many) > len(few) || len(many) > 11 {
			t.Errorf("%d queries, then %d: %v", len(few), len(many), many)
		}
		if shown := p.Find("textarea[name=emails]").First(); strings.Count(shown.Text(), "@") != 21 {
			t.Errorf("members = %q", goquery.NodeName(shown))
		}
	})
}

// Links mailed to no one, numbers of other kinds: nothing but an organisation
// answers under its number.
func TestOtherNumbers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		who := o.owner(t, org)
		for _, id := range []int64{org.WallID, who.UserID} {
			for _, path := range []string{page(id), "/admin/change_bw_owner/" + ids.Encode(id), "/admin/merge_org/" + ids.Encode(id)} {
				if p := o.browser.Get(t, path); p.Status != http.StatusNotFound {
					t.Errorf("GET %s = %d", path, p.Status)
				}
			}
			if p := o.browser.Post(t, page(id)+"/members", form("emails", o.email(t, who))); p.Status != http.StatusNotFound {
				t.Errorf("members of %d = %d", id, p.Status)
			}
		}
	})
}
