// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mandate

import (
	"time"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// Today is the first instant, in UTC, of the day it is in Paris at now: days of
// contracts are counted there. A contract whose end is before it is over.
func Today(now time.Time) time.Time {
	y, m, d := now.In(i18n.Paris()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, i18n.Paris()).UTC()
}

// ContractOver reports whether a contract that lasts until the day of ends is
// over at now: it holds through that day. Without end, the zero time, it never
// is (spec 07 §15.6).
func ContractOver(ends, now time.Time) bool {
	return !ends.IsZero() && ends.Before(Today(now))
}

// LapsedSQL is a condition on a role wr: it came with the partnership of an
// agency whose contract was over before a day, a placeholder for Today. The
// nightly job takes such roles away; until then they give no right.
func LapsedSQL(today string) string {
	return `wr.role IN ('BWMe', 'BWPRe', 'BWPRi') AND EXISTS (SELECT 1 FROM partnerships lp
JOIN business_walls lw ON lw.id = lp.agency_id JOIN members lm ON lm.id = wr.member_id
WHERE lp.client_id = wr.wall_id AND lp.status IN ('accepted', 'active') AND lp.ends_at < ` + today + `
  AND (lw.organisation_id = lm.organisation_id OR lw.owner_id = lm.id))`
}
