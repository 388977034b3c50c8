// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/ids"
)

// An invitation is the invitee's: reading changes nothing, a first answer does,
// a second one does not (spec 07 §9).
func TestAnswerRole_byTheInviteeOnly(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		invitee := o.people["member"]
		id := o.hold(t, o.wall.WallID, invitee, access.InternalManager)
		o.Exec(t, "UPDATE wall_roles SET status = 'pending', answered_at = NULL WHERE id = ?", id)
		path := "/BW/confirm-role-invitation/" + ids.Encode(o.wall.WallID) + "/BWMi/" + ids.Encode(invitee.UserID)
		accept := url.Values{"action": {"accept"}}
		for name, who := range o.people {
			if name == "member" {
				continue
			}
			browser := o.SignIn(t, who)
			if page := browser.Get(t, path); page.Location() != closed {
				t.Errorf("%s reads it: %d", name, page.Status)
			}
			browser.Post(t, path, accept)
		}
		browser := o.SignIn(t, invitee)
		if page := browser.Get(t, path); page.Status != http.StatusOK || page.Find("main form button").Length() != 2 {
			t.Fatalf("the invitee sees %d: %s", page.Status, page.Text("main"))
		}
		accepted := "SELECT count(*) FROM wall_roles WHERE id = ? AND status = 'accepted'"
		if o.Count(t, accepted, id) != 0 {
			t.Fatal("reading or a stranger accepts")
		}
		browser.Post(t, path, accept)
		browser.Post(t, path, url.Values{"action": {"reject"}})
		if o.Count(t, accepted, id) != 1 {
			t.Error("the first answer does not stand")
		}
		if page := browser.Get(t, path); page.Find("main form").Length() != 0 || !strings.Contains(page.Text("main"), "accepté") {
			t.Errorf("the outcome is not shown: %s", page.Text("main"))
		}
	})
}

// Only the owner of the agency answers a partnership (spec 07 §9, §12).
func TestAnswerPartnership_byTheAgencyOwnerOnly(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		o.Exec(t, "DELETE FROM partnerships WHERE agency_id = ?", o.agency.WallID)
		id := o.partner(t, o.agency.WallID, mandate.PartnershipInvited)
		path := "/BW/confirm-partnership-invitation/" + ids.Encode(o.agency.WallID) + "/" + ids.Encode(id)
		accept := url.Values{"action": {"accept"}}
		for name, who := range o.people {
			if name != "agency owner" {
				o.check(t, name+" answers", false, o.SignIn(t, who).Post(t, path, accept))
			}
		}
		owner := o.SignIn(t, o.people["agency owner"])
		owner.Get(t, path)
		if o.Count(t, "SELECT count(*) FROM partnerships WHERE id = ? AND status = 'invited'", id) != 1 {
			t.Fatal("reading or a stranger answers")
		}
		owner.Post(t, path, accept)
		if o.Count(t, "SELECT count(*) FROM partnerships WHERE id = ? AND status = 'active'", id) != 1 {
			t.Error("the owner's acceptance does not count")
		}
		if page := owner.Get(t, path); !strings.Contains(page.Text("main"), "Partenariat accepté") {
			t.Errorf("the outcome is not shown: %s", page.Text("main"))
		}
	})
}
