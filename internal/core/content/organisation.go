// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

// ReleasesOfSQL is a query of the press releases, as id, that are an
// organisation's by the given parameter: those that appear under it, and those
// that its active members have written for another publisher. One written by a
// member of the publisher itself is there once (spec 05 §5.2). Visibility is the
// caller's condition.
func ReleasesOfSQL(organisation string) string {
	return ofOrganisation("posts", " AND k.kind = 'press_release'", organisation)
}

// EventsOfSQL is the same of events, which have a table of their own.
func EventsOfSQL(organisation string) string { return ofOrganisation("event_posts", "", organisation) }

// ofOrganisation has a branch for each index: of publishers, and of authors.
func ofOrganisation(table, kind, organisation string) string {
	return `SELECT k.id FROM ` + table + ` k WHERE k.publisher_id = ` + organisation + kind + ` AND k.deleted_at IS NULL
UNION SELECT k.id FROM members dm JOIN ` + table + ` k ON k.owner_id = dm.id` + kind + ` AND k.publisher_id IS NOT NULL AND k.deleted_at IS NULL
WHERE dm.organisation_id = ` + organisation + ` AND dm.active = TRUE AND dm.deleted_at IS NULL`
}
