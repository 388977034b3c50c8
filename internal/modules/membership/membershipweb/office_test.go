// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
)

// office is the program with an administrator at work.
type office struct {
	*apptest.App

	staff   access.Actor
	by      membership.Staffer
	browser *apptest.Browser
	survey  *survey.Survey
	made    int
}

func each(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	t.Parallel()
	apptest.Each(t, func(t *testing.T, a *apptest.App) {
		o := &office{App: a, staff: a.Persona(t, apptest.Administrator)}
		o.by = membership.Staffer{Actor: o.staff, IP: "192.0.2.9"}
		o.browser = a.SignIn(t, o.staff)
		var err error
		if o.survey, err = survey.Load(); err != nil {
			t.Fatal(err)
		}
		test(t, o)
	})
}

// applicant is somebody who has registered, as the module registration leaves
// it.
type applicant struct {
	*member.Member

	profile *member.Profile
	answers survey.Answers
}

func (a *applicant) review() string { return "/admin/validation_profile/" + ids.Encode(a.ID) }
func (a *applicant) page() string   { return "/admin/show_user/" + ids.Encode(a.ID) }

// journalistAnswers are those of a head of a newspaper (P001).
func journalistAnswers() survey.Answers {
	return survey.Answers{
		"first_name": {"Inès"}, "last_name": {"Quéméner"}, "civilite": {"F"}, "tel_mobile": {"+33 (0)6 12 34 56 78"},
		"no_carte_presse": {"98 765"}, "nom_media": {"La Feuille de Houat"}, "presentation": {"Vingt ans d’îles."},
		"metier_principal": {"JOURNALISTES"}, "metier_principal_detail": {"JOURNALISTES / Directrice de la rédaction"},
		"pays_zip_ville": {"FRA"}, "pays_zip_ville_detail": {"FRA / 56170 Île-d’Houat"}, "hobbies": {"La voile"},
	}
}

// trigger is the box by which a P001 asks for a Business Wall.
func (o *office) trigger() string {
	p001, _ := o.survey.Of("P001")
	return p001.BWTriggers[0]
}

func (o *office) applicant(t *testing.T, change func(m *member.Member, a survey.Answers)) *applicant {
	t.Helper()
	o.made++
	now := o.Clock.Now()
	a := &applicant{answers: journalistAnswers()}
	a.Member = &member.Member{
		ID: o.IDs.Next(), Email: fmt.Sprintf("ines%d@example.net", o.made), RecoveryEmail: fmt.Sprintf("secours%d@example.net", o.made),
		PasswordHash: "kept", ValidationStatus: member.StatusNew, Gender: "?", Language: "fr", Status: "Débutant",
		SubmittedAt: now, TermsAcceptedAt: now, TermsVersion: terms.Bundled, CreatedAt: now, ModifiedAt: now,
	}
	if change != nil {
		change(a.Member, a.answers)
	}
	p001, _ := o.survey.Of("P001")
	a.profile = &member.Profile{MemberID: a.ID, DisplayLevel: 1, ModifiedAt: now}
	o.survey.Keep(a.Member, a.profile, p001, a.answers)
	o.write(t, event.RegistrationSubmitted{MemberID: a.ID}, a.Member, a.profile, &member.Role{MemberID: a.ID, Role: "PRESS_MEDIA"})
	return a
}

// write inserts rows with the event that tells of them.
func (o *office) write(t *testing.T, e interface{ Kind() string }, rows ...any) {
	t.Helper()
	err := o.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		for _, row := range rows {
			if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
				return err
			}
		}
		return o.Outbox.Record(ctx, tx, e)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// colleague is an approved member.
func (o *office) colleague(t *testing.T, change func(m *member.Member, a survey.Answers)) *applicant {
	t.Helper()
	a := o.applicant(t, change)
	if _, err := o.Reviews.Validate(t.Context(), o.by, a.ID); err != nil {
		t.Fatal(err)
	}
	a.Member = o.stored(t, a.ID)
	return a
}

// propose makes a member ask for changes, as the module registration does.
func (o *office) propose(t *testing.T, a *applicant, profile string, change func(survey.Answers)) {
	t.Helper()
	m, p := o.stored(t, a.ID), o.profile(t, a.ID)
	before := o.survey.AnswersOf(m, p)
	after := before.Clone()
	change(after)
	proposal := &survey.Proposal{MemberID: a.ID, SurveyProfile: profile, Answers: after, Changed: []string{}, SubmittedAt: o.Clock.Now()}
	for _, c := range o.survey.Changes(before, after) {
		proposal.Changed = append(proposal.Changed, c.Field.Name)
	}
	o.write(t, event.ProposalSubmitted{MemberID: a.ID}, proposal)
	o.Exec(t, "UPDATE members SET validation_status = ? WHERE id = ?", member.StatusProposed+" Nom", a.ID)
}

// stored reads a member, deleted too.
func (o *office) stored(t *testing.T, id int64) *member.Member {
	t.Helper()
	m := new(member.Member)
	if err := o.DB.Writer().NewSelect().Model(m).WhereAllWithDeleted().Where("m.id = ?", id).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

func (o *office) profile(t *testing.T, id int64) *member.Profile {
	t.Helper()
	p := new(member.Profile)
	if err := o.DB.Writer().NewSelect().Model(p).Where("pr.member_id = ?", id).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

func (o *office) roles(t *testing.T, id int64) string {
	t.Helper()
	var roles []string
	err := o.DB.Writer().NewSelect().Model((*member.Role)(nil)).Column("mr.role").Where("mr.member_id = ?", id).Order("mr.role").Scan(t.Context(), &roles)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(roles, " ")
}

// mails returns what the desk has sent to an address: the letters of the
// registration itself, which ask to verify the address, are not among them.
func (o *office) mails(t *testing.T, to string) []mailer.Captured {
	t.Helper()
	o.Settle(t)
	all, err := o.Inbox.Captured(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	var found []mailer.Captured
	for _, m := range all {
		if m.Recipient == to && !strings.Contains(m.Text, "/kyc/verify/") {
			found = append(found, m)
		}
	}
	return found
}

// mailAbout is the text of the one mail with a subject that an address got, or
// "".
func (o *office) mailAbout(t *testing.T, to, subject string) string {
	t.Helper()
	text := ""
	for _, m := range o.mails(t, to) {
		if strings.Contains(m.Subject, subject) {
			if text != "" {
				t.Errorf("%q was sent twice", subject)
			}
			text = m.Text
		}
	}
	return text
}

func (o *office) audited(t *testing.T, action string, id int64) int {
	t.Helper()
	return o.Count(t, "SELECT count(*) FROM audit_entries WHERE action = ? AND object_kind = 'member' AND object_id = ? AND actor_id = ?", action, id, o.staff.UserID)
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func wantRedirect(t *testing.T, p apptest.Page, to string) {
	t.Helper()
	if p.Status != 303 || p.Location() != to {
		t.Fatalf("status = %d to %q, want 303 to %q: %s", p.Status, p.Location(), to, p.Text("main"))
	}
}
