// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// editor is a member who edits a profile.
type editor struct {
	*applicant

	actor access.Actor
	form  url.Values // all answers of today
}

func newEditor(t *testing.T, a *apptest.App, profile, email string) *editor {
	t.Helper()
	s := newApplicant(t, a, profile, email)
	actor, browser := s.join(t)
	s.browser = browser
	form := s.form(t)
	for _, name := range []string{"email", "email_secours", "password", "photo_cropped", "photo_carte_presse_cropped"} {
		form.Del(name)
	}
	return &editor{s, actor, form}
}

// edit changes answers and submits; it returns what the last page says.
func (e *editor) edit(t *testing.T, profile string, changes url.Values) string {
	t.Helper()
	form := clone(e.form)
	for name, values := range changes {
		form[name] = values
	}
	if page := e.browser.Post(t, "/kyc/wizard/"+profile, form); page.Location() != "/kyc/validation" {
		t.Fatalf("the form: %d %s", page.Status, page.Text(".form-errors"))
	}
	return e.browser.Post(t, "/kyc/done", nil).Text("h1")
}

func (e *editor) proposal(t *testing.T) *survey.Proposal {
	t.Helper()
	var found []survey.Proposal
	if err := e.app.DB.Writer().NewSelect().Model(&found).Where("pp.member_id = ?", e.actor.UserID).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		return nil
	}
	return &found[0]
}

// Members are asked neither addresses nor password, find their answers and
// their profile again, and read at the end what happened (spec 02 §7).
func TestProfileEdit_minor(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		e := newEditor(t, a, "P002", "mineure@candidat.example")
		page := e.browser.Get(t, "/kyc/profile")
		if got, _ := page.Find(`[name=profile][checked]`).Attr("value"); got != "P002" {
			t.Errorf("the present profile is %q", got)
		}
		page = e.browser.Get(t, e.path())
		if page.Has("[name=email]") || page.Has("[name=email_secours]") || page.Has("[name=password]") {
			t.Error("addresses and password are asked")
		}
		if !page.Has("[name=validation_gcu][checked]") || !page.Has(`img[data-current]`) {
			t.Error("the terms or the portrait are not there any more")
		}
		if got := e.edit(t, "P002", url.Values{"tel_mobile": {"06 01 02 03 04"}}); got != "Vos modifications sont enregistrées." {
			t.Errorf("the end says %q", got)
		}
		m := e.stored(t)
		if m.Mobile != "06 01 02 03 04" || m.ValidationStatus != member.StatusMinorChanges || e.proposal(t) != nil || m.PasswordHash == "" {
			t.Errorf("the member is %+v", m)
		}
		if m.PressCard == "" || m.Photo == "" {
			t.Error("the pictures are gone")
		}
	})
}

// A critical change is proposed: the member stays as before, a later proposal
// replaces it, and minor changes made meanwhile go into it (spec 02 §6.1–6.2).
func TestProfileEdit_critical(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		e := newEditor(t, a, "P002", "critique@candidat.example")
		before := e.stored(t)
		if got := e.edit(t, "P002", url.Values{"last_name": {"Nouveau"}, "trigger_pr": {"true"}}); got != "Vos modifications seront validées par notre équipe." {
			t.Errorf("the end says %q", got)
		}
		m, p := e.stored(t), e.proposal(t)
		if m.LastName != before.LastName || m.ValidationStatus != "Modifications demandant validation: Nom" {
			t.Errorf("the member is %q, %q", m.LastName, m.ValidationStatus)
		}
		if p == nil || p.Answers.Text("last_name") != "Nouveau" || !slices.Equal(p.Changed, []string{"last_name"}) {
			t.Fatalf("the proposal is %+v", p)
		}
		e.edit(t, "P002", url.Values{"tel_mobile": {"06 01 02 03 04"}})
		if p = e.proposal(t); p.Answers.Text("tel_mobile") != "06 01 02 03 04" || p.Answers.Text("last_name") != "Nouveau" {
			t.Errorf("after a minor change the proposal is %q", p.Answers)
		}
		e.edit(t, "P002", url.Values{"first_name": {"Autre"}})
		if p = e.proposal(t); p.Answers.Text("last_name") == "Nouveau" || p.Answers.Text("first_name") != "Autre" {
			t.Errorf("the second proposal is %q", p.Answers)
		}
		if n := a.Events(t, event.ProposalSubmitted{}.Kind()); n != 2 {
			t.Errorf("%d proposals announced", n)
		}
	})
}

// Another profile is another role: it waits for approval even when no critical
// field differs (spec 02 U7).
func TestProfileEdit_otherProfile(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		e := newEditor(t, a, "P015", "autre@candidat.example")
		e.browser.Post(t, "/kyc/profile", url.Values{"profile": {"P016"}})
		if got := e.edit(t, "P016", nil); !strings.HasPrefix(got, "Vos modifications seront validées") {
			t.Errorf("the end says %q", got)
		}
		if p := e.proposal(t); p == nil || p.SurveyProfile != "P016" {
			t.Errorf("the proposal is %+v", p)
		}
		if m := e.stored(t); m.ValidationStatus != "Modifications demandant validation: Profil" {
			t.Errorf("status %q", m.ValidationStatus)
		}
		if n := a.Count(t, "SELECT count(*) FROM profiles WHERE survey_profile = 'P016'"); n != 0 {
			t.Error("the profile has changed at once")
		}
	})
}

// A newly declared employer is found or made, the one left collected; members
// of an official organisation stay in it (spec 02 §6.3, U7).
func TestProfileEdit_employer(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		e := newEditor(t, a, "P015", "employeur@candidat.example")
		name := func() string {
			var name string
			err := a.DB.Writer().NewRaw("SELECT o.name FROM members m JOIN organisations o ON o.id = m.organisation_id WHERE m.id = ? AND o.deleted_at IS NULL", e.actor.UserID).Scan(t.Context(), &name)
			if err != nil {
				t.Fatal(err)
			}
			return name
		}
		e.edit(t, "P015", url.Values{"nom_orga": {"Atelier du Quai"}})
		if got := name(); got != "Atelier du Quai" {
			t.Fatalf("works for %q", got)
		}
		e.edit(t, "P015", url.Values{"nom_orga": {"Chantier du Nord"}})
		if got := name(); got != "Chantier du Nord" || a.Count(t, "SELECT count(*) FROM organisations WHERE name = 'Atelier du Quai' AND deleted_at IS NULL") != 0 {
			t.Errorf("works for %q, or the first is still there", got)
		}
		official := a.Organisation(t, "Compagnie officielle", "leaders_experts")
		a.Exec(t, "UPDATE members SET organisation_id = ? WHERE id = ?", official.ID, e.actor.UserID)
		e.edit(t, "P015", url.Values{"nom_orga": {"Ailleurs"}})
		if got := name(); got != "Compagnie officielle" {
			t.Errorf("a minor edit moved the member to %q", got)
		}
	})
}
