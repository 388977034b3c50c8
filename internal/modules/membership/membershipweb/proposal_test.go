// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb_test

import (
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/membership"
)

// The staff sees old → new, field by field, critical fields marked; the old
// profile is live until the decision (spec 02 §8).
func TestProposal_differences(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		o.propose(t, a, "P001", func(a survey.Answers) {
			a.Set("last_name", "Le Gall")
			a.Set("presentation", "Vingt et un ans d’îles.")
		})
		list := o.browser.Get(t, "/admin/modif_users")
		if rows := list.Text("tbody tr"); !strings.Contains(rows, "Inès Quéméner") || !strings.Contains(rows, a.Email) {
			t.Errorf("rows = %q", rows)
		}
		page := o.browser.Get(t, a.review())
		rows := page.Find("[data-testid=changes] tbody tr")
		if rows.Length() != 2 {
			t.Fatalf("%d rows, want 2: %s", rows.Length(), page.Text("[data-testid=changes]"))
		}
		for i := range rows.Nodes {
			text := strings.Join(strings.Fields(rows.Eq(i).Text()), " ")
			if cells := rows.Eq(i).Find("td"); cells.Length() != 2 || cells.Eq(0).AttrOr("data-l", "") != "Actuel" || cells.Eq(1).AttrOr("data-l", "") != "Proposé" {
				t.Errorf("a phone, where the head is not seen, does not tell old from new: %s", text)
			}
			switch {
			case strings.Contains(text, "Le Gall"):
				if !strings.Contains(text, "Quéméner") || !strings.Contains(text, "À valider") {
					t.Errorf("the name: %q", text)
				}
			case strings.Contains(text, "Vingt ans") && strings.Contains(text, "Vingt et un ans") && !strings.Contains(text, "À valider"):
			default:
				t.Errorf("row = %q", text)
			}
		}
		if m := o.stored(t, a.ID); m.LastName != "Quéméner" || !m.Active {
			t.Errorf("live = %+v", m)
		}
	})
}

// pending change → applied (spec 02 §6.1–6.2): answers, name and community role
// follow; password, addresses, other roles, reputation, banner, permissions and
// level are those of the member, as they are by now.
func TestApproveProposal(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		former := a.OrganisationID
		o.propose(t, a, "P012", func(a survey.Answers) {
			a.Set("first_name", "Ines")
			a.Set("nom_orga", "Agence du Ponant")
			a.Set("email", "other@example.net")
			a.Set("password", "clear")
		})
		o.Clock.Advance(time.Hour)
		o.Exec(t, `UPDATE members SET email = 'nouvelle@example.net', password_hash = 'changed', karma = 12, status = 'Validé', cover = 'c', login_count = 4 WHERE id = ?`, a.ID)
		o.Exec(t, `UPDATE profiles SET display_level = 2, contact_visibility = '{"email_PRESSE":true}', modified_at = ?, hobbies = '{"hobbies":"Le tricot"}' WHERE member_id = ?`, o.Clock.Now(), a.ID)
		o.Exec(t, "INSERT INTO member_roles (member_id, role) VALUES (?, 'ADMIN'), (?, 'LEADER')", a.ID, a.ID)
		o.browser = o.SignIn(t, o.staff)
		wantRedirect(t, o.browser.Post(t, a.review(), form("action", "validate")), "/admin/modif_users")
		wantRedirect(t, o.browser.Post(t, a.review(), form("action", "validate")), "/admin/modif_users") // a second click

		m, p := o.stored(t, a.ID), o.profile(t, a.ID)
		if m.FirstName != "Ines" || m.ValidationStatus != member.StatusChangesValidated || !m.ValidatedAt.Equal(o.Clock.Now()) || !m.Active {
			t.Errorf("member = %+v", m)
		}
		if m.Email != "nouvelle@example.net" || m.PasswordHash != "changed" || m.Karma != 12 || m.Status != "Validé" || m.Cover != "c" || m.LoginCount != 4 {
			t.Errorf("what is never taken from a proposal was: %+v", m)
		}
		p012, _ := o.survey.Of("P012")
		if p.SurveyProfile != "P012" || p.Community != p012.Community || p.DisplayLevel != 2 || !p.ContactVisibility["email_PRESSE"] || p.Hobbies["hobbies"] != "Le tricot" {
			t.Errorf("profile = %+v", p)
		}
		if got := o.roles(t, a.ID); got != "ADMIN PRESS_RELATIONS" {
			t.Errorf("roles = %q: the community is replaced, leadership left with the employer", got)
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND name = 'Agence du Ponant'", m.OrganisationID); n != 1 {
			t.Errorf("organisation = %d", m.OrganisationID)
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL", former); n != 1 {
			t.Error("the former employer, where nobody is left, is not collected")
		}
		if n := o.Count(t, "SELECT count(*) FROM profile_proposals"); n != 0 {
			t.Errorf("%d proposals are left", n)
		}
		if mail := o.mailAbout(t, "nouvelle@example.net", "Vos modifications sont en ligne"); !strings.Contains(mail, "Prénom") {
			t.Errorf("mail = %q", mail)
		}
		again, err := o.Reviews.Validate(t.Context(), o.by, a.ID)
		if err != nil || again.Changed {
			t.Errorf("again = %+v, %v", again, err)
		}
	})
}

// The employer is resolved again only if another one is declared; the owner of
// a Business Wall stays with its organisation, and so does who has joined an
// official one since asking (spec 02 §18 U7).
func TestApproveProposal_employer(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		official := o.Organisation(t, "Ouest Officiel", "media")
		hired := o.colleague(t, nil)
		owner := o.colleague(t, func(_ *member.Member, a survey.Answers) { a.Set("nom_media", "Autre Feuille") })
		joined := o.colleague(t, func(_ *member.Member, a survey.Answers) { a.Set("nom_media", "Tierce Feuille") })
		o.propose(t, joined, "P001", func(a survey.Answers) { a.Set("nom_media", "Quarte Feuille") })
		o.Exec(t, "UPDATE members SET organisation_id = ? WHERE id IN (?, ?, ?)", official.ID, hired.ID, owner.ID, joined.ID)
		o.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE organisation_id = ?", owner.ID, official.ID)
		o.propose(t, hired, "P001", func(a survey.Answers) { a.Set("last_name", "Le Gall") })
		o.propose(t, owner, "P001", func(a survey.Answers) { a.Set("nom_media", "Tout Autre Feuille") })
		for _, a := range []*applicant{hired, owner, joined} {
			if _, err := o.Reviews.Validate(t.Context(), o.by, a.ID); err != nil {
				t.Fatal(err)
			}
			if m := o.stored(t, a.ID); m.OrganisationID != official.ID {
				t.Errorf("%d works for %d, want %d", a.ID, m.OrganisationID, official.ID)
			}
		}
	})
}

// pending change → refused (spec 02 §6.1): the proposal goes, the member stays,
// and is told which fields and why.
func TestRefuseProposal(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		o.propose(t, a, "P001", func(a survey.Answers) { a.Set("last_name", "Le Gall") })
		o.Settle(t)
		wantRedirect(t, o.browser.Post(t, a.review(), form("action", "reject", "reason", "identity")), "/admin/modif_users")
		m := o.stored(t, a.ID)
		if m.LastName != "Quéméner" || !m.Active || !m.DeletedAt.IsZero() || strings.HasPrefix(m.ValidationStatus, member.StatusProposed) {
			t.Errorf("member = %+v", m)
		}
		if n := o.Count(t, "SELECT count(*) FROM profile_proposals"); n != 0 {
			t.Errorf("%d proposals are left", n)
		}
		mail := o.mailAbout(t, a.Email, "Vos modifications n’ont pas été retenues")
		if !strings.Contains(mail, "vérifier votre identité") || !strings.Contains(mail, "Nom") {
			t.Errorf("mail = %q", mail)
		}
		if o.audited(t, membership.ActionChangesRefused, a.ID) != 1 {
			t.Error("no line in the audit trail")
		}
	})
}

// An invitation leads a newcomer into the official organisation of that name,
// whatever its case; without one nobody joins it, nor with an address that
// nothing shows to be the newcomer's: the desk is warned of that at the button
// (spec 02 §6.3, §19.2).
func TestApproveRegistration_invited(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		official := o.Organisation(t, "La Feuille de Houat", "media")
		invited := o.applicant(t, func(_ *member.Member, a survey.Answers) { a.Set("nom_media", "la feuille de HOUAT") })
		other, impostor := o.applicant(t, nil), o.applicant(t, nil)
		for _, a := range []*applicant{invited, impostor} {
			o.write(t, event.OrganisationChanged{OrganisationID: official.ID}, &organisation.Invitation{
				ID: o.IDs.Next(), OrganisationID: official.ID, Email: a.Email, CreatedAt: o.Clock.Now(),
			})
		}
		o.Exec(t, "UPDATE members SET email_verified_at = ? WHERE id IN (?, ?)", o.Clock.Now(), invited.ID, other.ID)
		for a, want := range map[*applicant]bool{invited: false, impostor: true} {
			if got := o.browser.Get(t, a.review()).Has("[data-testid=decision] [data-testid=unverified]"); got != want {
				t.Errorf("%s: warned %v, want %v", a.Email, got, want)
			}
		}
		for _, a := range []*applicant{invited, other, impostor} {
			if _, err := o.Reviews.Validate(t.Context(), o.by, a.ID); err != nil {
				t.Fatal(err)
			}
		}
		if got := o.stored(t, invited.ID).OrganisationID; got != official.ID {
			t.Errorf("the invited works for %d, want %d", got, official.ID)
		}
		if got := o.stored(t, other.ID).OrganisationID; got == official.ID || got == 0 {
			t.Errorf("the other works for %d", got)
		}
		if got := o.stored(t, impostor.ID).OrganisationID; got == official.ID || got == 0 {
			t.Errorf("who has not verified the address works for %d", got)
		}
	})
}
