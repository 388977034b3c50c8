// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import "aipress24.com/aipress24/internal/platform/ids"

// Path is the address of a member's page on the site, or "" for 0: who has left
// has none.
func Path(id int64) string {
	if id == 0 {
		return ""
	}
	return "/swork/members/" + ids.Encode(id)
}

// Byline is a member as the line under what they wrote, said or joined shows
// them: « Nicolas Mouriou, grand reporter @ Strada Transports ».
type Byline struct {
	ID             int64 // 0: nobody whose page may be opened
	Name           string
	Photo          string // media name, or ""
	Community      string // survey community, which colours the ring
	JobTitle       string
	OrganisationID int64 // employer, or 0
	Organisation   string
}

// IsOpen reports in SQL whether the account of m is open. Of who is deactivated,
// closed or deleted a byline keeps the name: no page, portrait, profession nor
// employer (spec 02 §6.1, §13).
const IsOpen = `(m.active AND m.deleted_at IS NULL)`

// BylineColumns are the columns of a Byline in the order of Fields, about the
// member m, their profile pr and their employer mo. The portrait of who shows the
// least of themselves is kept back (spec 02 §11.1), and of who has left all but
// the name. By whose organisation something was written stays known.
const BylineColumns = `CASE WHEN ` + IsOpen + ` THEN m.id ELSE 0 END AS by_id, m.first_name || ' ' || m.last_name AS by_name,
       CASE WHEN NOT ` + IsOpen + ` OR pr.display_level = 0 THEN '' ELSE m.photo END AS by_photo,
       CASE WHEN ` + IsOpen + ` THEN coalesce(pr.community, '') ELSE '' END AS by_community,
       CASE WHEN ` + IsOpen + ` THEN coalesce(nullif(pr.job_title, ''), pr.label, '') ELSE '' END AS by_job_title,
       coalesce(m.organisation_id, 0) AS by_organisation_id,
       CASE WHEN ` + IsOpen + ` THEN coalesce(nullif(mo.wall_name, ''), mo.name, '') ELSE '' END AS by_organisation`

// Fields is where a row of BylineColumns is read into.
func (b *Byline) Fields() []any {
	return []any{&b.ID, &b.Name, &b.Photo, &b.Community, &b.JobTitle, &b.OrganisationID, &b.Organisation}
}
