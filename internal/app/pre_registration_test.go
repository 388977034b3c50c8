// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/ids"
)

const preRegister = "/BW/pre-register"

// manager is somebody who runs the Business Wall of the own employer.
func manager(t *testing.T, a *apptest.App) access.Actor {
	t.Helper()
	who := a.Member(t, func(p *apptest.Person) { p.Employer = "Le Phare" })
	role := &mandate.Role{
		ID: a.IDs.Next(), WallID: who.WallID, MemberID: who.UserID, Role: string(access.InternalManager), Status: mandate.Accepted,
		Missions: []string{}, InvitedAt: a.Clock.Now(), AnsweredAt: a.Clock.Now(),
	}
	if _, err := a.DB.Writer().NewInsert().Model(role).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return who
}

// Spec 02 U14: an official organisation pre-registers somebody by name; the link
// opens a questionnaire that is filled in as far as one can; once approved the
// person works for the organisation, whose staff see an address and no answers.
func TestPreRegistration(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		who := manager(t, a)
		boss := a.SignIn(t, who)
		sent := boss.Post(t, preRegister, url.Values{"people": {"Prénom;Nom;E-mail\nZoé;Kerouac;zoe@phare.example\nSans;Adresse"}, "profile": {"P003"}})
		if got := sent.Text("[data-testid=refused]"); sent.Status != http.StatusUnprocessableEntity || !strings.Contains(got, "Sans;Adresse") || strings.Contains(got, "Zoé") {
			t.Errorf("a list with one bad line = %d: %q", sent.Status, got)
		}
		if got := sent.Find("textarea").Text(); strings.TrimSpace(got) != "Sans;Adresse" {
			t.Errorf("the form keeps %q", got)
		}
		a.Settle(t)
		link := lastLink(t, a, "zoe@phare.example")
		invited := &applicant{app: a, browser: a.Browser(t), email: "zoe@phare.example"}
		invited.profile, _ = mustSurvey(t).Of("P003")
		if page := invited.browser.Get(t, link); !strings.Contains(page.Text("main"), "Le Phare vous a pré-inscrit") {
			t.Errorf("the link says %q", page.Text("main"))
		}
		if page := invited.browser.Post(t, link, nil); page.Location() != invited.path() {
			t.Fatalf("the link leads to %d %q", page.Status, page.Location())
		}
		page := invited.browser.Get(t, invited.path())
		for name, want := range map[string]string{"first_name": "Zoé", "last_name": "Kerouac", "email": "zoe@phare.example"} {
			if got := page.Find("[name="+name+"]").AttrOr("value", ""); got != want {
				t.Errorf("%s is filled in with %q", name, got)
			}
		}
		if got := page.Find("[name=nom_media]").Text() + page.Find("[name=nom_media]").AttrOr("value", ""); !strings.Contains(got, "Le Phare") {
			t.Errorf("the employer is %q", got)
		}
		if list := boss.Get(t, preRegister).Text("[data-testid=waiting]"); !strings.Contains(list, "zoe@phare.example") || !strings.Contains(list, "Commencé") || strings.Contains(list, "Kerouac") {
			t.Errorf("who waits: %q", list)
		}
		invited.fill(t, func(form url.Values) { form["nom_media"] = []string{"Le Phare"} })
		invited.browser.Post(t, "/kyc/done", nil)
		m := invited.stored(t)
		if m.EmailVerifiedAt.IsZero() || m.OrganisationID != 0 {
			t.Errorf("before approval: address confirmed %v, organisation %d", m.EmailVerifiedAt, m.OrganisationID)
		}
		a.SignIn(t, a.Persona(t, apptest.Administrator)).Post(t, "/admin/validation_profile/"+ids.Encode(m.ID), url.Values{"action": {"validate"}})
		if m = invited.stored(t); !m.Active || m.OrganisationID != who.OrganisationID {
			t.Errorf("approved: active %v, organisation %d, want %d", m.Active, m.OrganisationID, who.OrganisationID)
		}
		if boss.Get(t, preRegister).Has("[data-testid=waiting]") {
			t.Error("who has registered is still awaited")
		}
	})
}

// Only those who run an active Business Wall pre-register, for its organisation
// alone; members are invited without anybody being told that they are.
func TestPreRegistration_rights(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		who, known := manager(t, a), a.Email(t, apptest.Expert)
		boss, stranger := a.SignIn(t, who), a.SignIn(t, a.Persona(t, apptest.Journalist))
		if page := stranger.Get(t, preRegister); page.Status != http.StatusForbidden {
			t.Errorf("who runs no wall gets %d", page.Status)
		}
		form := url.Values{"people": {known + "\nnouveau@phare.example"}}
		if page := stranger.Post(t, preRegister, form); page.Status != http.StatusForbidden {
			t.Errorf("who runs no wall pre-registers: %d", page.Status)
		}
		if page := boss.Post(t, preRegister, form); page.Location() != preRegister {
			t.Fatalf("pre-registering = %d: %s", page.Status, page.Text("[data-testid=refused]"))
		}
		if got := boss.Get(t, preRegister).Text("#toasts"); !strings.Contains(got, "2") {
			t.Errorf("a member is told apart: %q", got)
		}
		if n := a.Count(t, "SELECT count(*) FROM registration_drafts WHERE organisation_id = ?", who.OrganisationID); n != 1 {
			t.Errorf("%d questionnaires, want one: a member has answered already", n)
		}
		id := ids.Encode(int64(a.Count(t, "SELECT max(id) FROM registration_drafts")))
		other := a.Member(t, func(p *apptest.Person) { p.Employer = "La Vigie" })
		a.Exec(t, "INSERT INTO wall_roles (id, wall_id, member_id, role, status, missions, invited_at) VALUES (?, ?, ?, 'BWMi', 'accepted', '[]', ?)", a.IDs.Next(), other.WallID, other.UserID, a.Clock.Now())
		for _, action := range []string{"/remind", "/withdraw"} {
			if page := a.SignIn(t, other).Post(t, preRegister+"/"+id+action, nil); page.Status != http.StatusNotFound {
				t.Errorf("another house's %s = %d", action, page.Status)
			}
		}
		if again := boss.Post(t, preRegister, url.Values{"people": {"nouveau@phare.example"}}); !again.Has("[data-testid=refused]") {
			t.Error("somebody who waits is pre-registered again")
		}
		for _, action := range []string{"/remind", "/withdraw"} {
			if page := boss.Post(t, preRegister+"/"+id+action, nil); page.Location() != preRegister {
				t.Errorf("%s = %d", action, page.Status)
			}
		}
		if n := a.Count(t, "SELECT (SELECT count(*) FROM registration_drafts WHERE organisation_id IS NOT NULL) + (SELECT count(*) FROM organisation_invitations WHERE email = 'nouveau@phare.example')"); n != 0 {
			t.Errorf("%d rows are left of who was withdrawn", n)
		}
		a.Exec(t, "UPDATE business_walls SET status = 'suspended' WHERE id = ?", who.WallID)
		if page := boss.Get(t, preRegister); page.Status != http.StatusForbidden || !strings.Contains(page.Text("main"), "Business Wall actif") {
			t.Errorf("a suspended wall gets %d", page.Status)
		}
	})
}

// What was said of somebody who never answers is forgotten after 30 days, not
// before.
func TestPreRegistration_isForgotten(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		boss := a.SignIn(t, manager(t, a))
		boss.Upload(t, preRegister, "file", "liste.csv", []byte("Nom;Mail\nL\xe9on;leon@phare.example\n"), url.Values{})
		waiting := func() int { return a.Count(t, "SELECT count(*) FROM registration_drafts") }
		a.Clock.Advance(29 * 24 * time.Hour)
		if err := a.Registration.ForgetExpired(t.Context()); err != nil || waiting() != 1 {
			t.Errorf("after 29 days: %d, %v", waiting(), err)
		}
		a.Clock.Advance(2 * 24 * time.Hour)
		if err := a.Registration.ForgetExpired(t.Context()); err != nil || waiting() != 0 {
			t.Errorf("after 31 days: %d, %v", waiting(), err)
		}
	})
}
