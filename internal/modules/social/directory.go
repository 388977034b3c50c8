// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// Directory reads members and organisations for other members.
type Directory struct {
	db  *database.DB
	now func() time.Time
}

// NewDirectory returns the directory over the database.
func NewDirectory(db *database.DB, now func() time.Time) *Directory {
	return &Directory{db: db, now: now}
}

// MemberCard is a member as lists and their page show them. No contact detail
// is part of it.
type MemberCard struct {
	member.Byline

	PhotoCredit  string
	Cover        string
	CoverCredit  string
	Presentation string
	Followers    int64
	Following    int64
	Posts        int64
	Followed     bool // by the actor
}

var memberQuery = `
SELECT m.id, m.first_name || ' ' || m.last_name, m.photo, coalesce(pr.display_level, 0), m.photo_credit, m.cover, m.cover_credit,
       coalesce(pr.community, ''), coalesce(nullif(pr.job_title, ''), pr.label, ''), coalesce(pr.presentation, ''),
       coalesce(m.organisation_id, 0), coalesce(nullif(o.wall_name, ''), o.name, ''),
       (SELECT count(*) FROM follows f WHERE f.kind = 'member' AND f.target_id = m.id),
       (SELECT count(*) FROM follows f WHERE f.follower_id = m.id),
       (SELECT count(*) FROM posts p WHERE p.owner_id = m.id AND ` + content.VisibleSQL("$2") + `),
       EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $3 AND f.kind = 'member' AND f.target_id = m.id)
FROM members m
LEFT JOIN profiles pr ON pr.member_id = m.id
LEFT JOIN organisations o ON o.id = m.organisation_id AND o.deleted_at IS NULL
WHERE m.id = $1 AND m.active = TRUE AND m.deleted_at IS NULL`

// Member returns a member whose account is open.
func (d *Directory) Member(ctx context.Context, by access.Actor, id int64) (*MemberCard, error) {
	var m MemberCard
	var level int64
	err := d.db.Prepared(memberQuery).One(ctx, []any{id, d.now().UTC(), by.UserID},
		&m.ID, &m.Name, &m.Photo, &level, &m.PhotoCredit, &m.Cover, &m.CoverCredit, &m.Community, &m.JobTitle, &m.Presentation,
		&m.OrganisationID, &m.Organisation, &m.Followers, &m.Following, &m.Posts, &m.Followed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read member %d: %w", id, err)
	}
	if level == 0 && id != by.UserID && !by.Admin {
		m.Photo = ""
	}
	return &m, nil
}

// OrganisationCard is an organisation as lists show it.
type OrganisationCard struct {
	ID       int64
	Name     string
	Official bool // has a Business Wall in force
	WallType string
	Baseline string
	Logo     string
	Town     string
}

// PageSize is how many rows a page of a directory holds.
const PageSize = 30

// Place is where a page of the directory goes on: after this name and id.
type Place struct {
	LastName, FirstName string
	ID                  int64
}

const membersQuery = `
SELECT m.id, m.first_name, m.last_name, CASE WHEN pr.display_level = 0 THEN '' ELSE m.photo END, coalesce(pr.community, ''),
       coalesce(nullif(pr.job_title, ''), pr.label, ''),
       coalesce(m.organisation_id, 0), coalesce(nullif(o.wall_name, ''), o.name, '')
FROM members m
LEFT JOIN profiles pr ON pr.member_id = m.id
LEFT JOIN organisations o ON o.id = m.organisation_id AND o.deleted_at IS NULL
WHERE m.active = TRUE AND m.deleted_at IS NULL AND (m.last_name, m.first_name, m.id) > ($1, $2, $3)
ORDER BY m.last_name, m.first_name, m.id LIMIT $4`

// Members returns a page of the directory, by last name, and where the next
// one goes on; a place without id ends it.
func (d *Directory) Members(ctx context.Context, after Place) ([]MemberCard, Place, error) {
	var found []MemberCard
	var places []Place
	err := d.db.Prepared(membersQuery).Each(ctx, func(row database.Row) error {
		var m MemberCard
		var p Place
		err := row.Scan(&m.ID, &p.FirstName, &p.LastName, &m.Photo, &m.Community, &m.JobTitle, &m.OrganisationID, &m.Organisation)
		m.Name, p.ID = p.FirstName+" "+p.LastName, m.ID
		found, places = append(found, m), append(places, p)
		return err
	}, after.LastName, after.FirstName, after.ID, PageSize+1)
	if err != nil {
		return nil, Place{}, fmt.Errorf("read the directory: %w", err)
	}
	if len(found) > PageSize {
		return found[:PageSize], places[PageSize-1], nil
	}
	return found, Place{}, nil
}
