// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// The columns of a byline are read into its fields, in their order; the portrait
// of who shows the least is kept back (spec 02 §11.1), and of who has left all but
// the name (§6.1, §13).
func TestBylineColumnsAreItsFields(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		shown := member.Byline{
			ID: 7, Name: "Ada Lovelace", Photo: "ada.webp", Community: "PRESS_MEDIA", JobTitle: "Journaliste", OrganisationID: 8, Organisation: "Strada",
		}
		masked, left := shown, member.Byline{Name: "Ada Lovelace", OrganisationID: 8}
		masked.Photo = ""
		for _, tt := range []struct {
			level   int
			active  bool
			deleted string
			want    member.Byline
		}{
			{0, true, "NULL", masked}, {1, true, "NULL", shown}, {1, false, "NULL", left}, {1, true, "'2026-11-22'", left},
		} {
			var b member.Byline
			err := db.Reader().NewRaw(`SELECT `+member.BylineColumns+`
FROM (SELECT 7 AS id, 'Ada' AS first_name, 'Lovelace' AS last_name, 'ada.webp' AS photo, 8 AS organisation_id, ? AS active, `+tt.deleted+` AS deleted_at) m
CROSS JOIN (SELECT CAST(? AS BIGINT) AS display_level, 'PRESS_MEDIA' AS community, '' AS job_title, 'Journaliste' AS label) pr
CROSS JOIN (SELECT 8 AS id, 'Strada SAS' AS name, 'Strada' AS wall_name) mo`, tt.active, tt.level).Scan(t.Context(), b.Fields()...)
			if err != nil || b != tt.want {
				t.Errorf("at level %d, active %v, deleted %s, a byline reads %+v, %v, want %+v", tt.level, tt.active, tt.deleted, b, err, tt.want)
			}
		}
	})
}
