// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"net/http"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/access"
)

// The history says who did what to whom, on the page and in the exported file
// (spec 07 §15.5).
func TestHistory_saysWhom(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		o.Exec(t, "UPDATE members SET first_name = 'Ada', last_name = '=Faux' WHERE id = ?", o.people["BWMi"].UserID)
		id := o.Count(t, "SELECT id FROM wall_roles WHERE wall_id = ? AND member_id = ? AND role = ?", o.wall.WallID, o.people["BWMi"].UserID, string(access.InternalManager))
		if err := o.BusinessWalls.Roles.Remove(t.Context(), o.people["owner"], o.wall.WallID, int64(id)); err != nil {
			t.Fatal(err)
		}
		b := o.as(t, "owner")
		page := b.Get(t, "/BW/history")
		if text := page.Text("main"); !strings.Contains(text, "Ada =Faux, Business Wall Manager (interne)") || !page.Has(`a[href="/BW/history/export"]`) {
			t.Errorf("history: %s", text)
		}
		file := b.Get(t, "/BW/history/export")
		if file.Status != http.StatusOK || !strings.Contains(file.Header.Get("Content-Disposition"), ".csv") || !strings.Contains(file.Body, "Ada =Faux, Business Wall Manager") {
			t.Errorf("export: %d %q", file.Status, file.Body)
		}
	})
}

// A union has Press Managers, everybody else PR Managers (spec 07 §3).
func TestRoles_ofUnion(t *testing.T) {
	each(t, func(t *testing.T, o *town) {
		b := o.as(t, "owner")
		for kind, says := range map[string]string{"union": "Press Manager (interne)", "leaders_experts": "PR Manager (interne)"} {
			o.Exec(t, "UPDATE business_walls SET type = ? WHERE id = ?", kind, o.wall.WallID)
			if text := b.Get(t, "/BW/manage-internal-roles").Text("main"); !strings.Contains(text, says) {
				t.Errorf("%s: %q is not in %q", kind, says, text)
			}
		}
	})
}
