// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

// ReleasesOfSQL is a query of the press releases, as id, that are an
// organisation's by the given parameter: those that appear under it, and those
// that its active members have written for another publisher. One written by a
// member of the publisher itself is there once (spec 05 §5.2). Visibility is the
// caller's condition.
func ReleasesOfSQL(organisation string) string {
	return `SELECT u.id FROM posts u WHERE u.publisher_id = ` + organisation + ` AND u.kind = 'press_release' AND u.deleted_at IS NULL
UNION SELECT d.id FROM members dm JOIN posts d ON d.owner_id = dm.id AND d.kind = 'press_release' AND d.publisher_id IS NOT NULL AND d.deleted_at IS NULL
WHERE dm.organisation_id = ` + organisation + ` AND dm.active = TRUE AND dm.deleted_at IS NULL`
}
