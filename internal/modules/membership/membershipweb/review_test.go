// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/membership"
)

// pending → active (spec 02 §6.1): employer resolved, role of the community,
// status and date, index told, mail with the way to sign in; then back to the
// list one came from, with a message.
func TestApproveRegistration(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, nil)
		o.Settle(t)
		changed := o.Events(t, event.MemberChanged{}.Kind())
		from := "/admin/new_users?search=houat"
		page := o.browser.Get(t, a.review()+"?back=%2Fadmin%2Fnew_users%3Fsearch%3Dhouat")
		if page.Status != 200 || page.Text("h1") != "Inès Quéméner" {
			t.Fatalf("the validation page = %d %q", page.Status, page.Text("h1"))
		}
		if decision := page.Find("[data-testid=decision]"); !decision.Find("[value=validate]").HasClass("btn-success") ||
			!decision.Find("summary").HasClass("btn-line-danger") || !decision.Find("details [type=submit]").HasClass("btn-error") {
			t.Error("« Valider » is not green, or « Rejeter » not red")
		}
		back := page.Find("[data-testid=decision] form input[name=back]").First().AttrOr("value", "")
		wantRedirect(t, o.browser.Post(t, a.review(), form("action", "validate", "back", back)), from)
		if toast := o.browser.Get(t, from).Text(".toast1"); !strings.Contains(toast, "Inès Quéméner : inscription validée.") {
			t.Errorf("toast = %q", toast)
		}

		m := o.stored(t, a.ID)
		if !m.Active || m.ValidationStatus != member.StatusValidated || !m.ValidatedAt.Equal(o.Clock.Now()) {
			t.Errorf("member = %+v", m)
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND name = 'La Feuille de Houat' AND wall_id IS NULL", m.OrganisationID); n != 1 {
			t.Errorf("organisation = %d", m.OrganisationID)
		}
		if got := o.roles(t, a.ID); got != "PRESS_MEDIA" {
			t.Errorf("roles = %q", got)
		}
		if o.Events(t, event.MemberChanged{}.Kind()) != changed+1 || o.audited(t, membership.ActionApproved, a.ID) != 1 {
			t.Error("no event, or no line in the audit trail")
		}
		mails := o.mails(t, a.Email)
		if len(mails) != 1 || !strings.Contains(mails[0].Subject, "Votre inscription est validée") || !strings.Contains(mails[0].Text, "/auth/login") {
			t.Errorf("mails = %+v", mails)
		}
		if n := o.Count(t, "SELECT count(*) FROM review_letters"); n != 0 {
			t.Errorf("%d letters are left", n)
		}
	})
}

// A double click approves once (issue 3): one change, one mail, one line in the
// audit trail, and both clicks end in the list.
func TestApproveRegistration_twiceAtOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, nil)
		var wait sync.WaitGroup
		var mu sync.Mutex
		changed := 0
		for range 6 {
			wait.Go(func() {
				made, err := o.Reviews.Validate(t.Context(), o.by, a.ID)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if made.Changed {
					changed++
				}
			})
		}
		wait.Wait()
		if changed != 1 || o.audited(t, membership.ActionApproved, a.ID) != 1 || len(o.mails(t, a.Email)) != 1 {
			t.Errorf("%d approvals, %d lines, %d mails; want one of each", changed, o.audited(t, membership.ActionApproved, a.ID), len(o.mails(t, a.Email)))
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE name = 'La Feuille de Houat' AND deleted_at IS NULL"); n != 1 {
			t.Errorf("%d organisations, want 1", n)
		}
		wantRedirect(t, o.browser.Post(t, a.review(), form("action", "validate", "back", "/admin/new_users")), "/admin/new_users")
		if toast := o.browser.Get(t, "/admin/new_users").Text(".toast1"); !strings.Contains(toast, "déjà") {
			t.Errorf("toast = %q", toast)
		}
	})
}

// Of an approval and a refusal at the same moment, one is made and the other
// told that it comes too late.
func TestApproveAndReject_atOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, nil)
		var wait sync.WaitGroup
		outcomes := make([]error, 2)
		wait.Go(func() { _, outcomes[0] = o.Reviews.Validate(t.Context(), o.by, a.ID) })
		wait.Go(func() { _, outcomes[1] = o.Reviews.Refuse(t.Context(), o.by, a.ID, membership.Reason{}) })
		wait.Wait()
		if (outcomes[0] == nil) == (outcomes[1] == nil) {
			t.Errorf("outcomes = %v", outcomes)
		}
		m := o.stored(t, a.ID)
		if m.Active != (outcomes[0] == nil) || m.DeletedAt.IsZero() != (outcomes[0] == nil) {
			t.Errorf("member = %+v", m)
		}
	})
}

// pending → rejected (spec 02 §6.1): deleted and inactive, both addresses free,
// mail with the reason to the former address; a second click is a 404 that
// breaks nothing.
func TestRejectRegistration(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, nil)
		page := o.browser.Post(t, a.review(), form("action", "reject", "reason", "press_card", "why", "Le numéro 98 765\nn’existe pas.", "back", "/admin/new_users"))
		wantRedirect(t, page, "/admin/new_users")
		m := o.stored(t, a.ID)
		if m.Active || m.DeletedAt.IsZero() || m.ValidationStatus != member.StatusRejected {
			t.Errorf("member = %+v", m)
		}
		if !strings.HasPrefix(m.Email, "fake_") || !strings.HasSuffix(m.Email, "@example.com") || m.RecoveryEmail != "" {
			t.Errorf("addresses = %q, %q", m.Email, m.RecoveryEmail)
		}
		mails := o.mails(t, a.Email)
		if len(mails) != 1 || !strings.Contains(mails[0].Text, "carte de presse") || !strings.Contains(mails[0].Text, "98 765") {
			t.Errorf("mails = %+v", mails)
		}
		if n := o.Count(t, "SELECT count(*) FROM review_letters"); n != 0 {
			t.Errorf("%d letters keep the address", n)
		}
		if again := o.browser.Post(t, a.review(), form("action", "reject")); again.Status != 404 {
			t.Errorf("a second refusal = %d", again.Status)
		}
		again := o.applicant(t, func(m *member.Member, _ survey.Answers) { m.Email, m.RecoveryEmail = a.Email, a.RecoveryEmail })
		if o.browser.Get(t, again.review()).Status != 200 {
			t.Error("the address is not free")
		}
	})
}

// An unknown action changes nothing, an unknown person is not found, what is
// gone back to is a list of the administration only (spec 08 §5.3).
func TestDecide_unknown(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, nil)
		wantRedirect(t, o.browser.Post(t, a.review(), form("action", "promote", "back", "https://evil.example/")), "/admin/new_users")
		if m := o.stored(t, a.ID); m.Active || m.ValidationStatus != member.StatusNew {
			t.Errorf("member = %+v", m)
		}
		if got := o.browser.Get(t, "/admin/validation_profile/x1Zz9").Status; got != 404 {
			t.Errorf("unknown id: %d", got)
		}
		long := strings.Repeat("a", membership.MaxNote+1)
		refused := o.browser.Post(t, a.review(), form("action", "reject", "why", long))
		if refused.Status != 422 || len(refused.Find("#refusal textarea").Text()) < membership.MaxNote {
			t.Errorf("a reason too long = %d, and what was typed is lost", refused.Status)
		}
	})
}

// The validation page shows every answer whatever its visibility, the technical
// block, the wish for a Business Wall, whether the address is verified, and how
// long the person has waited (spec 02 §8, §19; 08 §5.3).
func TestReviewPage(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, func(m *member.Member, answers survey.Answers) {
			answers.Set(o.trigger(), survey.Yes)
			m.EmailVerifiedAt = o.Clock.Now()
		})
		o.Clock.Advance(51 * time.Hour)
		o.browser = o.SignIn(t, o.staff) // the session has ended
		page := o.browser.Get(t, a.review())
		main := page.Text("main")
		for _, want := range []string{
			"À contacter : BW trigger validé (organisation : La Feuille de Houat)", "Jamais connecté", "Jamais validé", member.StatusNew,
			"98 765", "secours1@example.net", "56170 Île-d’Houat", "Attend depuis 2 j 3 h", "Adresse vérifiée", "Vingt ans d’îles.",
		} {
			if !strings.Contains(strings.ReplaceAll(main, "\u00a0", " "), want) {
				t.Errorf("the page does not say %q", want)
			}
		}
		if o.audited(t, membership.ActionViewed, a.ID) != 1 {
			t.Error("the look at private data left no trace")
		}
	})
}

// However often somebody signs in or is looked at, the decisions stay in the
// history (spec 02 §19.12, 08 §5.4).
func TestHistory_keepsDecisions(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		for range 60 {
			for _, action := range []string{"signed_in", membership.ActionViewed} {
				o.Exec(t, "INSERT INTO audit_entries (id, at, actor_id, action, object_kind, object_id) VALUES (?, ?, ?, ?, 'member', ?)",
					o.IDs.Next(), o.Clock.Now(), a.ID, action, a.ID)
			}
		}
		d, err := o.Reviews.Dossier(t.Context(), o.by, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.History) == 0 || !slices.ContainsFunc(d.History, func(r membership.HistoryRow) bool { return r.Action == membership.ActionApproved }) {
			t.Errorf("the approval is not in the history: %+v", d.History)
		}
	})
}

// Somebody who was refused is recognised by name, card and address when
// registering again, as such, until nothing is known any more (spec 02 §19.3).
func TestLookAlikes_refused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		refused := o.applicant(t, nil)
		if _, err := o.Reviews.Refuse(t.Context(), o.by, refused.ID, membership.Reason{}); err != nil {
			t.Fatal(err)
		}
		again := o.applicant(t, func(m *member.Member, a survey.Answers) {
			m.Email = refused.Email
			a.Set("first_name", "Ines")
			a.Set("tel_mobile", "+33 6 00 00 00 01")
		})
		d, err := o.Reviews.Dossier(t.Context(), o.by, again.ID)
		if err != nil || len(d.Alike) != 1 {
			t.Fatalf("alike = %+v, %v", d.Alike, err)
		}
		one := d.Alike[0]
		if one.ID != refused.ID || !one.Refused || one.Email != refused.Email || !slices.Equal(one.Likeness, []membership.Likeness{membership.SameCard, membership.SameEmail, membership.SameName}) {
			t.Errorf("the refused person is %+v", one)
		}
		box := o.browser.Get(t, again.review()).Find("[data-testid=alike]")
		if !strings.Contains(box.Text(), "inscription refusée") || box.Find("a").Length() != 0 {
			t.Errorf("the page says %q, or leads nowhere", box.Text())
		}
		o.Clock.Advance(member.RefusedKept + time.Hour)
		if err := o.Closing.AnonymiseDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d, err = o.Reviews.Dossier(t.Context(), o.by, again.ID); err != nil || len(d.Alike) != 0 {
			t.Errorf("after 30 days alike = %+v, %v", d.Alike, err)
		}
	})
}

// Look-alikes by name, telephone, press card and recovery address (spec 02
// §19.3), whatever accents, case, signs and spaces; nobody else is shown.
func TestLookAlikes(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		other := func(m *member.Member, a survey.Answers) {
			a.Set("first_name", "Paul")
			a.Set("last_name", m.Email)
			a.Set("tel_mobile", "")
			a.Set("no_carte_presse", "")
		}
		twin := o.colleague(t, func(m *member.Member, a survey.Answers) {
			other(m, a)
			a.Set("first_name", "INES")
			a.Set("last_name", "Quemener ")
		})
		phone := o.colleague(t, func(m *member.Member, a survey.Answers) { other(m, a); a.Set("tel_mobile", "06.12.34.56.78") })
		card := o.colleague(t, func(m *member.Member, a survey.Answers) { other(m, a); a.Set("no_carte_presse", "N°\u00a098.765") })
		owner := o.colleague(t, func(m *member.Member, a survey.Answers) { other(m, a); m.Email = "moi@example.net" })
		o.colleague(t, other)
		a := o.applicant(t, func(m *member.Member, _ survey.Answers) { m.RecoveryEmail = "moi@example.net" })
		d, err := o.Reviews.Dossier(t.Context(), o.by, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := map[int64]membership.Likeness{twin.ID: membership.SameName, phone.ID: membership.SamePhone, card.ID: membership.SameCard, owner.ID: membership.SameEmail}
		if len(d.Alike) != len(want) {
			t.Errorf("alike = %+v", d.Alike)
		}
		for _, one := range d.Alike {
			if !slices.Equal(one.Likeness, []membership.Likeness{want[one.ID]}) {
				t.Errorf("%d is alike by %v", one.ID, one.Likeness)
			}
		}
		if n := o.browser.Get(t, a.review()).Find("[data-testid=alike] li").Length(); n != 4 {
			t.Errorf("the page shows %d look-alikes, want 4", n)
		}
	})
}

// A note stays inside; a question goes to the applicant, whose answer, by the
// mailed link, rings at the reviewer's (spec 02 §19.3).
func TestThread(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		second := o.Member(t, func(p *apptest.Person) { p.Admin = true })
		a := o.applicant(t, nil)
		o.Settle(t)
		before := o.BellsOf(t, o.staff)
		wantRedirect(t, o.browser.Post(t, a.review()+"/note", form("note", "Voir avec la CCIJP.")), a.review())
		wantRedirect(t, o.browser.Post(t, a.review()+"/assignment", form("reviewer", reviewerOf(t, o, a, second))), a.review())
		wantRedirect(t, o.browser.Post(t, a.review()+"/question", form("question", "Depuis quand ?")), a.review())
		if empty := o.browser.Post(t, a.review()+"/question", form("question", " ")); empty.Status != 422 || !empty.Has("#question .field-error, #question [role=alert], #question .form-errors") {
			t.Errorf("an empty question = %d", empty.Status)
		}
		mails := o.mails(t, a.Email)
		if len(mails) != 1 || !strings.Contains(mails[0].Text, "Depuis quand ?") || strings.Contains(mails[0].Text, "CCIJP") {
			t.Fatalf("mails = %+v", mails)
		}
		_, rest, _ := strings.Cut(mails[0].Text, membership.AnswerPath)
		token, _, _ := strings.Cut(rest, "\n")
		link := membership.AnswerPath + token
		visitor := o.Browser(t)
		if page := visitor.Get(t, link); page.Status != 200 || !strings.Contains(page.Text("main"), "Depuis quand ?") || strings.Contains(page.Text("main"), "CCIJP") {
			t.Errorf("the page of the answer = %d %q", page.Status, page.Text("main"))
		}
		rung := o.BellsOf(t, second)
		wantRedirect(t, visitor.Post(t, link, form("answer", "Depuis 2006 <b>!</b>")), link+"?sent")
		o.Settle(t)
		if o.BellsOf(t, second) != rung+1 || o.BellsOf(t, o.staff) != before {
			t.Error("the answer did not ring at the reviewer's alone")
		}
		notes := o.browser.Get(t, a.review()).Text("[data-testid=notes]")
		for _, want := range []string{"CCIJP", "Depuis quand ?", "Depuis 2006 <b>!</b>"} {
			if !strings.Contains(notes, want) {
				t.Errorf("notes = %q, without %q", notes, want)
			}
		}
		if got := visitor.Get(t, membership.AnswerPath+"guess").Status; got != 404 {
			t.Errorf("a guessed link = %d", got)
		}
		o.Clock.Advance(31 * 24 * time.Hour)
		if got := visitor.Get(t, link).Status; got != 404 {
			t.Errorf("an old link = %d", got)
		}
	})
}

// reviewerOf is the value of a reviewer in the list of the page.
func reviewerOf(t *testing.T, o *office, a *applicant, who access.Actor) string {
	t.Helper()
	options := o.browser.Get(t, a.review()).Find("#assignment option")
	for i := range options.Nodes {
		if option := options.Eq(i); strings.Contains(option.Text(), who.Name) {
			return option.AttrOr("value", "")
		}
	}
	t.Fatalf("%s is not offered", who.Name)
	return ""
}

// Administrators are told of each registration and proposal by bell and mail
// (spec 02 §16), members are not.
func TestNotices(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		reader := o.Persona(t, apptest.Expert)
		a := o.applicant(t, func(_ *member.Member, a survey.Answers) { a.Set(o.trigger(), survey.Yes) })
		mails := o.mails(t, o.Email(t, apptest.Administrator))
		if len(mails) != 1 || !strings.Contains(mails[0].Subject, "Inès Quéméner") {
			t.Fatalf("mails = %+v", mails)
		}
		for _, want := range []string{"La Feuille de Houat", "Trigger", a.review()} {
			if !strings.Contains(mails[0].Text, want) {
				t.Errorf("the mail lacks %q: %s", want, mails[0].Text)
			}
		}
		if o.BellsOf(t, o.staff) != 1 || o.BellsOf(t, reader) != 0 || len(o.mails(t, o.Email(t, apptest.Expert))) != 0 {
			t.Error("not the administrators alone are told")
		}
		if _, err := o.Reviews.Validate(t.Context(), o.by, a.ID); err != nil {
			t.Fatal(err)
		}
		o.propose(t, a, "P001", func(a survey.Answers) { a.Set("last_name", "Le Gall") })
		if n := len(o.mails(t, o.Email(t, apptest.Administrator))); n != 2 || o.BellsOf(t, o.staff) != 2 {
			t.Errorf("a proposal: %d mails, %d bells, want 2 and 2", n, o.BellsOf(t, o.staff))
		}
	})
}

// The desk is the administrators' alone, whoever calls it.
func TestDesk_forbidden(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, nil)
		stranger := membership.Staffer{Actor: o.Persona(t, apptest.Journalist)}
		_, validated := o.Reviews.Validate(t.Context(), stranger, a.ID)
		_, refused := o.Reviews.Refuse(t.Context(), stranger, a.ID, membership.Reason{})
		_, seen := o.Reviews.Dossier(t.Context(), stranger, a.ID)
		_, listed := o.Reviews.List(t.Context(), stranger, membership.Members, membership.ListQuery{})
		_, closed := o.Members.Deactivate(t.Context(), stranger, a.ID)
		_, raised := o.Members.SetAdmin(t.Context(), stranger, stranger.UserID, true)
		for i, err := range []error{
			validated, refused, seen, listed, closed, raised, o.Reviews.AddNote(t.Context(), stranger, a.ID, "x"),
			o.Reviews.Ask(t.Context(), stranger, a.ID, "x"), o.Reviews.Assign(t.Context(), stranger, a.ID, stranger.UserID),
		} {
			if err == nil {
				t.Errorf("call %d was not refused", i)
			}
		}
		if m := o.stored(t, a.ID); m.Active || !m.DeletedAt.IsZero() {
			t.Errorf("member = %+v", m)
		}
	})
}
