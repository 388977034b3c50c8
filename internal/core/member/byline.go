// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import "aipress24.com/aipress24/internal/platform/ids"

// Path is the address of a member's page on the site.
func Path(id int64) string { return "/swork/members/" + ids.Encode(id) }

// Byline is a member as the line under what they wrote, said or joined shows
// them: « Nicolas Mouriou, grand reporter @ Strada Transports ».
type Byline struct {
	ID             int64
	Name           string
	Photo          string // media name, or ""
	Community      string // survey community, which colours the ring
	JobTitle       string
	OrganisationID int64 // employer, or 0
	Organisation   string
}

// BylineColumns are the columns of a Byline in the order of Fields, about the
// member m, their profile pr and their employer mo. The portrait of who shows the
// least of themselves is kept back (spec 02 §11.1).
const BylineColumns = `m.id AS by_id, m.first_name || ' ' || m.last_name AS by_name,
       CASE WHEN pr.display_level = 0 THEN '' ELSE m.photo END AS by_photo,
       coalesce(pr.community, '') AS by_community, coalesce(nullif(pr.job_title, ''), pr.label, '') AS by_job_title,
       coalesce(m.organisation_id, 0) AS by_organisation_id, coalesce(nullif(mo.wall_name, ''), mo.name, '') AS by_organisation`

// Fields is where a row of BylineColumns is read into.
func (b *Byline) Fields() []any {
	return []any{&b.ID, &b.Name, &b.Photo, &b.Community, &b.JobTitle, &b.OrganisationID, &b.Organisation}
}
