// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/ids"
)

// A browser without a date picker sends what was typed: a date that cannot be
// read is told, and changes nothing (spec 07 §7.9).
func TestPartners_unreadableDates(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		const path = "/BW/manage-external-partners"
		var id int64
		if err := o.DB.Reader().NewRaw("SELECT id FROM partnerships WHERE client_id = ?", o.wall.WallID).Scan(t.Context(), &id); err != nil {
			t.Fatal(err)
		}
		contract := url.Values{"action": {"contract"}, "partnership": {ids.Encode(id)}, "starts": {"2026-07-01"}, "ends": {"31/12/2099"}, "notes": {"Lot 2"}}
		browser := o.as(t, "owner")
		browser.Post(t, path, contract)
		if text := browser.Get(t, path).Text("body"); !strings.Contains(text, "Écrivez les dates du contrat") {
			t.Errorf("nothing is told: %s", text)
		}
		saved := func() int {
			return o.Count(t, "SELECT count(*) FROM partnerships WHERE id = ? AND notes = 'Lot 2' AND ends_at IS NOT NULL", id)
		}
		if saved() != 0 {
			t.Error("a contract with an unreadable end is saved")
		}
		contract.Set("ends", "2099-12-31")
		if browser.Post(t, path, contract); saved() != 1 {
			t.Error("a readable contract is not saved")
		}
	})
}

// An invitation that is refused is shown again as it was typed, with the reason.
func TestPartners_refusedInvitationKeepsWhatWasTyped(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		const path = "/BW/manage-external-partners"
		page := o.as(t, "owner").Post(t, path, url.Values{
			"action": {"invite"}, "agency": {""}, "message": {"Notre <campagne> de printemps"}, "starts": {"2026-12-01"}, "ends": {"2027-03-31"},
		})
		if page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Text("[role=alert]"), "Invitation impossible") {
			t.Errorf("refused = %d: %s", page.Status, page.Text("main"))
		}
		if page.Text("#message") != "Notre <campagne> de printemps" || !page.Has(`#invite-starts[value="2026-12-01"]`) || !page.Has(`#invite-ends[value="2027-03-31"]`) {
			t.Errorf("what was typed is lost: %q", page.Text("#message"))
		}
	})
}
