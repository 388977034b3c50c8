// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package access

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/platform/database"
)

// Loader reads actors. It keeps nothing: a right lost is lost at the next
// request, on every node.
type Loader struct {
	db  *database.DB
	now func() time.Time
}

// NewLoader returns a loader over the database; contracts are over by the clock
// now.
func NewLoader(db *database.DB, now func() time.Time) *Loader { return &Loader{db: db, now: now} }

// actorQuery reads all that guards and pages ask of the actor in one row: it
// runs at every request. Lists inside it are joined with characters that
// neither ids nor codes contain. $2 is mandate.Today.
var actorQuery = `
SELECT m.id, m.first_name || ' ' || m.last_name, m.photo,
       coalesce(m.organisation_id, 0), coalesce(nullif(o.wall_name, ''), o.name, ''),
       CASE WHEN coalesce(o.wall_type, '') = '' THEN 0 ELSE coalesce(o.wall_id, 0) END, coalesce(o.wall_type, ''), coalesce(m.selected_wall_id, 0),
       coalesce(pr.code, ''), coalesce(pr.contact_type, ''), coalesce(nullif(pr.job_title, ''), pr.label, ''),
       coalesce((SELECT string_agg(role, ' ') FROM member_roles WHERE member_id = m.id), ''),
       coalesce((SELECT string_agg(wr.wall_id || '|' || coalesce(bw.organisation_id, 0) || '|' || wr.role || '|' || bw.status || '|' || wr.missions, chr10.c)
                 FROM wall_roles wr JOIN business_walls bw ON bw.id = wr.wall_id
                 WHERE wr.member_id = m.id AND wr.status = 'accepted' AND bw.status IN ('active', 'suspended')
                   AND NOT (` + mandate.LapsedSQL("$2") + `)), ''),
       EXISTS (SELECT 1 FROM business_walls s WHERE s.id = m.selected_wall_id AND s.status NOT IN ('draft', 'cancelled')),
       m.terms_version <> coalesce((SELECT nullif(edition, '') FROM cms_pages WHERE slug = '` + terms.Slug + `' AND lang = 'fr'), '` + terms.Bundled + `'),
       (SELECT count(*) FROM (SELECT 1 FROM notifications n WHERE n.receiver_id = m.id AND n.read = FALSE LIMIT 100) unread)
FROM members m
CROSS JOIN (SELECT '
' AS c) chr10
LEFT JOIN organisations o ON o.id = m.organisation_id AND o.deleted_at IS NULL
LEFT JOIN profiles pr ON pr.member_id = m.id
WHERE m.active = TRUE AND m.deleted_at IS NULL AND m.id = `

// Who is asked for: a member, or the one signed in by a session.
var (
	actorByID      = actorQuery + `$1`
	actorBySession = actorQuery + `(SELECT member_id FROM sessions WHERE token_hash = $1)`
)

// Load returns the actor of a signed-in member, or the anonymous actor when
// the account is not active any more.
func (l *Loader) Load(ctx context.Context, memberID int64) (Actor, error) {
	var a Actor
	err := l.db.Prepared(actorByID).Each(ctx, a.scan, memberID, mandate.Today(l.now()))
	if err != nil {
		return Actor{}, fmt.Errorf("load actor %d: %w", memberID, err)
	}
	return a, nil
}

// BySession is the statement that reads the actor of the session whose token
// has this hash, and that actor once it has run: the anonymous one when the
// session has no member or the account is not active any more.
func (l *Loader) BySession(tokenHash string) (database.Ask, func() any) {
	a := new(Actor)
	return database.Ask{Query: actorBySession, Args: []any{tokenHash, mandate.Today(l.now())}, Scan: a.scan}, func() any { return *a }
}

// scan reads a row of actorQuery.
func (a *Actor) scan(row database.Row) error {
	var roles, grants string
	err := row.Scan(&a.UserID, &a.Name, &a.Photo, &a.OrganisationID, &a.Organisation, &a.WallID, &a.WallType, &a.SelectedWallID,
		&a.ProfileCode, &a.ContactType, &a.JobTitle, &roles, &grants, &a.selectedWallUsable, &a.TermsOwed, &a.Unread)
	if err != nil {
		return err
	}
	a.Name = strings.TrimSpace(a.Name)
	a.readRoles(roles)
	if a.Grants, err = readGrants(grants); err != nil {
		return fmt.Errorf("grants of actor %d: %w", a.UserID, err)
	}
	return nil
}

// readRoles sets the staff right and the community: the first one held, in
// order of precedence.
func (a *Actor) readRoles(roles string) {
	held := strings.Fields(roles)
	rank := len(Communities())
	for _, role := range held {
		if role == "ADMIN" {
			a.Admin = true
		}
		for i, c := range Communities() {
			if role == string(c) && i < rank {
				rank, a.Community = i, c
			}
		}
	}
}

// readGrants reads one grant a line: wall|organisation|role|status of the wall|missions in JSON.
func readGrants(text string) ([]WallGrant, error) {
	if text == "" {
		return nil, nil
	}
	lines := strings.Split(text, "\n")
	grants := make([]WallGrant, 0, len(lines))
	for _, line := range lines {
		parts := strings.SplitN(line, "|", 5)
		if len(parts) != 5 {
			return nil, fmt.Errorf("unreadable grant %q", line)
		}
		wall, err := strconv.ParseInt(parts[0], 10, 64)
		if err != nil {
			return nil, err
		}
		org, err := strconv.ParseInt(parts[1], 10, 64)
		if err != nil {
			return nil, err
		}
		grant := WallGrant{WallID: wall, OrganisationID: org, Role: WallRole(parts[2]), InForce: parts[3] == "active"}
		if err := json.Unmarshal([]byte(parts[4]), &grant.Missions); err != nil {
			return nil, fmt.Errorf("missions of wall %d: %w", wall, err)
		}
		grants = append(grants, grant)
	}
	return grants, nil
}
