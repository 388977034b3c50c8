// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mandate

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// Mission is something that a Business Wall lets its PR managers publish
// (spec 07 §4.4, §7.10).
type Mission string

// The missions in use.
const (
	PressReleases   Mission = "press_release"
	Events          Mission = "events"
	JobMissions     Mission = "missions"
	Projects        Mission = "projects"
	Internships     Mission = "internships"
	Apprenticeships Mission = "apprenticeships"
	Doctorates      Mission = "doctoral"
)

// Missions lists the seven, in the order they are shown.
func Missions() []Mission {
	return []Mission{PressReleases, Events, JobMissions, Projects, Internships, Apprenticeships, Doctorates}
}

// ErrMayNotPublish refuses to publish for an organisation without its mandate.
var ErrMayNotPublish = errs.New(errs.Forbidden, "wall.may_not_publish")

// publishable lists the organisations that a member (?0) may publish for with a
// mission (?1): the employer; those whose wall in force the member owns, or is
// a PR manager of with the mission; those that have given the employer, a PR
// agency, a partnership and the mission (spec 07 §8, §14.4). Walls that are
// suspended or cancelled, on either side, give no right, nor does a contract
// that was over before today (?3), whatever the nightly job has done.
var publishable = `
SELECT m.organisation_id AS id FROM members m
JOIN organisations o ON o.id = m.organisation_id AND o.deleted_at IS NULL
WHERE m.id = ?0 AND m.active AND m.deleted_at IS NULL
UNION
SELECT bw.organisation_id FROM wall_roles wr
JOIN business_walls bw ON bw.id = wr.wall_id AND bw.status = 'active'
JOIN members m ON m.id = wr.member_id AND m.active AND m.deleted_at IS NULL
WHERE wr.member_id = ?0 AND wr.status = 'accepted' AND bw.organisation_id IS NOT NULL
  AND (wr.role = 'BW_OWNER' OR wr.role IN ('BWPRi', 'BWPRe') AND CAST(wr.missions AS TEXT) LIKE ?2)
  AND NOT (` + LapsedSQL("?3") + `)
UNION
SELECT cw.organisation_id FROM members m
JOIN business_walls aw ON aw.organisation_id = m.organisation_id AND aw.status = 'active' AND aw.type = 'pr'
JOIN partnerships pa ON pa.agency_id = aw.id AND pa.status IN ('accepted', 'active') AND (pa.ends_at IS NULL OR pa.ends_at >= ?3)
JOIN business_walls cw ON cw.id = pa.client_id AND cw.status = 'active'
WHERE m.id = ?0 AND m.active AND m.deleted_at IS NULL AND cw.organisation_id IS NOT NULL
  AND CAST(cw.missions ->> ?1 AS TEXT) IN ('true', '1')`

// listed finds a mission in the JSON list of those granted.
func listed(mission Mission) string { return `%"` + string(mission) + `"%` }

// MayPublishFor returns nil when the member may, at now, publish for the
// organisation under the mission, and ErrMayNotPublish otherwise. It is asked
// in the transaction that publishes, so that a mandate revoked meanwhile counts.
func MayPublishFor(ctx context.Context, db bun.IDB, memberID, organisationID int64, mission Mission, now time.Time) error {
	var found []int64
	err := db.NewRaw("SELECT may.id FROM ("+publishable+") may WHERE may.id = ?4", memberID, string(mission), listed(mission), Today(now), organisationID).Scan(ctx, &found)
	if err != nil {
		return fmt.Errorf("ask whether %d may publish for %d: %w", memberID, organisationID, err)
	}
	if len(found) == 0 {
		return ErrMayNotPublish
	}
	return nil
}

// Represented is an organisation that a member may publish for.
type Represented struct {
	ID   int64
	Name string // of the Business Wall when there is one
}

// mostRepresented bounds the choice of a publisher.
const mostRepresented = 500

// PublishableFor lists the organisations that a member may, at now, publish for
// under a mission, each once, by name.
func PublishableFor(ctx context.Context, db bun.IDB, memberID int64, mission Mission, now time.Time) ([]Represented, error) {
	var found []Represented
	err := db.NewRaw("SELECT o.id, coalesce(nullif(o.wall_name, ''), o.name) AS name FROM ("+publishable+
		") may JOIN organisations o ON o.id = may.id ORDER BY name, o.id LIMIT ?4", memberID, string(mission), listed(mission), Today(now), mostRepresented).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list whom %d may publish for: %w", memberID, err)
	}
	return found, nil
}

// ManagersSQL is a query of the people, as id, who run the wall of the given
// column or parameter: those who have accepted to, else the recorded owner
// (spec 07 §5.4). Today is a placeholder for it: an agency's contract that was
// over before gives no right any more.
func ManagersSQL(wall, today string) string {
	roles := "wr.status = 'accepted' AND wr.role IN ('BW_OWNER', 'BWMi', 'BWMe') AND NOT (" + LapsedSQL(today) + ")"
	return "SELECT wr.member_id AS id FROM wall_roles wr WHERE wr.wall_id = " + wall + " AND " + roles +
		" UNION SELECT ow.owner_id FROM business_walls ow WHERE ow.id = " + wall +
		" AND NOT EXISTS (SELECT 1 FROM wall_roles wr WHERE wr.wall_id = " + wall + " AND " + roles + ")"
}

// managing finds the people who run a wall (?0) today (?1).
var managing = ManagersSQL("?0", "?1")

// Manages reports whether the member runs the wall at now.
func Manages(ctx context.Context, db bun.IDB, memberID, wallID int64, now time.Time) (bool, error) {
	var found []int64
	err := db.NewRaw("SELECT mg.id FROM ("+managing+") mg WHERE mg.id = ?2", wallID, Today(now), memberID).Scan(ctx, &found)
	if err != nil {
		return false, fmt.Errorf("ask whether %d manages wall %d: %w", memberID, wallID, err)
	}
	return len(found) > 0, nil
}

// ManagersOf lists the active accounts that run the wall at now.
func ManagersOf(ctx context.Context, db bun.IDB, wallID int64, now time.Time) ([]int64, error) {
	var found []int64
	err := db.NewRaw("SELECT m.id FROM ("+managing+") mg JOIN members m ON m.id = mg.id AND m.active AND m.deleted_at IS NULL ORDER BY m.id", wallID, Today(now)).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list the managers of wall %d: %w", wallID, err)
	}
	return found, nil
}

// IsOfAgency reports whether a member works for an agency, or owns one, whose
// partnership with a wall is in force at now: only such people speak for it from
// outside (spec 07 §14.2).
func IsOfAgency(ctx context.Context, db bun.IDB, memberID, wallID int64, now time.Time) (bool, error) {
	found, err := db.NewSelect().TableExpr("partnerships AS pa").ColumnExpr("1").
		Join("JOIN business_walls AS aw ON aw.id = pa.agency_id AND aw.status = 'active'").
		Join("JOIN members AS m ON m.id = ? AND (m.organisation_id = aw.organisation_id OR m.id = aw.owner_id)", memberID).
		Where("pa.client_id = ?", wallID).Where("pa.status IN ('accepted', 'active')").
		Where("(pa.ends_at IS NULL OR pa.ends_at >= ?)", Today(now)).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("ask whether %d is of an agency of wall %d: %w", memberID, wallID, err)
	}
	return found, nil
}
