// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package media

// releaseCaredFor says that the actor wrote the press release of a link, or
// takes care of its publisher's releases, as access.Actor.ReleasesFor decides
// it. While it is a draft, or under embargo, nobody else sees its pictures.
const releaseCaredFor = `(l.kind = 'press_release' AND EXISTS (SELECT 1 FROM press_releases re WHERE re.id = l.object_id AND re.deleted_at IS NULL AND (re.owner_id = $2 OR EXISTS (
  SELECT 1 FROM wall_roles wr JOIN business_walls bw ON bw.id = wr.wall_id AND bw.status = 'active' AND bw.organisation_id = re.publisher_id
  WHERE wr.member_id = $2 AND wr.status = 'accepted'
    AND (wr.role = 'BW_OWNER' OR wr.role IN ('BWPRi', 'BWPRe') AND CAST(wr.missions AS TEXT) LIKE '%"press_release"%')))))`
