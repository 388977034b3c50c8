// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/ids"
)

const invitationsPath = "/preferences/invitations"

func (x *room) insert(t *testing.T, model any) {
	t.Helper()
	if _, err := x.DB.Writer().NewInsert().Model(model).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// invite lets the member's address join an organisation.
func (x *room) invite(t *testing.T, organisationID int64) {
	t.Helper()
	m := x.account(t)
	x.insert(t, &organisation.Invitation{ID: x.IDs.Next(), OrganisationID: organisationID, Email: member.NormaliseEmail(m.Email), CreatedAt: x.Clock.Now()})
}

func (x *room) account(t *testing.T) *member.Member {
	t.Helper()
	m := &member.Member{ID: x.who.UserID}
	if err := x.DB.Writer().NewSelect().Model(m).WherePK().Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

func (x *room) employer(t *testing.T) int64 {
	t.Helper()
	return x.account(t).OrganisationID
}

// Spec 02 §12: joining needs an invitation, whatever the case of the address;
// what is not one's to do changes nothing and is not told; the organisation
// left is collected when it was only a name.
func TestInvitations_join(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		x.Exec(t, "UPDATE business_walls SET owner_id = (SELECT min(id) FROM members) WHERE owner_id = ?", x.who.UserID)
		host, stranger := x.Organisation(t, "Le Phare", "media"), x.Organisation(t, "La Vigie", "")
		left := x.Organisation(t, "Un nom", "")
		x.Exec(t, "UPDATE members SET organisation_id = ?, email = 'ada@phare.example' WHERE id = ?", left.ID, x.who.UserID)
		x.invite(t, host.ID)
		page := x.browser.Get(t, invitationsPath)
		if text := page.Text("#organisations"); !strings.Contains(text, "Un nom") || !strings.Contains(text, "Le Phare (Média)") || strings.Contains(text, "La Vigie") {
			t.Errorf("organisations = %q", text)
		}
		for _, form := range []url.Values{
			{"action": {"join_org"}, "target": {ids.Encode(stranger.ID)}}, {"action": {"join_org"}, "target": {"abc"}}, {"action": {"join_org"}},
			{"action": {"leave_org"}, "target": {ids.Encode(host.ID)}}, {"action": {"leave_org"}, "target": {"0"}},
		} {
			x.post(t, invitationsPath, form, "")
			if x.employer(t) != left.ID {
				t.Fatalf("%v moved the member", form)
			}
		}
		answer := x.browser.HTMX(t, http.MethodPost, invitationsPath, url.Values{"action": {"join_org"}, "target": {ids.Encode(host.ID)}})
		if answer.Header.Get("HX-Redirect") != invitationsPath {
			t.Errorf("joining answers %v", answer.Header)
		}
		if x.employer(t) != host.ID {
			t.Error("an invited member did not join")
		}
		if n := x.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NULL", left.ID); n != 0 {
			t.Error("an unofficial organisation without members stays")
		}
		page = x.browser.Get(t, invitationsPath)
		if strings.Count(page.Text("#organisations"), "Le Phare") != 1 || !strings.Contains(page.Text("#toasts"), "rejoint") {
			t.Errorf("after joining: %q", page.Text("main"))
		}
		x.post(t, invitationsPath, url.Values{"action": {"leave_org"}, "target": {ids.Encode(host.ID)}}, "Vous avez quitté l’organisation.")
		if x.employer(t) != 0 {
			t.Error("leaving did not")
		}
	})
}

// Spec 02 §12, §19.2: an invitation is for who reads the address. Before it is
// confirmed nobody is named and nothing is joined; the page mails a link, five
// a day at most, that confirms it.
func TestInvitations_unconfirmedAddress(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		who := app.Member(t, nil)
		x := &room{app, who, app.SignIn(t, who)}
		x.Exec(t, "UPDATE business_walls SET owner_id = (SELECT min(id) FROM members) WHERE owner_id = ?", x.who.UserID)
		x.Exec(t, "UPDATE members SET email_verified_at = NULL WHERE id = ?", x.who.UserID)
		host, before := x.Organisation(t, "Le Phare", "media"), x.employer(t)
		x.invite(t, host.ID)
		join := url.Values{"action": {"join_org"}, "target": {ids.Encode(host.ID)}}
		x.post(t, invitationsPath, join, "")
		page := x.browser.Get(t, invitationsPath)
		if x.employer(t) != before || !page.Has("[data-testid=unproven]") || strings.Contains(page.Text("main"), "Le Phare") {
			t.Fatalf("before confirming: employer %d, %q", x.employer(t), page.Text("#organisations"))
		}
		// The page of the address says so too, by the same component, and is where
		// its answer leads.
		const own = "/auth/change-email"
		ask := x.browser.Get(t, own).Find("[data-testid=unproven] form")
		if ask.AttrOr("action", "") != invitationsPath || ask.Find("[name=back]").AttrOr("value", "") != own {
			t.Errorf("the page of the address asks at %q", ask.AttrOr("action", ""))
		}
		var path string
		for i := range 6 {
			back := []string{own, invitationsPath, "https://elsewhere.example/"}[i%3]
			want := map[bool]string{true: own, false: invitationsPath}[back == own]
			if sent := x.browser.Post(t, invitationsPath, url.Values{"action": {"verify_address"}, "back": {back}}); sent.Location() != want {
				t.Errorf("asked from %q, back to %q", back, sent.Location())
			}
			x.Settle(t)
		}
		if !x.browser.Get(t, invitationsPath).Has(`#toasts [data-kind="danger"]`) {
			t.Error("a sixth link is not refused")
		}
		all, err := x.Inbox.Captured(t.Context(), 0, 50)
		if err != nil || len(all) != 5 {
			t.Fatalf("%d mails, %v", len(all), err)
		}
		if path = regexp.MustCompile(`/kyc/verify/[0-9A-Za-z_-]+`).FindString(all[0].Text); path == "" || all[0].Recipient != x.account(t).Email {
			t.Fatalf("mail to %s: %s", all[0].Recipient, all[0].Text)
		}
		if done := x.browser.Post(t, path, nil); done.Status != http.StatusOK || !strings.Contains(done.Text("main"), "confirmée") {
			t.Errorf("confirming = %d: %s", done.Status, done.Text("main"))
		}
		if page := x.browser.Get(t, invitationsPath); page.Has("[data-testid=unproven]") || !strings.Contains(page.Text("#organisations"), "Le Phare") || x.browser.Get(t, own).Has("[data-testid=unproven]") {
			t.Errorf("afterwards: %q", page.Text("#organisations"))
		}
		x.post(t, invitationsPath, join, "Vous avez rejoint l’organisation.")
		if x.employer(t) != host.ID {
			t.Error("who has confirmed does not join")
		}
	})
}

// Spec 02 §12: the owner of a Business Wall neither leaves nor joins elsewhere;
// a missing action is 400, an unknown one leads to the preferences.
func TestInvitations_refusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		at, other := x.employer(t), x.Organisation(t, "Ailleurs", "")
		x.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE organisation_id = ?", x.who.UserID, at)
		x.invite(t, other.ID)
		if page := x.browser.Get(t, invitationsPath); page.Has(`[value="leave_org"]`) || !strings.Contains(page.Text("#organisations"), "transmettez d’abord ce rôle") {
			t.Errorf("the owner is offered to leave: %q", page.Text("#organisations"))
		}
		for action, target := range map[string]int64{"leave_org": at, "join_org": other.ID} {
			page := x.browser.Post(t, invitationsPath, url.Values{"action": {action}, "target": {ids.Encode(target)}})
			if page.Location() != invitationsPath || x.employer(t) != at {
				t.Errorf("%s by the owner = %d, employer %d", action, page.Status, x.employer(t))
			}
			if !x.browser.Get(t, invitationsPath).Has(`#toasts [data-kind="danger"]`) {
				t.Errorf("%s: the owner is not told why", action)
			}
		}
		if page := x.browser.Post(t, invitationsPath, url.Values{"target": {"1"}}); page.Status != http.StatusBadRequest {
			t.Errorf("without action = %d", page.Status)
		}
		if page := x.browser.Post(t, invitationsPath, url.Values{"action": {"erase"}}); page.Location() != "/preferences" {
			t.Errorf("unknown action leads to %q", page.Location())
		}
	})
}

// Spec 02 §12: roles and partnerships by status, on active Business Walls, those
// that wait with a link to where they are answered, as in the mail (07 §9); the
// end of a partnership is confirmed by the agency's side only, once revoked.
func TestInvitations_rolesAndPartnerships(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		offered, held, closed := x.Organisation(t, "Mur proposé", "media"), x.Organisation(t, "Mur tenu", "pr"), x.Organisation(t, "Mur fermé", "pr")
		x.Exec(t, "UPDATE business_walls SET status = 'suspended' WHERE id = ?", closed.WallID)
		for wall, status := range map[int64]string{offered.WallID: mandate.Pending, held.WallID: mandate.Accepted, closed.WallID: mandate.Pending} {
			x.insert(t, &mandate.Role{ID: x.IDs.Next(), WallID: wall, MemberID: x.who.UserID, Role: "BWMi", Status: status, Missions: []string{}, InvitedAt: x.Clock.Now()})
		}
		mine := x.who.WallID
		x.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", x.who.UserID, mine)
		partner := func(client, agency int64, status string) int64 {
			p := &mandate.Partnership{ID: x.IDs.Next(), ClientID: client, AgencyID: agency, Status: status, InvitedBy: x.who.UserID, InvitedAt: x.Clock.Now()}
			x.insert(t, p)
			return p.ID
		}
		invited, revoked := partner(offered.WallID, mine, mandate.PartnershipInvited), partner(held.WallID, mine, mandate.PartnershipRevoked)
		ours := partner(mine, held.WallID, mandate.PartnershipRevoked)
		x.Exec(t, "UPDATE partnerships SET ends_at = ? WHERE id = ?", x.Clock.Now().AddDate(2, 0, 0), invited) // not when it was offered
		page := x.browser.Get(t, invitationsPath)
		if text := page.Text("#partnerships"); !strings.Contains(text, x.Clock.Now().Format("02/01/2006")) {
			t.Errorf("the partnership was offered today: %q", text)
		}
		for id, want := range map[string]string{"#roles-offered": "Mur proposé", "#roles-held": "Confirmé", "#partnerships": "Mur proposé", "#ended": x.Clock.Now().Format("02/01/2006")} {
			if text := page.Text(id); !strings.Contains(text, want) || strings.Contains(text, "Mur fermé") {
				t.Errorf("%s = %q", id, text)
			}
		}
		links := map[string]string{
			"#roles-offered": mandate.RoleInvitationPath(offered.WallID, "BWMi", x.who.UserID),
			"#partnerships":  mandate.PartnershipInvitationPath(mine, invited),
		}
		for id, want := range links {
			if got := page.Find(id+" a").AttrOr("href", ""); got != want {
				t.Errorf("the invitation in %s is at %q, want %q", id, got, want)
			}
			if answer := x.browser.Get(t, want); answer.Status != http.StatusOK || !answer.Has(`form [value="accept"]`) {
				t.Errorf("%s = %d, nothing to accept", want, answer.Status)
			}
		}
		if n := page.Find("main .rows a").Length(); n != len(links) {
			t.Errorf("%d links, want %d: what is held is not answered again", n, len(links))
		}
		for _, id := range []string{ids.Encode(invited), ids.Encode(ours), "abc", ""} {
			x.post(t, invitationsPath, url.Values{"action": {"ack_revoked_partnership"}, "partnership_id": {id}}, "")
		}
		left := func() int {
			return x.Count(t, "SELECT count(*) FROM partnerships WHERE id IN (?)", bun.List([]int64{invited, revoked, ours}))
		}
		if left() != 3 {
			t.Errorf("%d partnerships left, want 3", left())
		}
		x.post(t, invitationsPath, url.Values{"action": {"ack_revoked_partnership"}, "partnership_id": {ids.Encode(revoked)}}, "confirmée")
		if left() != 2 || x.browser.Get(t, invitationsPath).Has("#ended") {
			t.Error("the end of a partnership was not confirmed")
		}
	})
}

// Spec 07 §9: only the owner of the agency answers a partnership; the others of
// the agency read who does, and no link that would refuse them.
func TestInvitations_partnershipOfTheOwner(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		client, boss := x.Organisation(t, "Le Phare", "media"), x.Member(t, nil)
		x.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", boss.UserID, x.who.WallID)
		x.insert(t, &mandate.Partnership{ID: x.IDs.Next(), ClientID: client.WallID, AgencyID: x.who.WallID, Status: mandate.PartnershipInvited, InvitedBy: x.who.UserID, InvitedAt: x.Clock.Now()})
		page := x.browser.Get(t, invitationsPath)
		if text := page.Text("#partnerships"); !strings.Contains(text, "La réponse revient à") || page.Has("#partnerships a") {
			t.Errorf("a colleague of the owner reads %q", text)
		}
	})
}

// The invitations of others are not one's own.
func TestInvitations_ofOthers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		host := x.Organisation(t, "Le Phare", "media")
		x.invite(t, host.ID)
		other := &room{x.App, x.Member(t, nil), nil}
		other.browser = x.SignIn(t, other.who)
		before := other.employer(t)
		other.post(t, invitationsPath, url.Values{"action": {"join_org"}, "target": {ids.Encode(host.ID)}}, "")
		if other.employer(t) != before || strings.Contains(other.browser.Get(t, invitationsPath).Text("main"), "Le Phare") {
			t.Error("somebody else's invitation was used")
		}
		if page := x.Browser(t).Post(t, invitationsPath, url.Values{"action": {"join_org"}}); page.Status != http.StatusUnauthorized {
			t.Errorf("a visitor gets %d", page.Status)
		}
	})
}
