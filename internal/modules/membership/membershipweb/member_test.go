// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb_test

import (
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/ids"
)

// command is a click on a button that a dialogue has confirmed, or the
// confirmation page's.
func (o *office) command(t *testing.T, a *applicant, action string) {
	t.Helper()
	wantRedirect303(t, o.browser.Post(t, a.page(), form("action", action, "confirmed", "yes")))
}

func wantRedirect303(t *testing.T, p apptest.Page) {
	t.Helper()
	if p.Status != http.StatusSeeOther {
		t.Fatalf("status = %d: %s", p.Status, p.Text("main"))
	}
}

// Spec 07 §14.24: the owner of a Business Wall in service is neither deactivated
// nor closed before it has another owner; the page says what to do.
func TestDeactivate_ownerOfAWall(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		house := o.Organisation(t, "Le Phare de l’Ouest", "media")
		for _, status := range []string{"active", "suspended"} {
			o.Exec(t, "UPDATE business_walls SET owner_id = ?, status = ? WHERE id = ?", a.ID, status, house.WallID)
			page := o.browser.Get(t, a.page())
			why := page.Find("[data-testid=reasons] p") // told once, and joined with each button
			n := page.Find("button[disabled][aria-describedby=" + why.AttrOr("id", "none") + "]").Length()
			if n != 2 || why.Length() != 1 || !strings.Contains(why.Text(), "Nommez d’abord un autre propriétaire") {
				t.Errorf("%s: %d commands are closed because %q", status, n, why.Text())
			}
			for _, action := range []string{"deactivate", "close"} {
				o.browser.Post(t, a.page(), form("action", action, "confirmed", "yes"))
				if said := o.browser.Get(t, a.page()).Text("#toasts"); !o.stored(t, a.ID).Active || !strings.Contains(said, "Nommez d’abord") {
					t.Errorf("%s wall, %s: active %v, said %q", status, action, o.stored(t, a.ID).Active, said)
				}
			}
		}
		o.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", o.colleague(t, nil).ID, house.WallID)
		o.command(t, a, "deactivate")
		if o.stored(t, a.ID).Active {
			t.Error("who has handed the wall over stays active")
		}
	})
}

// Spec 02 §6.3: who owns any Business Wall of the employer, in service or not, is
// not taken out of it: the button is closed and says why. A wall of somebody
// else's organisation holds nobody back.
func TestRemoveFromOrganisation_buttonOfAnOwner(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		house, other := o.Organisation(t, "Le Phare de l’Ouest", "media"), o.Organisation(t, "Le Quai", "media")
		for _, tt := range []struct {
			employer     int64
			status, want string
		}{
			{house.ID, "active", "Nommez d’abord un autre propriétaire"},
			{house.ID, "cancelled", "Changez d’abord le Business Wall owner"},
			{other.ID, "active", ""},
			{0, "active", "ne fait partie d’aucune organisation"},
		} {
			o.Exec(t, "UPDATE members SET organisation_id = ? WHERE id = ?", sql.NullInt64{Int64: tt.employer, Valid: tt.employer != 0}, a.ID)
			o.Exec(t, "UPDATE business_walls SET owner_id = ?, status = ? WHERE id = ?", a.ID, tt.status, house.WallID)
			page := o.browser.Get(t, a.page())
			button := page.Find("[data-testid=commands] button:contains('Exclure de l’organisation')")
			_, disabled := button.Attr("disabled")
			why := page.Find("#" + button.AttrOr("aria-describedby", "none")).Text()
			if button.Length() != 1 || disabled != (tt.want != "") || !strings.Contains(why, tt.want) {
				t.Errorf("%+v: %d buttons, disabled %v because %q", tt, button.Length(), disabled, why)
			}
		}
	})
}

// active → deactivated (spec 02 §6.1): out at the next request, told by mail,
// never in the queue of registrations; reactivated by an action of its own
// (§18 U8).
func TestDeactivate_andReactivate(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		actor := access.Actor{UserID: a.ID}
		theirs := o.SignIn(t, actor)
		if got := theirs.Get(t, "/wire").Status; got != http.StatusOK {
			t.Fatalf("before: %d", got)
		}
		wantRedirect(t, o.browser.Post(t, a.page(), form("action", "deactivate", "confirmed", "yes", "back", "/admin/users?search=houat")), "/admin/users?search=houat")
		if got := theirs.Get(t, "/wire").Status; got == http.StatusOK {
			t.Error("the session goes on")
		}
		if n := o.Count(t, "SELECT count(*) FROM sessions WHERE member_id = ?", a.ID); n != 0 {
			t.Errorf("%d sessions are left", n)
		}
		m := o.stored(t, a.ID)
		if m.Active || m.ValidationStatus != member.StatusDeactivated || !m.ValidatedAt.Equal(o.Clock.Now()) {
			t.Errorf("member = %+v", m)
		}
		for _, list := range []string{"/admin/new_users", "/admin/users"} {
			if strings.Contains(o.browser.Get(t, list).Text("tbody"), a.Email) {
				t.Errorf("%s shows a deactivated account", list)
			}
		}
		wantRedirect303(t, o.browser.Get(t, a.review())) // nothing to review
		if got := o.browser.Post(t, a.review(), form("action", "validate")).Status; got != http.StatusConflict {
			t.Errorf("a deactivated account is validated: %d", got)
		}
		o.command(t, a, "deactivate")
		o.command(t, a, "reactivate")
		o.command(t, a, "reactivate")
		if m := o.stored(t, a.ID); !m.Active || m.ValidationStatus != member.StatusValidated {
			t.Errorf("member = %+v", m)
		}
		if o.audited(t, membership.ActionDeactivated, a.ID) != 1 || o.audited(t, membership.ActionReactivated, a.ID) != 1 {
			t.Error("the audit trail does not tell each once")
		}
		if o.mailAbout(t, a.Email, "Votre compte est désactivé") == "" || o.mailAbout(t, a.Email, "Votre compte est réactivé") == "" {
			t.Error("the owner is not told")
		}
	})
}

// A registration that waits is validated, never reactivated.
func TestReactivate_newcomer(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.applicant(t, nil)
		if _, err := o.Members.Reactivate(t.Context(), o.by, a.ID); err == nil {
			t.Error("a newcomer came in without review")
		}
		if _, err := o.Members.ActivateByEmail(t.Context(), membership.Operator(), a.Email); err == nil {
			t.Error("the operator let a newcomer in without review")
		}
	})
}

// The operator lists accounts, active ones or all, up to a number and says when
// there are more; closes and opens accounts by address, whatever its case (spec
// 08 §7).
func TestOperator(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		ctx, operator := t.Context(), membership.Operator()
		for range 2 {
			if _, err := o.Members.DeactivateByEmail(ctx, operator, " "+strings.ToUpper(a.Email)); err != nil {
				t.Fatal(err)
			}
		}
		if o.stored(t, a.ID).Active {
			t.Error("the account is open")
		}
		active, _, err := o.Members.Directory(ctx, operator, false, 50)
		if err != nil || len(active) != 1 || active[0].Name != "Anne Leroy" || active[0].Roles == "" {
			t.Errorf("active = %+v, %v", active, err)
		}
		if all, more, err := o.Members.Directory(ctx, operator, true, 1); err != nil || len(all) != 1 || !more || all[0].Email != a.Email {
			t.Errorf("all = %+v, %t, %v", all, more, err)
		}
		if changed, err := o.Members.ActivateByEmail(ctx, operator, a.Email); err != nil || !changed || !o.stored(t, a.ID).Active {
			t.Errorf("activated = %t, %v", changed, err)
		}
		if _, err := o.Members.ActivateByEmail(ctx, operator, "nobody@example.net"); err == nil {
			t.Error("nobody was activated")
		}
		if n := o.Count(t, "SELECT count(*) FROM audit_entries WHERE action = ? AND object_id = ? AND actor_id IS NULL", membership.ActionDeactivated, a.ID); n != 1 {
			t.Errorf("%d lines in the audit trail, want 1", n)
		}
	})
}

// Without scripts a page asks before anything is done (spec 08 §5.4), naming
// user, e-mail and organisation; with them the dialogue has asked.
func TestAct_confirmation(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		page := o.browser.Post(t, a.page(), form("action", "deactivate"))
		text := page.Text("main")
		if page.Status != http.StatusOK || !page.Has("form input[name=confirmed]") {
			t.Fatalf("no confirmation page: %d %q", page.Status, text)
		}
		for _, want := range []string{"Inès Quéméner", a.Email, "La Feuille de Houat"} {
			if !strings.Contains(text, want) {
				t.Errorf("the question does not name %q", want)
			}
		}
		if !o.stored(t, a.ID).Active {
			t.Fatal("done without asking")
		}
		sent := url.Values{}
		page.Find("main form input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
			sent.Set(s.AttrOr("name", ""), s.AttrOr("value", ""))
		})
		wantRedirect303(t, o.browser.Post(t, a.page(), sent))
		if o.stored(t, a.ID).Active {
			t.Error("confirmed and not done")
		}
		again := o.browser.HTMX(t, http.MethodPost, a.page(), form("action", "reactivate"))
		if again.Header.Get("HX-Location") == "" || !o.stored(t, a.ID).Active {
			t.Errorf("after the dialogue = %d %v", again.Status, again.Header)
		}
		wantRedirect(t, o.browser.Post(t, a.page(), form("action", "promote")), "/admin/users")
		button := o.browser.Get(t, a.page()).Find("[data-testid=commands] button[data-confirm]").First()
		if q := button.AttrOr("data-confirm", ""); !strings.Contains(q, a.Email) || !strings.Contains(q, "La Feuille de Houat") {
			t.Errorf("dialogue = %q", q)
		}
	})
}

// « Exclure de l’organisation » (spec 08 §5.6): names of employers blanked,
// leadership taken, empty organisation collected; disabled without one, and
// refused for the owner of its Business Wall, with the words of the rule.
func TestRemoveFromOrganisation(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		o.Exec(t, "INSERT INTO member_roles (member_id, role) VALUES (?, 'LEADER')", a.ID)
		o.command(t, a, "remove_org")
		m := o.stored(t, a.ID)
		if m.OrganisationID != 0 || m.ValidationStatus != member.StatusOrganisationChanged || o.roles(t, a.ID) != "PRESS_MEDIA" {
			t.Errorf("member = %+v, roles %q", m, o.roles(t, a.ID))
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL", a.OrganisationID); n != 1 {
			t.Error("the empty organisation is not collected")
		}
		page := o.browser.Get(t, a.page())
		if page.Find("[data-testid=commands] button[disabled]").Length() != 1 || !strings.Contains(page.Text("main"), "(sans organisation)") {
			t.Error("the command is offered without organisation")
		}
		b := o.colleague(t, nil)
		o.command(t, b, "deactivate")
		o.command(t, b, "remove_org")
		o.command(t, b, "reactivate") // taken out of an organisation, a closed account can still be opened
		if m := o.stored(t, b.ID); !m.Active || m.OrganisationID != 0 {
			t.Errorf("deactivated, taken out and reactivated = %+v", m)
		}
		owner := o.Persona(t, apptest.Journalist)
		o.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE organisation_id = ?", owner.UserID, owner.OrganisationID)
		path := "/admin/show_user/" + ids.Encode(owner.UserID)
		wantRedirect303(t, o.browser.Post(t, path, form("action", "remove_org", "confirmed", "yes")))
		if toast := o.browser.Get(t, path).Text(".toast1"); !strings.Contains(toast, "Business Wall owner") {
			t.Errorf("toast = %q", toast)
		}
		if o.stored(t, owner.UserID).OrganisationID != owner.OrganisationID {
			t.Error("the owner was taken out")
		}
	})
}

// Rights of an administrator: given and taken once, noted who → whom, hidden
// and without effect on oneself (spec 08 §5.4).
func TestSetAdmin(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		for range 2 {
			o.command(t, a, "grant_admin")
		}
		if got := o.roles(t, a.ID); got != "ADMIN PRESS_MEDIA" || o.audited(t, membership.ActionRoleGiven, a.ID) != 1 {
			t.Errorf("roles = %q, %d lines", got, o.audited(t, membership.ActionRoleGiven, a.ID))
		}
		if history := o.browser.Get(t, a.page()).Text("[data-testid=history]"); !strings.Contains(history, "Rôle ADMIN donné") || !strings.Contains(history, "par Anne Leroy") {
			t.Errorf("history = %q", history)
		}
		for range 2 {
			o.command(t, a, "revoke_admin")
		}
		if got := o.roles(t, a.ID); got != "PRESS_MEDIA" || o.audited(t, membership.ActionRoleTaken, a.ID) != 1 {
			t.Errorf("roles = %q", got)
		}
		own := "/admin/show_user/" + ids.Encode(o.staff.UserID)
		page := o.browser.Get(t, own)
		for _, hidden := range []string{"revoke_admin", "grant_admin", "deactivate"} {
			if page.Has("input[name=action][value=" + hidden + "]") {
				t.Errorf("%s is offered on oneself", hidden)
			}
		}
		wantRedirect303(t, o.browser.Post(t, own, form("action", "revoke_admin", "confirmed", "yes")))
		if !strings.Contains(o.roles(t, o.staff.UserID), "ADMIN") || o.audited(t, membership.ActionRoleTaken, o.staff.UserID) != 0 {
			t.Error("one took one's own rights")
		}
		if got := o.browser.Post(t, own, form("action", "deactivate", "confirmed", "yes")).Status; got != http.StatusForbidden {
			t.Errorf("deactivating oneself = %d", got)
		}
	})
}

// « Autorisations » and « Invitations » (spec 08 §5.4).
func TestMemberPage_rights(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, nil)
		page := o.browser.Get(t, a.page())
		for _, want := range []string{"Aucune autorisation.", "Aucune invitation.", "pas de BusinessWall", "Portrait"} {
			if !strings.Contains(page.Text("main"), want) {
				t.Errorf("the page does not say %q", want)
			}
		}
		wall, other := o.Organisation(t, "Radio Belle-Île", "media"), o.Organisation(t, "Canal Groix", "micro")
		now := o.Clock.Now()
		o.write(t, event.OrganisationChanged{OrganisationID: wall.ID},
			&mandate.Role{ID: o.IDs.Next(), WallID: wall.WallID, MemberID: a.ID, Role: "BWPRe", Status: mandate.Accepted, Missions: []string{}, InvitedAt: now, AnsweredAt: now},
			&mandate.Role{ID: o.IDs.Next(), WallID: other.WallID, MemberID: a.ID, Role: "BWMi", Status: "pending", Missions: []string{}, InvitedAt: now},
			&organisation.Invitation{ID: o.IDs.Next(), OrganisationID: other.ID, Email: a.Email, CreatedAt: now})
		page = o.browser.Get(t, a.page())
		if text := page.Text("[data-testid=rights]"); !strings.Contains(text, "Radio Belle-Île") || !strings.Contains(text, "PR Manager") || strings.Contains(text, "Canal Groix") {
			t.Errorf("rights = %q", text)
		}
		if text := page.Text("[data-testid=invitations]"); strings.Count(text, "Canal Groix") != 2 || strings.Contains(text, "Radio Belle-Île") {
			t.Errorf("invitations = %q", text)
		}
	})
}

// A member whose profile is missing breaks no page (spec 02 §3.1).
func TestMemberPage_withoutProfile(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.colleague(t, func(_ *member.Member, a survey.Answers) { a.Set("last_name", "<b>") })
		o.Exec(t, "DELETE FROM profiles WHERE member_id = ?", a.ID)
		if page := o.browser.Get(t, a.page()); page.Status != http.StatusOK || page.Text("h1") != "Inès <b>" {
			t.Errorf("page = %d %q", page.Status, page.Text("h1"))
		}
		if got := o.browser.Get(t, "/admin/users").Status; got != http.StatusOK {
			t.Errorf("list = %d", got)
		}
	})
}
