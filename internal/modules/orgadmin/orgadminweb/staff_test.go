// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/ids"
)

// « Liste membres »: direct join and removal without invitation, whatever the
// case and the blanks; unknown and inactive addresses are named and ignored;
// owners stay (spec 08 §5.5, §5.6, §13.10).
func TestSaveStaff(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		owner, leaver := o.owner(t, org), o.colleague(t, "La Criée", "media")
		joiner, inactive := o.colleague(t, "Presse Auto", ""), o.Persona(t, apptest.Inactive)
		auto := o.employer(t, joiner)
		shown := o.email(t, owner) + "\n" + o.email(t, leaver)
		text := "  " + strings.ToUpper(o.email(t, joiner)) + " ;\n" + o.email(t, inactive) + ", nobody@example.net\nnonsense"
		p := o.post(t, page(org.ID)+"/members", "confirmed", "yes", "shown", shown, "emails", text)
		toast := o.toast(t, p)
		wantHas(t, toast, "ajoutés : 1 ; retirés : 1", o.email(t, inactive), "nobody@example.net", "nonsense", "laissés en place : "+o.email(t, owner))
		if o.employer(t, owner) != org.ID || o.employer(t, leaver) != 0 || o.employer(t, joiner) != org.ID {
			t.Error("not who the list says")
		}
		if n := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL", auto); n != 1 {
			t.Error("the organisation left empty is not collected")
		}
		o.Settle(t)
		if n := o.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ?", leaver.UserID); n != 1 {
			t.Errorf("who was removed has %d bells", n)
		}
		// Somebody who joined meanwhile was not on the page, and stays.
		late := o.colleague(t, "La Criée", "media")
		o.post(t, page(org.ID)+"/members", "confirmed", "yes", "shown", o.email(t, joiner), "emails", o.email(t, joiner))
		if o.employer(t, late) != org.ID {
			t.Error("who was not shown was removed")
		}
	})
}

// Who owns the wall of another organisation does not leave it, even by being
// added elsewhere (spec 08 §5.6).
func TestSaveStaff_ownerElsewhere(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		home, away := o.Organisation(t, "La Criée", "media"), o.Organisation(t, "Presse Auto", "")
		owner := o.owner(t, home)
		for _, status := range []string{"active", "cancelled"} {
			o.Exec(t, "UPDATE business_walls SET status = ? WHERE id = ?", status, home.WallID)
			p := o.post(t, page(away.ID)+"/members", "confirmed", "yes", "emails", o.email(t, owner))
			wantHas(t, o.browser.Get(t, "/admin/orgs").Text(".toast1")+o.toast(t, p), o.email(t, owner))
			if o.employer(t, owner) != home.ID {
				t.Errorf("%s: the owner left", status)
			}
			o.Exec(t, "UPDATE organisations SET deleted_at = NULL, active = TRUE WHERE id = ?", away.ID) // nobody was in it
		}
	})
}

// When the list is emptied the organisation goes, and the list of organisations
// follows (spec 08 §5.5).
func TestSaveStaff_nobodyLeft(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		who := o.colleague(t, "Presse Auto", "")
		id := o.employer(t, who)
		p := o.post(t, page(id)+"/members", "confirmed", "yes", "shown", o.email(t, who), "emails", "", "back", "/admin/orgs?search=presse")
		if p.Location() != "/admin/orgs?search=presse" {
			t.Errorf("leads to %q", p.Location())
		}
		wantHas(t, o.toast(t, p), "elle a été supprimée")
	})
}

// Without scripts a page asks before a list of members is saved and before two
// organisations become one: what was sent is in its form.
func TestQuestions_withoutScripts(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		who, twin := o.colleague(t, "La Criée", "media"), o.Organisation(t, "La Crié", "")
		for path, sent := range map[string]url.Values{
			page(org.ID) + "/members":                 form("shown", o.email(t, who), "emails", ""),
			"/admin/merge_org/" + ids.Encode(twin.ID): form("into", ids.Encode(org.ID)),
		} {
			p := o.browser.Post(t, path, sent)
			if p.Status != http.StatusOK || !p.Has("main input[name=confirmed]") {
				t.Fatalf("%s = %d, without asking", path, p.Status)
			}
			again := url.Values{}
			fields := p.Find("main form[method=post] input[type=hidden]")
			for i := range fields.Nodes {
				again.Set(fields.Eq(i).AttrOr("name", ""), fields.Eq(i).AttrOr("value", ""))
			}
			for name := range sent {
				if again.Get(name) != sent.Get(name) {
					t.Errorf("%s: %s = %q", path, name, again.Get(name))
				}
			}
			if p = o.browser.Post(t, p.Find("main form[method=post]").AttrOr("action", ""), again); p.Status != http.StatusSeeOther {
				t.Errorf("%s, when sure = %d", path, p.Status)
			}
		}
		if gone := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL", twin.ID); gone != 1 || o.employer(t, who) != 0 {
			t.Errorf("merged %d, employer %d", gone, o.employer(t, who))
		}
	})
}

// « Liste invitations »: normalised, added once, cancelled when removed, told by
// mail and bell; unofficial organisations invite nobody (spec 08 §5.5, §5.7).
func TestSaveInvitations(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		o.owner(t, org)
		guest := o.colleague(t, "Presse Auto", "")
		path := page(org.ID) + "/invitations"
		wantHas(t, o.toast(t, o.post(t, path, "emails", " "+strings.ToUpper(o.email(t, guest))+"\nnew@example.net ; NEW@example.net\nnonsense")), "envoyées : 2 ; annulées : 0")
		wantHas(t, o.toast(t, o.post(t, path, "emails", o.email(t, guest))), "envoyées : 0 ; annulées : 1")
		o.Settle(t)
		if o.BellsOf(t, guest) != 1 {
			t.Errorf("the guest has %d bells", o.BellsOf(t, guest))
		}
		wantHas(t, o.toast(t, o.post(t, path, "emails", "")), "envoyées : 0 ; annulées : 1")
		auto := o.Organisation(t, "Presse Auto", "")
		wantHas(t, o.toast(t, o.post(t, page(auto.ID)+"/invitations", "emails", "a@example.net")), "pas de Business Wall actif")
	})
}

// The guards of « Changer le BW owner », in order, each in its words and with
// what was typed; then the change (spec 08 §5.5, 07 §12).
func TestChangeOwner(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		org := o.Organisation(t, "La Criée", "media")
		former := o.owner(t, org)
		rival := o.owner(t, o.Organisation(t, "Le Phare", "media"))
		next, inactive := o.colleague(t, "Presse Auto", ""), o.Persona(t, apptest.Inactive)
		path := "/admin/change_bw_owner/" + ids.Encode(org.ID)
		if got := o.browser.Get(t, path).Find("input[name=email]").AttrOr("value", ""); got != o.email(t, former) {
			t.Errorf("prefilled with %q", got)
		}
		for _, refusal := range []struct{ email, says string }{
			{" ", "adresse e-mail"},
			{"nobody@example.net", "Aucun membre actif"},
			{o.email(t, inactive), "Aucun membre actif"},
			{o.email(t, former), "déjà le Business Wall Owner"},
			{o.email(t, rival), "propriétaire d’un autre Business Wall"},
		} {
			p := o.browser.Post(t, path, form("email", refusal.email))
			if p.Status != http.StatusUnprocessableEntity || p.Find("input[name=email]").AttrOr("value", "") != strings.TrimSpace(refusal.email) {
				t.Errorf("%q = %d", refusal.email, p.Status)
			}
			wantHas(t, p.Text("form"), refusal.says)
		}
		p := o.post(t, path, "email", "  "+strings.ToUpper(o.email(t, next)))
		wantHas(t, o.toast(t, p), "nouveau BW owner")
		if o.employer(t, next) != org.ID || o.employer(t, former) != org.ID {
			t.Error("the new owner does not work there, or the former does not any more")
		}
		if n := o.Count(t, "SELECT count(*) FROM wall_roles WHERE wall_id = ? AND role = 'BW_OWNER' AND status = 'accepted' AND member_id = ?", org.WallID, next.UserID); n != 1 {
			t.Error("no accepted role")
		}
		if n := o.Count(t, "SELECT count(*) FROM wall_roles WHERE wall_id = ? AND role = 'BW_OWNER' AND member_id = ?", org.WallID, former.UserID); n != 0 {
			t.Error("the former owner keeps the role")
		}
		auto := o.Organisation(t, "Sans mur", "")
		for range 2 {
			p := o.browser.Get(t, "/admin/change_bw_owner/"+ids.Encode(auto.ID))
			if p.Status != http.StatusSeeOther || p.Location() != page(auto.ID) {
				t.Errorf("without a wall = %d to %q", p.Status, p.Location())
			}
		}
	})
}

// An unofficial organisation is merged into another of the same or another name:
// people, invitations, followers, publications; then it is gone. Official ones
// are not merged away (spec 07 §15.13).
func TestMerge(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		official := o.Organisation(t, "La Criée", "media")
		o.owner(t, official)
		who := o.colleague(t, "La Crié", "")
		twin := o.employer(t, who)
		fan := o.colleague(t, "Ailleurs", "")
		if err := o.Follows.Set(t.Context(), fan, "organisation", twin, true); err != nil {
			t.Fatal(err)
		}
		o.Posts(t, who, 1, func(_ int, p *content.Post) { p.PublisherID, p.OutletID = twin, twin })
		for _, org := range []int64{twin, official.ID} {
			o.insert(t, &organisation.Invitation{ID: o.IDs.Next(), OrganisationID: org, Email: "both@example.net", CreatedAt: o.Clock.Now()})
		}
		path := "/admin/merge_org/" + ids.Encode(twin)
		found := o.browser.Get(t, path+"?search=criée").Find("[data-testid=targets] input[name=into]")
		if found.Length() != 1 || found.AttrOr("value", "") != ids.Encode(official.ID) {
			t.Fatalf("%d targets", found.Length())
		}
		wantHas(t, o.browser.Get(t, path+"?search=zzz").Text("main"), "Aucune organisation")
		wantHas(t, o.toast(t, o.post(t, path, "confirmed", "yes", "into", ids.Encode(twin))), "Choisissez une autre organisation")
		if p := o.post(t, path, "confirmed", "yes", "into", ids.Encode(official.ID)); p.Location() != page(official.ID) {
			t.Errorf("leads to %q", p.Location())
		}
		if o.employer(t, who) != official.ID {
			t.Error("people are left behind")
		}
		for query, want := range map[string]int{
			"SELECT count(*) FROM follows WHERE kind = 'organisation' AND target_id = ?":                     1,
			"SELECT count(*) FROM organisation_invitations WHERE organisation_id = ?":                        1,
			"SELECT count(*) FROM posts WHERE publisher_id = ?0 AND outlet_id = ?0":                          1,
			"SELECT count(*) FROM audit_entries WHERE action = 'organisation.merged_from' AND object_id = ?": 1,
		} {
			if got := o.Count(t, query, official.ID); got != want {
				t.Errorf("%s = %d, want %d", query, got, want)
			}
		}
		if got := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL", twin); got != 1 {
			t.Error("the twin is still there")
		}
		back := "/admin/merge_org/" + ids.Encode(official.ID)
		wantHas(t, o.toast(t, o.post(t, back, "confirmed", "yes", "into", ids.Encode(o.employer(t, fan)))), "Business Wall associé")
		if p := o.browser.Get(t, back); p.Status != http.StatusSeeOther {
			t.Errorf("the page to merge an official one = %d", p.Status)
		}
	})
}

// Organisations of one name point at each other.
func TestTwins(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a, b := o.Organisation(t, "La Criée", "media"), o.Organisation(t, "la criée", "")
		for id, other := range map[int64]int64{a.ID: b.ID, b.ID: a.ID} {
			if !o.browser.Get(t, page(id)).Has("[data-testid=twins] a[href='" + page(other) + "']") {
				t.Errorf("%d does not know of %d", id, other)
			}
		}
	})
}

// Garbage collection, « all » variant: unofficial organisations without anybody
// and without any wall go, and their number is told; twice changes nothing (spec
// 08 §5.6).
func TestCollect(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		empty, kept, draft := o.Organisation(t, "Vide", ""), o.Organisation(t, "Occupée", ""), o.Organisation(t, "En cours", "media")
		o.colleague(t, "Occupée", "")
		o.Exec(t, "UPDATE business_walls SET status = 'draft' WHERE id = ?", draft.WallID)
		o.Exec(t, "UPDATE organisations SET wall_id = NULL, wall_type = '', wall_name = '' WHERE id = ?", draft.ID)
		wantHas(t, o.browser.Get(t, "/admin/orgs").Text("[data-testid=collect]"), "1 organisation")
		wantHas(t, o.toast(t, o.post(t, "/admin/orgs")), "vides supprimées : 1")
		wantHas(t, o.toast(t, o.post(t, "/admin/orgs")), "vides supprimées : 0")
		for id, want := range map[int64]int{empty.ID: 1, kept.ID: 0, draft.ID: 0} {
			if got := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL", id); got != want {
				t.Errorf("organisation %d: %d", id, got)
			}
		}
	})
}
