// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// The columns of a byline are read into its fields, in their order, and the
// portrait of who shows the least is kept back (spec 02 §11.1).
func TestBylineColumnsAreItsFields(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		for level, photo := range map[int]string{0: "", 1: "ada.webp"} {
			var b member.Byline
			err := db.Reader().NewRaw(`SELECT `+member.BylineColumns+`
FROM (SELECT 7 AS id, 'Ada' AS first_name, 'Lovelace' AS last_name, 'ada.webp' AS photo, 8 AS organisation_id) m
CROSS JOIN (SELECT CAST(? AS BIGINT) AS display_level, 'PRESS_MEDIA' AS community, '' AS job_title, 'Journaliste' AS label) pr
CROSS JOIN (SELECT 8 AS id, 'Strada SAS' AS name, 'Strada' AS wall_name) mo`, level).Scan(t.Context(), b.Fields()...)
			want := member.Byline{
				ID: 7, Name: "Ada Lovelace", Photo: photo, Community: "PRESS_MEDIA", JobTitle: "Journaliste", OrganisationID: 8, Organisation: "Strada",
			}
			if err != nil || b != want {
				t.Errorf("at level %d a byline reads %+v, %v, want %+v", level, b, err, want)
			}
		}
	})
}
